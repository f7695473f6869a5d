import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isCompatible, licencesOf } from './licences.ts';
import type { Lockfile } from './lockfile.ts';

// `npm run licences`: each licence with the packages that have it. Ends with 1 where one is not compatible.

const file = path.join(import.meta.dirname, '..', 'package-lock.json');
const lockfile: Lockfile = JSON.parse(await readFile(file, 'utf8'));
const byLicence = Map.groupBy(licencesOf(lockfile), ({ licence }) => licence);
for (const [licence, packages] of [...byLicence].sort(([, a], [, b]) => b.length - a.length)) {
  const names = [...new Set(packages.map(({ name }) => name))].sort();
  const not = isCompatible(licence) ? '' : ' NOT COMPATIBLE';
  process.stdout.write(`${licence ?? 'none'}${not} (${names.length}): ${names.join(', ')}\n\n`);
}
process.exitCode = [...byLicence.keys()].every(isCompatible) ? 0 : 1;
