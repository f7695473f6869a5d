import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartRefusal } from '@koersvast/db';

const SHORTEST = 32;
const FEWEST_DIFFERENT = 10;
const EXAMPLES = /change.?(me|this|it)|example|placeholder|password|geheim|secret|koersvast|123456|abcdef/i;

/** Why this is no secret, or null. */
export function findSecretFault(secret: string): string | null {
  if (secret.length < SHORTEST) return `it needs at least ${SHORTEST} characters, and has ${secret.length}`;
  if (EXAMPLES.test(secret)) return 'it is an example, which others know too; leave it out and one is made';
  if (new Set(secret).size < FEWEST_DIFFERENT) return 'it repeats itself, so it can be guessed';
  return null;
}

/** The secret of this installation: made at the first start, and kept in the data folder, for its owner only. */
export async function ensureSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept === null) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // Of its own for each call: in two containers on one folder the processes have the same number.
    const unfinished = `${file}.${randomBytes(8).toString('hex')}`;
    await writeFile(unfinished, randomBytes(32).toString('base64url'), { mode: 0o600 });
    // Whole or not at all, and the first of two servers that start together wins.
    await link(unfinished, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(unfinished);
  }
  const secret = (kept ?? (await readFile(file, 'utf8'))).trim();
  const fault = findSecretFault(secret);
  if (fault) throw new StartRefusal(`The secret in ${file} is not right: ${fault.replace(/;.*/, '')}.`);
  return secret;
}
