import { z } from 'zod';
import { backupJob } from './installation/backup-job.ts';
import { type AnyJob, declareJob } from './job/kind.ts';
import { type JobsOptions, type OpenJobs, openJobs } from './job/runner.ts';
import { importJob, tryImportJob } from './tag/import-job.ts';

/** Deleting a project is done in the terminal alone, and told of; what is left of one that was killed was taken back. */
const purgeJob = declareJob({
  kind: 'project.purge',
  input: z.strictObject({}),
  again: false,
  run: async () => {
    throw new Error('a project is deleted in the terminal alone');
  },
});

/** Every kind of long work. */
const jobDeclarations: readonly AnyJob[] = [backupJob, importJob, purgeJob, tryImportJob];

/** Those who do the long work of a server. */
export function openServerJobs(options: Omit<JobsOptions, 'kinds'>): OpenJobs {
  return openJobs({ ...options, kinds: jobDeclarations });
}
