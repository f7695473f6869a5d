import { DomainError } from '@koersvast/core/error';
import { isPassing, KeepingRefusal } from '@koersvast/db';
import { z } from 'zod';
import { declareJob } from '../job/kind.ts';

/**
 * Writes a backup into the data folder of the server that takes it up, named by the moment at which it was asked for:
 * begun again, it finds what was finished before. Why one could not be made is for the server's log alone.
 */
export const backupJob = declareJob({
  kind: 'installation.backup',
  input: z.strictObject({}),
  again: true,
  async run(_input, { backups, job, log, progress, signal }) {
    try {
      const onProgress = (written: number, tables: number) => progress('writing', written, tables);
      return { ...(await backups.make(job.createdAt, { signal, onProgress })) };
    } catch (error) {
      if (signal.aborted || !(error instanceof KeepingRefusal || isOfFiles(error))) throw error;
      log.error({ err: error, job: job.id }, 'a backup could not be made');
      throw new DomainError('backup_not_made');
    }
  },
});

/** Whether the file system refused, and not the connection to the database, which names a call as well. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && !isPassing(error);
}
