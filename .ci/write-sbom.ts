import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readDockerfile } from './image.ts';
import type { Lockfile } from './lockfile.ts';
import { type Bill, billOfImage, completeBill } from './sbom.ts';

// `npm run --silent sbom > FILE`: all that the lockfile names, for every platform, as a CycloneDX bill of materials.
// `-- runs`: of that what runs; `-- image`: what the image holds, on Linux, beside the image that it is built on.

const root = path.join(import.meta.dirname, '..');
const [what = 'all'] = process.argv.slice(2);
if (!['all', 'runs', 'image'].includes(what)) throw new RangeError(`${what} is none of: all, runs, image.`);
const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const printed = execFileSync('npm', what === 'all' ? words : [...words, '--omit', 'dev'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
  maxBuffer: 100 * 2 ** 20,
});
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const lockfile: Lockfile = JSON.parse(read('package-lock.json'));
const bill: Bill = completeBill(JSON.parse(printed), lockfile);
const base = readDockerfile(read('Dockerfile')).findLast(({ word }) => word === 'FROM')?.rest ?? '';
process.stdout.write(
  `${JSON.stringify(what === 'image' ? billOfImage(bill, lockfile, base) : bill, null, 2)}\n`,
);
