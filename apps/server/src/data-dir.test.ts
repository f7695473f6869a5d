import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultDataDir } from './data-dir.ts';

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-data-dir-'));
  root = path.join(folder, 'clone');
  await mkdir(root);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const chosen = (home: string) =>
  defaultDataDir({ environment: { XDG_DATA_HOME: home }, root, platform: 'linux' });

test('the place of the system, whether it is there or can be made', async () => {
  const home = path.join(folder, 'not', 'there', 'yet');
  expect(chosen(home)).toBe(path.join(home, 'koersvast'));
  await mkdir(path.join(home, 'koersvast'), { recursive: true });
  expect(chosen(home)).toBe(path.join(home, 'koersvast'));
});

test('the clone where nothing can be made there, and from then on', async () => {
  // Not even root makes a folder in a file.
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  expect(chosen(path.join(file, 'home'))).toBe(path.join(root, 'koersvast-data'));
  await mkdir(path.join(root, 'koersvast-data'));
  expect(chosen(path.join(folder, 'mended'))).toBe(path.join(root, 'koersvast-data'));
});

test('data in the place of the system is found, also where the clone has some', async () => {
  await mkdir(path.join(root, 'koersvast-data'));
  await mkdir(path.join(folder, 'home', 'koersvast'), { recursive: true });
  expect(chosen(path.join(folder, 'home'))).toBe(path.join(folder, 'home', 'koersvast'));
});

test.each([
  ['linux', {}, '.local/share/koersvast'],
  ['darwin', {}, 'Library/Application Support/Koersvast'],
] as const)('on %s it is in the home', (platform, environment, place) => {
  // Whoever tests may have a home that cannot be written, or none.
  vi.stubEnv('HOME', folder);
  expect(defaultDataDir({ environment, root, platform })).toBe(path.join(folder, place));
});
