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
    load: (id) => {
      if (!id.startsWith(prefix)) return null;
      const part = id.slice(prefix.length);
      const said = JSON.stringify(`${part} is left out of the build: see scripts/left-out.ts.`);
      return `export function ${part}() { throw new Error(${said}); }`;
    },
  };
}
