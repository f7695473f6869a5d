/**
 * The compressed size of what a browser must fetch before the first screen: the entry of the build with all
 * that it imports statically. Fails above the limit. Run after `npm run build -w apps/web`.
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
const initial = closure(entryName);
const scripts = [...initial].flatMap((name) => manifest[name]?.file ?? []);
const styles = [...initial].flatMap((name) => manifest[name]?.css ?? []);
const total = compressed(scripts);
const say = (line: string) => process.stdout.write(`${line}\n`);

for (const file of scripts) say(`${String(compressed([file])).padStart(8)}  ${file}`);
say(`${String(compressed(new Set(styles))).padStart(8)}  styles`);
for (const name of manifest[entryName]?.dynamicImports ?? []) {
  const more = [...closure(name)].filter((each) => !initial.has(each));
  say(
    `${String(compressed(more.flatMap((each) => manifest[each]?.file ?? []))).padStart(8)}  more for ${name}`,
  );
}
say(`initial JavaScript: ${total} bytes gzipped, limit ${limit}`);
if (total > limit) process.exitCode = 1;
