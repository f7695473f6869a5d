/** One step of a Dockerfile. */
export interface Instruction {
  readonly word: string;
  readonly rest: string;
}

const known = new Set([
  'FROM',
  'WORKDIR',
  'COPY',
  'RUN',
  'ENV',
  'USER',
  'VOLUME',
  'EXPOSE',
  'HEALTHCHECK',
  'CMD',
]);

/** The steps of a Dockerfile, in order. Throws at a line that is none. */
export function readDockerfile(text: string): Instruction[] {
  return text
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, word = '', rest = ''] = /^(\w+) +(.+)$/.exec(line) ?? [];
      if (!known.has(word)) throw new Error(`This is no step of a Dockerfile: ${line}`);
      return { word, rest };
    });
}

/** The words of a command in a step, without a shell. */
export const commandOf = (rest: string): string[] => JSON.parse(rest.slice(rest.indexOf('[')));

/** Whether `.dockerignore` keeps a file out of the image: names as they are, and with `**` before them at any depth. */
export function isLeftOut(file: string, patterns: readonly string[]): boolean {
  return patterns
    .filter((each) => each !== '' && !each.startsWith('#'))
    .some((pattern) =>
      pattern.startsWith('**/')
        ? file.split('/').includes(pattern.slice(3))
        : file === pattern || file.startsWith(`${pattern}/`),
    );
}
