import { z } from 'zod';
import { id, line, moment, offset, opId, passage, place, text, version } from './common.ts';

export const verdict = z.enum(['accept', 'reject', 'change']);
export type Verdict = z.infer<typeof verdict>;

/**
 * What a coder makes of a verdict: takes over what it proposes, has taken note and leaves their work as it is, or keeps
 * it because they see it otherwise, and says why.
 */
export const reviewResponse = z.enum(['adopted', 'learned', 'kept']);
export type ReviewResponse = z.infer<typeof reviewResponse>;

/** A reviewer's verdict on one version of one annotation. A newer one supersedes it; all are kept. */
export const reviewRow = z.strictObject({
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
  response: reviewResponse.nullable(),
  respondedAt: moment.nullable(),
  /** Why the coder keeps their tag; null with any other answer. */
  responseReason: z.string().nullable(),
  version,
  createdById: id,
  createdAt: moment,
  supersededAt: moment.nullable(),
  withdrawnAt: moment.nullable(),
});
export type Review = z.infer<typeof reviewRow>;

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
/** The coder's answer. To adopt a rejection is to delete what was rejected; `reason` is asked for `kept` alone. */
export const respondToReviewInput = z.strictObject({
  opId,
  ...place,
  reviewId: id,
  version,
  response: reviewResponse,
  reason: text(10_000).optional(),
});

/**
 * What awaits a verdict of the asking member in the rounds that are open for review: annotations of coders who have
 * finished, other people's, that nobody has judged, of documents without a finished final version. Letters that they
 * code blind are left out.
 */
export const awaitingReview = z.strictObject({
  /** Over all documents. */
  annotations: z.int(),
  /** How many documents there are; `documents` has the first of them. */
  total: z.int(),
  /** The most disputed first. */
  documents: z.array(
    z.strictObject({
      documentId: id,
      documentTitle: z.string(),
      documentLanguage: z.string(),
      roundId: id,
      /** Those who have finished. */
      coders: z.int(),
      unjudged: z.int(),
      /** Annotations, judged ones too, that not every one of these coders made. */
      disputed: z.int(),
    }),
  ),
});
export type AwaitingReview = z.infer<typeof awaitingReview>;

/** What others said of one's work, or to oneself, newest first. */
export const reviewNotice = z.strictObject({
  /** The newest that it tells of. */
  id,
  kind: z.enum(['verdict', 'reply', 'mention', 'disagreement']),
  at: moment,
  /** How many it tells of: accepts of one letter by one person are told together. */
  count: z.int(),
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
export const noticesShown = ['all', 'unread', 'verdicts', 'replies'] as const;
export const noticesInput = z.strictObject({ projectId: id, show: z.enum(noticesShown).optional() });
/** `unread` counts what was said, whatever is shown and however much of it is told together. */
export const reviewNotices = z.strictObject({ unread: z.int(), notices: z.array(reviewNotice) });
/** Everything up to this moment has been looked at. */
export const noticesSeenInput = z.strictObject({ projectId: id, until: moment });
/** Marks as read what a notice tells of, or all up to a moment. `markId` is made by the client, to take it back by. */
export const markNoticesInput = z.strictObject({
  projectId: id,
  markId: id,
  what: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('one'), id }),
    z.strictObject({
      kind: z.literal('accepts'),
      documentId: id,
      roundId: id,
      memberId: id,
      until: moment,
    }),
    z.strictObject({ kind: z.literal('all'), until: moment }),
  ]),
});
export type MarkNoticesInput = z.infer<typeof markNoticesInput>;
export const unmarkNoticesInput = z.strictObject({ projectId: id, markId: id });
