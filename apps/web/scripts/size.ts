/**
 * The compressed size of what a browser must fetch before its first screen, each chunk with all that it imports
 * statically. Fails above the limit. Run after `npm run build -w apps/web`.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 250_000;

interface Entry {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
  readonly isEntry?: boolean;
}

const dist = new URL('../dist/', import.meta.url);
const manifest: Record<string, Entry> = JSON.parse(
  readFileSync(new URL('.vite/manifest.json', dist), 'utf8'),
);

/** A chunk and all that it imports statically. */
function closure(name: string, seen = new Set<string>()): Set<string> {
  const entry = manifest[name];
  if (entry === undefined || seen.has(name)) return seen;
  seen.add(name);
  for (const each of entry.imports ?? []) closure(each, seen);
  return seen;
}

function compressed(files: Iterable<string>): number {
  return [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length,
    0,
  );
}

const entryName = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true);
if (entryName === undefined) throw new Error('The build has no entry.');
const frame = ['src/app/frame.tsx'];
const language = 'src/i18n/nl/index.ts';
/** What is fetched on the way to each first screen: the entry, a language, the frame, the screen. */
const screens: Record<string, readonly string[]> = {
  'sign-in': ['src/features/session/sign-in-screen.tsx'],
  welcome: ['src/features/session/welcome-screen.tsx'],
  join: ['src/features/member/join-screen.tsx'],
  projects: [...frame, 'src/features/project/projects-screen.tsx'],
  work: [...frame, 'src/features/assignment/work-screen.tsx'],
  reader: [...frame, 'src/features/reader/reader-screen.tsx'],
};
/** A link or a reload may begin in the reader, which shows its letter before the rest has come. */
const withoutLimit: ReadonlySet<string> = new Set(['reader']);
const say = (line: string) => process.stdout.write(`${line}\n`);

for (const [screen, names] of Object.entries(screens)) {
  const chunks = new Set([entryName, language, ...names].flatMap((name) => [...closure(name)]));
  const scripts = compressed(new Set([...chunks].flatMap((name) => manifest[name]?.file ?? [])));
  const styles = compressed(new Set([...chunks].flatMap((name) => manifest[name]?.css ?? [])));
  say(`${screen.padEnd(10)} ${String(scripts).padStart(7)} bytes of JavaScript gzipped, ${styles} of CSS`);
  if (scripts > limit && !withoutLimit.has(screen)) process.exitCode = 1;
}
say(`limit      ${String(limit).padStart(7)}`);
