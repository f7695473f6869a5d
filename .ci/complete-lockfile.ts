import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { complete, findMissing, type Lockfile } from './lockfile.ts';

// To be run after `npm install`: npm leaves out packages of other platforms.

const file = path.join(import.meta.dirname, '..', 'package-lock.json');
const lockfile: Lockfile = JSON.parse(await readFile(file, 'utf8'));
const missing = findMissing(lockfile);
if (missing.length > 0) await writeFile(file, `${JSON.stringify(complete(lockfile), null, 2)}\n`);
process.stdout.write(`${missing.length} packages of other platforms added to package-lock.json\n`);
