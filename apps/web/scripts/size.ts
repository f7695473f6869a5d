/**
 * The compressed size of what a browser must fetch before each first screen, every chunk with all that it imports
 * statically. Fails when one is above the limit.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 250_000;

interface Entry {
  readonly file: string;
  readonly imports?: readonly string[];
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
  if (entry === undefined) throw new Error(`The build has no ${name}.`);
  if (seen.has(name)) return seen;
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
const languages = Object.keys(manifest).filter((name) => /^src\/i18n\/[^/]+\/index\.ts$/.test(name));
const screens = Object.keys(manifest).filter((name) => /^src\/features\/.+-screen\.tsx$/.test(name));
if (languages.length === 0 || screens.length === 0)
  throw new Error('The build has no languages or no screens.');
/** Screens for people who are not signed in: they have no frame around them. */
const outside: ReadonlySet<string> = new Set(['sign-in', 'forgotten', 'welcome', 'join']);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** The words that come with a screen, as its route says. */
function wordsOf(source: string): string[] {
  const folder = new URL('../src/app/routes/', import.meta.url);
  const routes = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const [, names = ''] =
    new RegExp(`withWords\\(\\s*\\[([^\\]]*)\\],\\s*import\\('../../${source.slice(4)}'`).exec(
      routes.join('\n'),
    ) ?? [];
  return [...names.matchAll(/'(\w+)'/g)].map(([, name]) => name ?? '');
}

/** What is fetched on the way to a first screen, in the language that has most to say. */
function sizeOf(screen: string, source: string): { scripts: number; styles: number } {
  const frame = outside.has(screen) ? [] : ['src/app/frame.tsx'];
  const sizes = languages.map((language) => {
    const words = wordsOf(source).map((name) => language.replace('index.ts', `${name}.ts`));
    const chunks = [entryName ?? '', language, ...words, ...frame, source].flatMap((name) => [
      ...closure(name),
    ]);
    return {
      scripts: compressed(new Set(chunks.flatMap((name) => manifest[name]?.file ?? []))),
      styles: compressed(new Set(chunks.flatMap((name) => manifest[name]?.css ?? []))),
    };
  });
  return sizes.reduce((most, each) => (each.scripts > most.scripts ? each : most));
}

for (const source of screens.sort()) {
  const screen = /([^/]+)-screen\.tsx$/.exec(source)?.[1] ?? source;
  const { scripts, styles } = sizeOf(screen, source);
  const verdict = scripts > limit ? '  OVER THE LIMIT' : '';
  say(
    `${screen.padEnd(10)} ${String(scripts).padStart(7)} bytes of JavaScript gzipped, ${styles} of CSS${verdict}`,
  );
  if (scripts > limit) process.exitCode = 1;
}
say(`limit      ${String(limit).padStart(7)}`);
