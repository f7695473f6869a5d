import { access } from 'node:fs/promises';
import path from 'node:path';
import { backUp } from './backup.ts';
import type { Backup } from './backup-file.ts';
import { type KeptBackup, keptByHand, listBackups, makeFolder } from './backup-folder.ts';

/** The backups that an installation keeps, and one more when somebody asks for it. */
export interface Backups {
  /** The newest first. */
  list(): Promise<KeptBackup[]>;
  /**
   * Makes one, named by this moment, unless it is there. Where it is stopped nothing is left of it.
   * @throws KeepingRefusal, or the error of the file system, when it cannot be written.
   */
  make(at: Date, how?: MakeOptions): Promise<KeptBackup>;
}

export interface MakeOptions {
  readonly signal?: AbortSignal;
  /** How many tables are written, of how many: never how much is in them. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BackupsOptions {
  readonly folder: string;
  readonly directUrl: string;
  /** Told of each that was made. */
  readonly onMade?: (backup: Backup) => void;
}

export function openBackups({ folder, directUrl, onMade = () => {} }: BackupsOptions): Backups {
  return {
    list: () => listBackups(folder),
    make: async (at, { signal, onProgress = () => {} } = {}) => {
      await makeFolder(folder);
      const kept = keptByHand(at);
      const file = path.join(folder, kept.name);
      // Its name is there only when it is whole: somebody has made it, and could not say so.
      if (await isThere(file)) return kept;
      onMade(await backUp({ directUrl, file, signal, onTable: onProgress }));
      return kept;
    },
  };
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
