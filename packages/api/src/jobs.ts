import { demoJob } from './demo/job.ts';
import { backupJob } from './installation/backup-job.ts';
import { addIntakeJob } from './intake/add-job.ts';
import { readIntakeJob } from './intake/read-job.ts';
import type { AnyJob } from './job/kind.ts';
import { type JobsOptions, type OpenJobs, openJobs } from './job/runner.ts';
import { importJob, tryImportJob } from './tag/import-job.ts';

/** Every kind of long work. */
const jobDeclarations: readonly AnyJob[] = [
  addIntakeJob,
  backupJob,
  demoJob,
  importJob,
  readIntakeJob,
  tryImportJob,
];

/** Those who do the long work of a server. */
export function openServerJobs(options: Omit<JobsOptions, 'kinds'>): OpenJobs {
  return openJobs({ ...options, kinds: jobDeclarations });
}
