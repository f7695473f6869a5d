import { z } from 'zod';
import { installationPlace } from '../job/row.ts';
import { sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/** Long work: what waits, runs and has ended must be what it says, and what has ended keeps nothing that it was given. */
export async function checkJobs(tx: Statements, report: Report): Promise<void> {
  const wrong = await tx.rows(
    z.object({ id: z.string(), why: z.string() }),
    sql`SELECT id, why FROM job, LATERAL (VALUES
          ((state = 'running') <> (lease IS NOT NULL AND leased_until IS NOT NULL), 'is held by nobody while it runs, or by somebody while it does not'),
          ((state IN ('done', 'failed', 'cancelled')) <> (ended_at IS NOT NULL), 'has ended at no moment, or goes on after it has ended'),
          (state <> 'done' AND result IS NOT NULL, 'has a result and is not done'),
          (place <> ${installationPlace}::uuid AND NOT EXISTS (SELECT FROM project WHERE project.id = job.place), 'is of a project that is gone'),
          (state IN ('done', 'failed', 'cancelled') AND EXISTS (SELECT FROM job_blob
            WHERE job_blob.place = job.place AND job_blob.job_id = job.id), 'has ended and keeps what it was given')
        ) AS found (wrong, why) WHERE found.wrong ORDER BY id, why LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id, why } of wrong) report('job', `The job ${id} ${why}.`);
  const stray = await tx.rows(
    z.object({ jobId: z.string() }),
    sql`SELECT DISTINCT job_id AS "jobId" FROM job_blob
        WHERE NOT EXISTS (SELECT FROM job WHERE job.place = job_blob.place AND job.id = job_blob.job_id)
        LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { jobId } of stray) report('job', `Something was given to the job ${jobId}, which is gone.`);
}
