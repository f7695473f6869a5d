/**
 * Mutates the package folder by folder and prints the score: npm run mutation -w packages/agreement
 * What a folder gave is kept in reports/, so that a run which was stopped goes on where it was, and a later run
 * tests only what changed. Arguments go to Stryker: npm run mutation -w packages/agreement -- --concurrency 1
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The share of mutants, in per cent, that the tests must notice. */
const leastScore = 85;

const root = fileURLToPath(new URL('..', import.meta.url));
const stryker = createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json');
const command = stryker.replace('package.json', 'bin/stryker.js');

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

interface Count {
  readonly noticed: number;
  readonly unnoticed: number;
}

/** Runs Stryker on some files. Throws if it did not come to its end. */
function mutate(name: string, files: string): Count {
  const report = `${root}reports/mutation.json`;
  rmSync(report, { force: true });
  const { status } = spawnSync(
    process.execPath,
    [
      command,
      'run',
      ...['--mutate', `${files},!src/**/*.test.ts,!src/index.ts`],
      ...['--incrementalFile', `reports/incremental-${name}.json`],
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0 || !existsSync(report)) throw new Error(`Stryker did not finish ${name}`);
  const { files: mutated }: Report = JSON.parse(readFileSync(report, 'utf8'));
  const statuses = Object.values(mutated).flatMap(({ mutants }) => mutants.map(({ status: one }) => one));
  const having = (...some: readonly string[]) => statuses.filter((one) => some.includes(one)).length;
  return { noticed: having('Killed', 'Timeout'), unnoticed: having('Survived', 'NoCoverage') };
}

const score = ({ noticed, unnoticed }: Count) => (100 * noticed) / (noticed + unnoticed);
const print = (...cells: readonly (string | number)[]) =>
  process.stdout.write(`| ${cells.map((cell) => `${cell}`.padStart(10)).join(' | ')} |\n`);

mkdirSync(`${root}reports`, { recursive: true });
const folders = readdirSync(`${root}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const counts = new Map(folders.map(({ name }) => [name, mutate(name, `src/${name}/**/*.ts`)]));
counts.set('src', mutate('src', 'src/*.ts'));

print('folder', 'noticed', 'unnoticed', 'score');
print('---', '---:', '---:', '---:');
const total = { noticed: 0, unnoticed: 0 };
for (const [name, count] of counts) {
  print(name, count.noticed, count.unnoticed, score(count).toFixed(2));
  total.noticed += count.noticed;
  total.unnoticed += count.unnoticed;
}
print('all', total.noticed, total.unnoticed, score(total).toFixed(2));
if (score(total) < leastScore) process.exitCode = 1;
