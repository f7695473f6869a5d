import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

const functionOf = (lines: number) =>
  `export function long(): void {\n${'  globalThis.name = 1;\n'.repeat(lines - 2)}}\n`;

/** File, how long the function in it is, and whether it must be reported. */
const planted: [file: string, lines: number, reported: boolean][] = [
  ['packages/core/src/long.ts', 130, true],
  ['apps/web/src/parts/tag/long.tsx', 130, true],
  ['packages/core/src/short.ts', 110, false],
  ['packages/core/src/long.test.ts', 130, false],
];

let folder: string;
let said: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-lint-'));
  const { vcs: _, ...rules } = JSON.parse(await readFile(path.join(root, 'biome.json'), 'utf8'));
  await writeFile(path.join(folder, 'biome.json'), JSON.stringify(rules));
  for (const [file, lines] of planted) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), functionOf(lines));
  }
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  said = await new Promise((resolve) => {
    execFile(process.execPath, [biome, 'lint', '.'], { cwd: folder }, (_error, output, faults) =>
      resolve(output + faults),
    );
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(planted)('%s with a function of %i lines: reported %s', (file, _lines, reported) => {
  const lines = said.split('\n').filter((line) => line.includes('noExcessiveLinesPerFunction'));
  expect(lines.some((line) => line.includes(file))).toBe(reported);
});
