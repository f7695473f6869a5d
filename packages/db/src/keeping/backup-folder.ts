import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../embedded/start-lock.ts';
import { KeepingRefusal } from './keeping-refusal.ts';

/*
 * The folder in which the program keeps its own backups. Each is named by its moment and by why it was made; what
 * else lies there is not the program's to speak of.
 */

const ending = '.backup.gz';
const why = 'by-hand';
const named = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})?Z-(.+)\.backup\.gz$/;

/** A backup in the folder, as far as its name tells. */
export interface KeptBackup {
  readonly name: string;
  /** When it was begun, in ISO 8601. */
  readonly at: string;
  /** Asked for by somebody, not made before a migration. */
  readonly byHand: boolean;
}

const stampOf = (at: Date) => at.toISOString().replaceAll(/[-:.]/g, '');

/** How the name ends of a backup that was made while this was the last migration. */
export const endingBefore = (lastApplied: string) => `-${lastApplied}${ending}`;

/** To the second: a start that is tried again makes them no faster. */
export function nameBefore(at: Date, lastApplied: string): string {
  return `${stampOf(at).replace(/\d{3}Z$/, 'Z')}${endingBefore(lastApplied)}`;
}

/** One that is asked for at this moment. To the millisecond: another may be asked for as soon as it is done. */
export function keptByHand(at: Date): KeptBackup {
  return { name: `${stampOf(at)}-${why}${ending}`, at: at.toISOString(), byHand: true };
}

function parse(name: string): KeptBackup | null {
  const parts = named.exec(name);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, millisecond = '000', reason] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`);
  if (Number.isNaN(at.getTime())) return null;
  return { name, at: at.toISOString(), byHand: reason === why };
}

/** What is kept, the newest first; nothing where there is no folder yet. */
export async function listBackups(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return names
    .map(parse)
    .filter((kept) => kept !== null)
    .sort((one, other) => (`${one.at} ${one.name}` < `${other.at} ${other.name}` ? 1 : -1));
}

/** @throws KeepingRefusal when it cannot be made. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new KeepingRefusal(`The folder ${folder} for backups could not be made (${reason}).`);
  }
}

/** What has this ending was never finished, and is no backup. */
const unfinishedEnding = '.unfinished';

/** The name that a backup has while it is written, which says by which process. */
export function unfinishedName(file: string): string {
  return `${file}.${process.pid}-${randomBytes(4).toString('hex')}${unfinishedEnding}`;
}

/** Removes what a process that was killed has left behind. What another one is writing stays. */
export async function clearUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.endsWith(unfinishedEnding)) continue;
    const writer = Number(/\.(\d+)-[0-9a-f]{8}\.unfinished$/.exec(name)?.[1]);
    // The number of this process may have been that of the one before, and it has begun nothing yet.
    if (writer > 0 && writer !== process.pid && isAlive(writer)) continue;
    await rm(path.join(folder, name), { force: true }).catch(() => undefined);
  }
}
