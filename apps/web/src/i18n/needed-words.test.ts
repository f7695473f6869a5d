import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { laterWords } from './index.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const later: ReadonlySet<string> = new Set(laterWords);
/** The routes lead to every screen; each of those is looked at by itself. */
const elsewhere = /[\\/]app[\\/](routes?|router)\b/;

/** A file with all that it imports, at once or later. */
function filesFrom(start: string): string[] {
  const found = new Set<string>();
  const ahead = [path.join(source, start)];
  for (let file = ahead.pop(); file !== undefined; file = ahead.pop()) {
    if (found.has(file) || elsewhere.test(file) || !/\.tsx?$/.test(file) || !existsSync(file)) continue;
    found.add(file);
    for (const [, at] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g))
      ahead.push(path.join(path.dirname(file), at ?? ''));
  }
  return [...found].filter((file) => !file.includes(`${path.sep}i18n${path.sep}`));
}

const named = (text: string) => [...text.matchAll(/'(\w+)'/g)].map(([, name]) => name ?? '');

/** The later words that files speak, and those that they ask for themselves. */
function wordsOf(files: readonly string[]) {
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const spoken = texts.flatMap((text) => [
    ...[...text.matchAll(/useTranslation\(([^)]*)\)/g)].flatMap(([, names]) => named(names ?? '')),
    ...[...text.matchAll(/\(\s*['`](\w+):/g)].map(([, name]) => name ?? ''),
  ]);
  const asked = texts.flatMap((text) =>
    [...text.matchAll(/needWords\(([^)]*)\)/g)].flatMap(([, names]) => named(names ?? '')),
  );
  return { spoken: new Set(spoken.filter((name) => later.has(name))), asked: new Set(asked) };
}

const routes = [
  'agreement',
  'count',
  'document',
  'entrance',
  'export',
  'find',
  'installation',
  'passage',
  'project',
  'round',
]
  .map((name) => readFileSync(path.join(source, `app/routes/${name}.ts`), 'utf8'))
  .join('\n');
const screens = [
  ...routes.matchAll(/(?:withWords\(\s*\[([^\]]*)\],\s*)?import\('\.\.\/\.\.\/(features\/[^']+)'\)/g),
].map(([, names, file]) => ({ file: file ?? '', given: named(names ?? '') }));

describe('the words that come with a screen', () => {
  it('are looked for where there are some', () => {
    expect(screens.length).toBeGreaterThan(20);
    expect(wordsOf(filesFrom('features/tag/codebook-screen.tsx')).spoken).toContain('tag');
    expect(wordsOf(filesFrom('app/frame.tsx')).asked).toContain('job');
  });

  it.each([...screens, { file: 'app/frame.tsx', given: [] }])(
    '$file has all that it speaks',
    ({ file, given }) => {
      const { spoken, asked } = wordsOf(filesFrom(file));
      for (const name of given) asked.add(name);
      expect([...spoken].filter((name) => !asked.has(name))).toEqual([]);
    },
  );
});
