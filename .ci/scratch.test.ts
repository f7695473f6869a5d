import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeScratch } from './scratch.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'koersvast-scratch-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

test('what tests write goes where somebody says, for whoever they run as', async () => {
  const folder = await makeScratch(base);
  expect(path.dirname(folder)).toBe(base);
  expect((await stat(folder)).mode & 0o777).toBe(0o777);
});

test('what a killed run has left in memory is cleared away, and that of one that goes on is not', async () => {
  // Higher than a machine counts.
  const ended = 99_999_999;
  for (const name of [`kv-${ended}-a`, `kv-${process.pid}-b`, 'of-others'])
    await mkdir(path.join(base, name, 'koersvast-test'), { recursive: true });
  const folder = await makeScratch(null, base);
  try {
    const left = (await readdir(base)).filter((name) => name !== path.basename(folder));
    expect(left.toSorted()).toEqual([`kv-${process.pid}-b`, 'of-others']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a machine without such a memory has them on its disk', async () => {
  const folder = await makeScratch(null, path.join(base, 'none'));
  expect(path.dirname(folder)).toBe(tmpdir());
  await rm(folder, { recursive: true, force: true });
});
