import { type JobKind, jobKinds, jobStates } from '@koersvast/core/job';
import { z } from 'zod';
import { id, moment } from './common.ts';
import { refusal } from './error.ts';

const kinds = Object.keys(jobKinds) as [JobKind, ...JobKind[]];

/** Long work, as somebody who may see it sees it. */
export const job = z.strictObject({
  id,
  /** Null for what belongs to the installation. */
  projectId: id.nullable(),
  kind: z.enum(kinds),
  /** Whether the asking person asked for it. */
  mine: z.boolean(),
  /** The name of whoever asked for it. */
  by: z.string(),
  state: z.enum(jobStates),
  /** What is being done now; null where nothing has begun. This, how far it is and the moments are told to whoever asked. */
  step: z.string().nullable(),
  done: z.int().min(0),
  /** Of how many; 0 where nobody knows. */
  total: z.int().min(0),
  /** Why it failed; empty for whoever did not ask for it. */
  problems: z.array(refusal),
  /** It runs, and will be cancelled as soon as it can. */
  cancelling: z.boolean(),
  /** Whether the asking person may cancel it. */
  mayCancel: z.boolean(),
  createdAt: moment,
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
});
export type Job = z.infer<typeof job>;

/** Where a job is: `projectId` is null for what belongs to the installation. */
export const jobInput = z.strictObject({ projectId: id.nullable(), jobId: id });

/** With what came of it, for whoever asked for it: what that is depends on its kind. */
export const jobOutput = z.strictObject({ job, result: z.unknown() });
