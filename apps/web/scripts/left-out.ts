import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/**
 * Parts of Mantine's components that no screen uses and that a bundler cannot tell so, being hung upon a component
 * that they do use: a table's own scroll area is 18 kB with all that moves its bars, and `app.tsx` says why the
 * provider writes no styles.
 */
const leftOut: Readonly<Record<string, string>> = {
  TableScrollContainer: 'Table/Table.mjs',
  MantineCssVariables: 'MantineProvider/MantineProvider.mjs',
  MantineClasses: 'MantineProvider/MantineProvider.mjs',
};

/** What Zod hangs upon each schema to write it down as JSON Schema, which no page does: a third of what it weighs. */
const leftOutWhole = /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/;

/** What i18next falls back on to write numbers and dates: `i18n` brings what writes ours. */
const usualFormatter = 'formatter = Formatter;';
const ofI18next = /[\\/]i18next[\\/]dist[\\/]esm[\\/]i18next\.js$/;

const prefix = '\0left-out:';

/** Builds without them. Whoever uses one after all is told so by the page. */
export function withoutParts(): Plugin {
  return {
    name: 'koersvast-left-out',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) => {
      const part = /^\.\/(?:\w+\/)?(\w+)\.mjs$/.exec(source)?.[1] ?? '';
      const owner = leftOut[part];
      return owner !== undefined && importer?.replaceAll('\\', '/').endsWith(owner) ? prefix + part : null;
    },
    load: async (id) => {
      if (ofI18next.test(id)) return without(usualFormatter, await readFile(id, 'utf8'));
      if (leftOutWhole.test(id)) return hollow(await readFile(id, 'utf8'));
      if (!id.startsWith(prefix)) return null;
      const part = id.slice(prefix.length);
      return `export function ${part}() { ${refusal(part)} }`;
    },
  };
}

function without(part: string, source: string): string {
  if (!source.includes(part))
    throw new Error(`${part} is not there to be left out: see scripts/left-out.ts.`);
  return source.replace(part, '');
}

function refusal(part: string): string {
  return `throw new Error(${JSON.stringify(`${part} is left out of the build: see scripts/left-out.ts.`)});`;
}

/** A module with the names of another, none of which does anything; what makes methods makes one that refuses. */
function hollow(source: string): string {
  const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name ?? '');
  const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \}/gm)].map(([, name]) => name ?? '');
  const each = [...names, ...renamed].map((name) =>
    name.startsWith('create') ? `export const ${name} = () => refuse;` : `export const ${name} = refuse;`,
  );
  return `function refuse() { ${refusal('JSON Schema')} }\n${each.join('\n')}\n`;
}
