import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { StartRefusal } from '../start-refusal.ts';

export interface RunAs {
  uid: number;
  gid: number;
}

const PREFERRED_USERS = ['postgres', 'koersvast'];

/**
 * PostgreSQL refuses to run as root. Whoever is root lends the database to an unprivileged user, which is
 * made when the system has none; everyone else runs it as themselves (null).
 */
export async function findRunAs(): Promise<RunAs | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await lookUp();
  if (known) return known;
  await promisify(execFile)('useradd', [
    '--system',
    '--no-create-home',
    '--shell',
    '/bin/false',
    'koersvast',
  ]).catch(() => undefined);
  const made = await lookUp();
  if (made) return made;
  throw new StartRefusal(
    'PostgreSQL does not run as root, and no user could be made for it here: start Koersvast as an ordinary user, or set DATABASE_URL.',
  );
}

async function lookUp(): Promise<RunAs | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of PREFERRED_USERS) {
    const entry = lines.find((fields) => fields[0] === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  return null;
}
