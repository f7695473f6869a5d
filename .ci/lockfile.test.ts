import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { complete, findMissing, type Lockfile, platformOf, withoutHash } from './lockfile.ts';

const read = async (name: string) =>
  JSON.parse(await readFile(path.join(import.meta.dirname, '..', name), 'utf8'));

test('the lockfile has the packages of every platform, each with its hash (if not: npm run lockfile)', async () => {
  const lockfile: Lockfile = await read('package-lock.json');
  expect(findMissing(lockfile)).toEqual([]);
  expect(withoutHash(lockfile)).toEqual([]);
});

test('where others pin what has a known fault, another version is there, and only as long as they do', async () => {
  const { packages }: Lockfile = await read('package-lock.json');
  const { compare } = new Intl.Collator('en', { numeric: true });
  const { overrides }: { overrides: Record<string, Record<string, string>> } = await read('package.json');
  for (const [parent, renewed] of Object.entries(overrides)) {
    const pinned = packages[`node_modules/${parent}`]?.dependencies;
    for (const [name, version] of Object.entries(renewed)) {
      expect(packages[`node_modules/${name}`]).toMatchObject({ version });
      // A parent that has renewed it itself, asks for a range, or is gone, needs none any more.
      const asked = pinned?.[name] ?? '';
      expect([parent, name, asked]).toEqual([parent, name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
      expect([parent, name, compare(asked, version)]).toEqual([parent, name, -1]);
    }
  }
});

test('what has no hash is named, wherever it lies, but not what is our own', () => {
  const packages = {
    '': {},
    'apps/web': { version: '0.1.0' },
    'node_modules/@koersvast/web': { link: true },
    'node_modules/zod': { version: '4.0.0', integrity: 'sha512-x' },
    'node_modules/@a/b': { version: '1.0.0' },
    'node_modules/c/node_modules/d': { version: '2.0.0' },
  };
  expect(withoutHash({ packages }).map(({ name }) => name)).toEqual(['@a/b', 'd']);
});

test('what is missing is added for its platform, and what is there is left alone', () => {
  const lockfile = {
    packages: {
      '': {},
      'node_modules/tool': {
        version: '2.0.0',
        dev: true,
        optionalDependencies: { 'tool-linux-x64-musl': '2.0.0', inner: '1' },
      },
      'node_modules/tool/node_modules/inner': { version: '1.0.0' },
      'node_modules/zod': { version: '4.0.0', optionalDependencies: { 'node_modules-x': '1.0.0' } },
      'node_modules/node_modules-x': { version: '1.0.0' },
    },
  };
  expect(findMissing(lockfile)).toEqual([
    { name: 'tool-linux-x64-musl', version: '2.0.0', neededBy: 'node_modules/tool' },
  ]);
  const completed = complete(lockfile);
  expect(completed.packages['node_modules/tool-linux-x64-musl']).toEqual({
    version: '2.0.0',
    cpu: ['x64'],
    libc: ['musl'],
    os: ['linux'],
    dev: true,
    optional: true,
  });
  expect(findMissing(completed)).toEqual([]);
});

test.each([
  ['@turbo/windows-64', { os: ['win32'], cpu: ['x64'] }],
  ['@turbo/darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
  ['@oxc-parser/binding-linux-riscv64-gnu', { os: ['linux'], cpu: ['riscv64'], libc: ['glibc'] }],
  ['@oxc-parser/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
  ['@biomejs/cli-linux-x64', { os: ['linux'], cpu: ['x64'] }],
])('%s is for %o', (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
