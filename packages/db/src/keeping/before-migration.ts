import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ClientBase } from 'pg';
import { writeBackup } from './backup.ts';
import { type Backup, type OnProgress, readBackup } from './backup-file.ts';
import { clearUnfinished, endingBefore, makeFolder, nameBefore } from './backup-folder.ts';
import { holdsRows, leftOut, readTables } from './catalogue.ts';

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
  await clearUnfinished(folder);
  const names = await readdir(folder);
  const earlier = names
    .filter((name) => name.endsWith(endingBefore(lastApplied)))
    .sort()
    .at(-1);
  const file = path.join(folder, nameBefore(now, lastApplied));
  const written = await writeBackup(client, { file, ...(onProgress && { onProgress }) });
  if (earlier === undefined) return file;
  const kept = path.join(folder, earlier);
  if (!isSame(await readBackup(kept).catch(() => null), written)) return file;
  await rm(file);
  return kept;
}

function isSame(earlier: Backup | null, now: Backup): boolean {
  return earlier !== null && JSON.stringify(earlier.manifest.tables) === JSON.stringify(now.manifest.tables);
}
