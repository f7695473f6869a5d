import { z } from 'zod';
import { id, moment, version } from './common.ts';

export const verdict = z.enum(['accept', 'reject', 'change']);
export type Verdict = z.infer<typeof verdict>;

/** A reviewer's verdict on one version of one annotation. A newer one supersedes it; all are kept. */
export const review = z.strictObject({
  id,
  layerId: id,
  documentId: id,
  annotationId: id,
  /** The version that was judged: the verdict is stale when the annotation has another. */
  annotationVersion: version,
  verdict,
  /** One of the project's kinds of reasons; null for an accept. */
  kind: z.string().nullable(),
  reason: z.string(),
  proposedTagId: id.nullable(),
  proposedStart: z.int().nullable(),
  proposedEnd: z.int().nullable(),
  proposedStartCp: z.int().nullable(),
  proposedEndCp: z.int().nullable(),
  proposedQuote: z.string().nullable(),
  /** What the coder made of it. */
  response: z.enum(['adopted', 'learned']).nullable(),
  respondedAt: moment.nullable(),
  version,
  createdById: id,
  createdAt: moment,
  supersededAt: moment.nullable(),
  withdrawnAt: moment.nullable(),
});
export type Review = z.infer<typeof review>;
