import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ClientBase } from 'pg';
import { unfinishedEnding, writeBackup } from './backup.ts';
import { type Backup, type OnProgress, readBackup } from './backup-file.ts';
import { holdsRows, leftOut, readTables } from './catalogue.ts';
import { KeepingRefusal } from './keeping-refusal.ts';

const ending = '.backup.gz';

export interface BeforeMigrationOptions {
  /** Where such backups are kept. Nothing in it is ever deleted but what a killed run left unfinished. */
  readonly folder: string;
  readonly lastApplied: string;
  readonly now: Date;
  readonly onProgress?: OnProgress;
}

/**
 * Backs up a database that is about to be migrated, on the connection that holds the migrations. Returns the
 * file; null when there is nothing in the database yet. A start that is tried again and again, because the
 * migration fails, keeps one backup of what is the same.
 */
export async function backUpBeforeMigration(
  client: ClientBase,
  { folder, lastApplied, now, onProgress }: BeforeMigrationOptions,
): Promise<string | null> {
  const tables = (await readTables(client)).filter(({ name }) => !leftOut.has(name));
  if (!(await holdsRows(client, tables))) return null;
  await makeFolder(folder);
  const names = await readdir(folder);
  // Whoever holds the migrations is alone here.
  for (const name of names.filter((each) => each.endsWith(unfinishedEnding)))
    await rm(path.join(folder, name), { force: true });
  const earlier = names
    .filter((name) => name.endsWith(`-${lastApplied}${ending}`))
    .sort()
    .at(-1);
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const file = path.join(folder, `${stamp}-${lastApplied}${ending}`);
  const written = await writeBackup(client, { file, ...(onProgress && { onProgress }) });
  if (earlier === undefined) return file;
  const kept = path.join(folder, earlier);
  if (!isSame(await readBackup(kept).catch(() => null), written)) return file;
  await rm(file);
  return kept;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new KeepingRefusal(`The folder ${folder} for backups could not be made (${reason}).`);
  }
}

function isSame(earlier: Backup | null, now: Backup): boolean {
  return earlier !== null && JSON.stringify(earlier.manifest.tables) === JSON.stringify(now.manifest.tables);
}
