import path from 'node:path';
import { backUp } from './backup.ts';
import type { Backup } from './backup-file.ts';
import { type KeptBackup, listBackups, makeFolder, nameByHand } from './backup-folder.ts';

/** The backups that an installation keeps, and one more when somebody asks for it. */
export interface Backups {
  /** The newest first. */
  list(): Promise<KeptBackup[]>;
  /**
   * Makes one, named by this moment. Who asks while one is being made waits for that one: two at once would only
   * be twice the work.
   * @throws KeepingRefusal, or the error of the file system, when it cannot be written.
   */
  make(now: Date): Promise<KeptBackup>;
}

export interface OpenBackups extends Backups {
  /** Stops one that is being made, of which nothing is left. */
  close(): Promise<void>;
}

export interface BackupsOptions {
  readonly folder: string;
  readonly directUrl: string;
  /** Told of each that was made. */
  readonly onMade?: (backup: Backup) => void;
}

export function openBackups({ folder, directUrl, onMade = () => {} }: BackupsOptions): OpenBackups {
  const end = new AbortController();
  let running: Promise<KeptBackup> | null = null;
  const write = async (now: Date): Promise<KeptBackup> => {
    await makeFolder(folder);
    const name = nameByHand(now);
    onMade(await backUp({ directUrl, file: path.join(folder, name), signal: end.signal }));
    return { name, at: now.toISOString(), byHand: true };
  };
  return {
    list: () => listBackups(folder),
    make: (now) => {
      running ??= write(now).finally(() => {
        running = null;
      });
      return running;
    },
    close: async () => {
      end.abort();
      await running?.catch(() => undefined);
    },
  };
}
