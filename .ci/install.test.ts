import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isInstalled } from '../apps/server/launch/install.mjs';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'koersvast-install-'));
  await mkdir(path.join(root, 'node_modules'));
});

afterAll(() => rm(root, { recursive: true }));

const wanted = {
  '': { version: '0.1.0' },
  'packages/core': { version: '0.1.0' },
  'node_modules/@koersvast/core': { link: true },
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
  'node_modules/tool-darwin-arm64': { version: '1.0.0', optional: true },
};

test.each([
  ['as the lockfile says', { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' } }, true],
  ['something is missing', {}, false],
  ['another version', { 'node_modules/zod': { version: '3.0.0', integrity: 'sha512-a' } }, false],
  [
    'the same version with another content',
    { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-b' } },
    false,
  ],
  [
    'something more',
    {
      'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
      'node_modules/pg': { version: '8.0.0' },
    },
    true,
  ],
])('what is installed: %s', async (_what, present, installed) => {
  await writeFile(path.join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  await writeFile(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }));
  expect(isInstalled(root)).toBe(installed);
});

test('an installation that was killed half-way has no such list, and is none', async () => {
  await rm(path.join(root, 'node_modules/.package-lock.json'));
  expect(isInstalled(root)).toBe(false);
});
