import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/* What the program asks of the packages that are installed: by name in its source, by its build, and as it runs. */

const root = path.join(import.meta.dirname, '..');
const modules = path.join(root, 'node_modules');
const NOT_SHIPPED = /\.(test|spec)\.tsx?$|\/(testing|bench|dist|node_modules|fixtures|coverage)\//;
/** A file or folder within a package, as an import names it. */
const WITHIN = /['"`]((?:@[\w.-]+\/)?[\w.-]+(?:\/[\w.-]+)+)(?:\?\w+)?['"`]/g;

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(m?js|tsx?)$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((name) => !NOT_SHIPPED.test(name.replaceAll('\\', '/')));
}

/** Files within packages that shipped source names. */
export function namedFiles(): string[] {
  const workspaces = ['apps', 'packages'].flatMap((group) =>
    readdirSync(path.join(root, group)).map((name) => path.join(root, group, name)),
  );
  const sources = workspaces.flatMap((folder) => [
    ...['src', 'launch', 'scripts'].flatMap((name) => sourcesIn(path.join(folder, name))),
    ...readdirSync(folder)
      .filter((name) => /^vite\.config\.ts$|\.mjs$/.test(name))
      .map((name) => path.join(folder, name)),
  ]);
  const named = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(WITHIN)].map(([, name = '']) => path.join(modules, name)),
  );
  return [...new Set(named)].filter((file) => existsSync(file));
}

/** Files of packages that the build of the web app hands out as they are. */
export async function builtFiles(): Promise<string[]> {
  const { pdfFiles } = await import('../apps/web/scripts/pdf-files.ts');
  const { generateBundle } = pdfFiles();
  const emitted: string[] = [];
  const bundle = {
    emitFile: ({ fileName = '' }: { readonly fileName?: string }) => void emitted.push(fileName),
  };
  if (typeof generateBundle === 'function') await Reflect.apply(generateBundle, bundle, []);
  return emitted.map((name) => path.join(modules, 'pdfjs-dist', name.replace(/^assets\/pdf-[^/]+\//, '')));
}

/** Files of packages that a process opens that does what the server and its readers do. */
export function openedFiles(): string[] {
  const child = spawnSync(process.execPath, [path.join(import.meta.dirname, 'open-all.ts')], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  const own = realpathSync(modules) + path.sep;
  return [...new Set(child.stdout.split('\n'))]
    .map((name) => (name.startsWith('file:') ? fileURLToPath(name) : name))
    .filter((name) => name.startsWith(own) && existsSync(name))
    .map((name) => path.join(modules, name.slice(own.length)));
}
