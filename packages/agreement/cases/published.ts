/** Prints published values beside what the package gives: npm run published -w packages/agreement */
import { readFileSync } from 'node:fs';
import { answerCases } from './answer.ts';
import { at, differences } from './comparison.ts';

interface PublishedCase {
  readonly id: string;
  readonly source: string;
  readonly published: readonly { path: (string | number)[]; value: number | null; tolerance: number }[];
}

const file: { cases: PublishedCase[] } = JSON.parse(
  readFileSync(new URL('./published.json', import.meta.url), 'utf8'),
);
const print = (...cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
print('source', 'figure', 'published', 'computed', 'within');
print('---', '---', '---:', '---:', '---:');
let index = 0;
for (const line of answerCases(file)) {
  const { source, published } = file.cases[index++] ?? { source: '', published: [] };
  for (const { path, value, tolerance } of published) {
    const given = 'computed' in line ? at(line.computed, path) : null;
    const isClose = differences(value, given, tolerance).length === 0;
    const shown = typeof given === 'number' ? given.toFixed(6) : String(given);
    print(source, path.join('.'), String(value), shown, isClose ? String(tolerance) : 'NO');
    if (!isClose) process.exitCode = 1;
  }
}
