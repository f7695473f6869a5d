import { z } from 'zod';
import {
  agreementFigure,
  agreementInput,
  agreementInterval,
  agreementReason,
  orMissing,
} from './agreement-figure.ts';
import { count, id } from './common.ts';

export const agreementDriftInput = agreementInput.extend({
  /** Of this tag, with those below it where they count as it; null for all tags together. */
  tagId: id.nullable().default(null),
  /** Documents in a window; null for a quarter of them, but 5 to 20. */
  window: z.int().min(1).max(1_000).nullable().default(null),
});
/** A control chart for each coder: agreement with the others over the order in which they finished. */
export const agreementDrift = orMissing({
  coders: z.array(
    z.strictObject({
      coderId: id,
      /** Documents in the order in which they finished them; points name them by their places. */
      documentIds: z.array(id),
      window: count,
      points: z.array(
        z.strictObject({
          first: count,
          last: count,
          value: agreementFigure,
          /** The others with each other. */
          others: agreementFigure,
          outside: z.enum(['below', 'above']).nullable(),
        }),
      ),
      /** Over all documents. */
      value: agreementFigure,
      /** In 95 of 100 random orders of the documents all points lie between these; null with too few of them. */
      low: z.number().nullable(),
      high: z.number().nullable(),
      trend: z
        .strictObject({
          documents: count,
          /** Documents over which the change is told: 20, or all of them if they are fewer. */
          per: count,
          /** Change over so many documents of the share of marked text that is marked alike, their own part of it. */
          change: z.number(),
          /** From the test that `p` and `course` are of: apart, if both are below 0. */
          low: z.number(),
          high: z.number(),
          p: z.number(),
          course: z.enum(['apart', 'closer', 'steady']),
          isOwn: z.boolean(),
        })
        .nullable(),
      /** Whether they move away from the others by more than a chance order explains. */
      drifts: z.boolean(),
      replicates: count,
      seed: count,
    }),
  ),
});
export type AgreementDrift = z.infer<typeof agreementDrift>;

export const agreementRepeatsInput = agreementInput.extend({
  /** Of this tag, with those below it where they count as it; null for all tags together. */
  tagId: id.nullable().default(null),
});
/** Each coder with themself: what they finished, and finished again in a round of repeats. */
export const agreementRepeats = orMissing({
  coders: z.array(
    z.strictObject({
      coderId: id,
      documentIds: z.array(id),
      /** u-alpha of both times, over documents. */
      alpha: agreementInterval,
    }),
  ),
  /** Rounds of repeats that are not revealed yet, by their numbers. */
  notRevealed: z.array(z.int()),
});
export type AgreementRepeats = z.infer<typeof agreementRepeats>;

export const agreementPlanInput = agreementInput.extend({
  /** For this tag, with those below it where they count as it; null for all tags together. */
  tagId: id.nullable().default(null),
  /** The lower bound to reach. */
  target: z.number().min(-1).max(0.999).default(0.667),
  /** The expected share of sentences to which the tag applies, before there are data; null for that so far. */
  share: z.number().min(0.0001).max(0.9999).nullable().default(null),
});
const banded = z.strictObject({ value: z.number(), from: z.number(), to: z.number() });
/** How many documents to double-code: from the data so far, and by a formula for sentences that needs none. */
export const agreementPlan = orMissing({
  /** Null with the reason: too few documents, no value, or nobody differs anywhere. */
  plan: z
    .strictObject({
      value: z.number(),
      documents: count,
      points: z.array(z.strictObject({ documents: count, low: banded, high: banded, width: banded })),
      /** Null where they are more than 10,000. */
      needed: z.strictObject({
        target: z.number(),
        documents: count.nullable(),
        from: count.nullable(),
        to: count.nullable(),
      }),
    })
    .nullable(),
  noPlan: z.union([agreementReason, z.literal('no-differences')]).nullable(),
  /** Bloch and Kraemer: sentences that all coders must code to show an alpha that is not below this; null without a share. */
  formula: z
    .strictObject({
      share: z.number(),
      coders: count,
      units: z.array(z.strictObject({ alpha: z.number(), units: count })),
    })
    .nullable(),
});
export type AgreementPlan = z.infer<typeof agreementPlan>;
