import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { complete, findMissing, type Lockfile, withoutHash } from './lockfile.ts';

// To be run after `npm install`: npm leaves out packages of other platforms. Their hashes are those that the registry
// has for them, so that they are looked at like all others wherever they are installed.

const file = path.join(import.meta.dirname, '..', 'package-lock.json');
const lockfile: Lockfile = JSON.parse(await readFile(file, 'utf8'));
const missing = findMissing(lockfile);
const completed = complete(lockfile);
const bare = withoutHash(completed);
for (const { place, name, version } of bare) {
  const asked = ['view', `${name}@${version}`, 'dist.integrity', '--json'];
  const { stdout } = await promisify(execFile)('npm', asked, { shell: process.platform === 'win32' });
  const integrity = JSON.parse(stdout);
  if (typeof integrity !== 'string' || !/^sha512-[\w+/]+=*$/.test(integrity))
    throw new Error(`The registry has no hash of ${name} ${version}.`);
  const { version: kept, ...others } = completed.packages[place] ?? {};
  completed.packages[place] = { version: kept ?? version, integrity, ...others };
}
if (missing.length + bare.length > 0) await writeFile(file, `${JSON.stringify(completed, null, 2)}\n`);
process.stdout.write(
  `${missing.length} packages of other platforms and ${bare.length} hashes added to package-lock.json\n`,
);
