import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isCompatible, licencesOf } from './licences.ts';

test('everything that others wrote may be passed on with the program', async () => {
  const file = path.join(import.meta.dirname, '..', 'package-lock.json');
  const all = licencesOf(JSON.parse(await readFile(file, 'utf8')));
  expect(all.length).toBeGreaterThan(500);
  expect(all.filter(({ licence }) => !isCompatible(licence))).toEqual([]);
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-or-later)', true],
  ['(MIT AND Zlib)', true],
  ['(MIT AND GPL-3.0-or-later)', false],
  ['GPL-3.0-only', false],
  ['UNLICENSED', false],
  [null, false],
])('%s: %s', (licence, may) => {
  expect(isCompatible(licence)).toBe(may);
});
