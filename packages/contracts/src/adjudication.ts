import { z } from 'zod';
import { id, line, moment, offset, opId, passage, place, text, version } from './common.ts';
import { reviewResponse } from './review.ts';

/** An annotation in a coder's layer, at the version that was looked at. */
export const source = z.strictObject({ layerId: id, annotationId: id, version });

/** Why a final layer has an annotation, or leaves some out. */
export const decisionRow = z.strictObject({
  id,
  /** The final layer. */
  layerId: id,
  documentId: id,
  /** The annotation in the final layer; null where everything was left out. */
  annotationId: id.nullable(),
  action: z.enum(['take', 'merge', 'edit', 'add', 'drop']),
  sources: z.array(source),
  /** The rule that decided, where no person did. */
  rule: z.string().nullable(),
  kind: z.string().nullable(),
  reason: z.string(),
  version,
  createdById: id,
  createdAt: moment,
  withdrawnAt: moment.nullable(),
});
export type Decision = z.infer<typeof decisionRow>;

/** How a final layer starts; `one_coder` names whose layer it is made of. */
export const startRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unanimous') }),
  z.strictObject({ kind: z.literal('majority') }),
  z.strictObject({ kind: z.literal('one_coder'), memberId: id }),
  z.strictObject({ kind: z.literal('review') }),
  z.strictObject({ kind: z.literal('empty') }),
]);
export type StartRule = z.infer<typeof startRule>;

export const startPreviewInput = z.strictObject({ ...place, rule: startRule });
/** What a start by this rule would do. */
export const startPreview = z.strictObject({
  /** Annotations that the final layer would begin with. */
  annotations: z.int(),
  /** Differences that would be left to decide by hand. */
  left: z.int(),
  /** Coders who have not said that they are done: their layers are left out. */
  unfinished: z.array(id),
});
export const startFinalInput = z.strictObject({ opId, ...place, rule: startRule });

/** What the final layer is to have: a tag on a span. */
const content = {
  tagId: id,
  start: offset,
  end: offset,
  quote: passage,
  memo: text(10_000).nullable(),
};
const why = { kind: line(40).nullable(), reason: text(10_000) };

/**
 * One decision. `take` copies one coder's annotation as it is; `merge` makes one annotation out of several
 * sources, `edit` another one out of one or more; `add` needs no source; `drop` leaves its sources out. All but
 * `take` give a reason. `decisionId` and `annotationId` are made by the client; `annotationId` is that of the
 * source for `take`, and null for `drop`. `replaces` lists living decisions, with their versions, that this one
 * takes the place of: a source that another living decision covers is refused (`decided_meanwhile`).
 */
export const decideInput = z.strictObject({
  opId,
  ...place,
  decisionId: id,
  sources: z.array(source).max(200),
  replaces: z.array(z.strictObject({ decisionId: id, version })).max(50),
  decision: z.discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('take'),
      ...why,
      /** What else is taken of the same version, each a decision of its own, all of it one step. */
      also: z
        .array(z.strictObject({ decisionId: id, source }))
        .max(200)
        .optional(),
    }),
    z.strictObject({ action: z.literal('merge'), annotationId: id, ...content, ...why }),
    z.strictObject({ action: z.literal('edit'), annotationId: id, ...content, ...why }),
    z.strictObject({ action: z.literal('add'), annotationId: id, ...content, ...why }),
    z.strictObject({ action: z.literal('drop'), ...why }),
  ]),
});
export type DecideInput = z.infer<typeof decideInput>;

/** Takes a decision back: its annotation leaves the final layer, its sources are open again. */
export const withdrawDecisionInput = z.strictObject({ opId, ...place, decisionId: id, version });
/** Declares the final layer finished, or opens it again. */
export const setFinishedInput = z.strictObject({
  opId,
  ...place,
  layerId: id,
  version,
  finished: z.boolean(),
});

/** How far each document of each round that is open for review has come. */
export const adjudicationOverview = z.array(
  z.strictObject({
    documentId: id,
    roundId: id,
    coders: z.array(id),
    differences: z.int(),
    /** Differences without a living decision, and, once there is a final layer, agreements without one. */
    left: z.int(),
    /** Annotations without a current verdict. */
    unjudged: z.int(),
    final: z.enum(['none', 'started', 'finished']),
  }),
);
export type AdjudicationOverview = z.infer<typeof adjudicationOverview>;

/** One of my tags beside what became of it. */
export const learningInput = z.strictObject({
  projectId: id,
  roundId: id.nullable(),
  /** `first`, the default: what I finished blind, or first said I was done with; `now`: as it is since. */
  pass: z.enum(['first', 'now']).optional(),
});
export const learning = z.array(
  z.strictObject({
    documentId: id,
    documentTitle: z.string(),
    roundId: id,
    /** Mine; null where the final version has something that I have not. */
    mine: z
      .strictObject({
        layerId: id,
        annotationId: id,
        tagId: id,
        start: offset,
        end: offset,
        quote: z.string(),
      })
      .nullable(),
    /** In the final version; null where it was left out. */
    final: z
      .strictObject({ annotationId: id, tagId: id, start: offset, end: offset, quote: z.string() })
      .nullable(),
    outcome: z.enum(['same', 'tag', 'boundary', 'left_out', 'missed', 'open']),
    /** Which of my work was compared; `now` as well where there is no first pass. */
    pass: z.enum(['first', 'now']),
    decision: decisionRow.nullable(),
    verdict: z
      .strictObject({
        verdict: z.string(),
        kind: z.string().nullable(),
        reason: z.string(),
        /** What I answered, and why where I keep my tag. */
        response: reviewResponse.nullable(),
        responseReason: z.string().nullable(),
      })
      .nullable(),
  }),
);
export type Learning = z.infer<typeof learning>;
