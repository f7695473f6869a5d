import { z } from 'zod';
import { id, line, moment, offset, opId, passage, text, version } from './common.ts';

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
  /** The version at which undo of its adoption last brought back what was judged; null where that never happened. */
  restoredVersion: version.nullable(),
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

/** Where a command on a coder's annotation works. */
const place = { projectId: id, documentId: id, roundId: id };

/** Other boundaries, with their words. */
export const proposedSpan = z.strictObject({
  start: offset,
  end: offset,
  quote: passage,
});

/**
 * A verdict on the version that was looked at. `supersedes` is the verdict that stood there, null for none: a
 * verdict that somebody else has given meanwhile is never overwritten unseen. Reject and change take a reason
 * with its kind; change proposes another tag, other boundaries, or both.
 */
export const giveReviewInput = z.strictObject({
  opId,
  ...place,
  id,
  layerId: id,
  annotationId: id,
  annotationVersion: version,
  supersedes: id.nullable(),
  verdict: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('accept') }),
    z.strictObject({ kind: z.literal('reject'), reasonKind: line(40), reason: text(10_000) }),
    z.strictObject({
      kind: z.literal('change'),
      reasonKind: line(40),
      reason: text(10_000),
      tagId: id.nullable(),
      span: proposedSpan.nullable(),
    }),
  ]),
});
export type GiveReviewInput = z.infer<typeof giveReviewInput>;

/** Accepts, as one step, whatever all coders of a document marked alike and nobody has judged yet. */
export const acceptAlikeInput = z.strictObject({ opId, ...place });
export const withdrawReviewInput = z.strictObject({ opId, ...place, reviewId: id, version });
/** What the coder makes of a verdict: adopts what it proposes (a rejected annotation is deleted), or has learned. */
export const respondToReviewInput = z.strictObject({
  opId,
  ...place,
  reviewId: id,
  version,
  response: z.enum(['adopted', 'learned']),
});

/** What others said of one's work, or to oneself, newest first. */
export const reviewNotice = z.strictObject({
  kind: z.enum(['verdict', 'reply', 'mention']),
  at: moment,
  /** Who said it. */
  memberId: id,
  documentId: id,
  documentTitle: z.string(),
  roundId: id,
  layerId: id,
  annotationId: id,
  quote: z.string(),
  verdict: verdict.nullable(),
  text: z.string(),
  unread: z.boolean(),
});
export type ReviewNotice = z.infer<typeof reviewNotice>;
export const reviewNotices = z.strictObject({ unread: z.int(), notices: z.array(reviewNotice) });
/** Everything up to this moment has been looked at. */
export const noticesSeenInput = z.strictObject({ projectId: id, until: moment });
