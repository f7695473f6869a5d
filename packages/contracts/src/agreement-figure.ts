import { reasonCodes } from '@koersvast/core/agreement';
import { readRule } from '@koersvast/core/document-rule';
import { z } from 'zod';
import { count, id, upTo } from './common.ts';

/*
 * How far coders agree. Nothing here is ever 0 or 1 because it is undefined: a figure without a value says why. All
 * offsets that are counted with are code points; passages also have those of the screen.
 */

/**
 * What is compared: `first-pass`, what coders had finished before anybody discussed it; `current`, their work as it is
 * now, of documents that they have finished; `final`, the first pass of each coder against the final layer.
 */
export const agreementLayers = ['first-pass', 'current', 'final'] as const;

function chosen() {
  return z
    .array(id)
    .min(1)
    .max(...upTo('chosen'))
    .refine((values) => new Set(values).size === values.length)
    .nullable()
    .default(null);
}

/** Conditions as a filter of documents has them in the address. */
export const documentConditions = z
  .array(z.array(z.string().max(2000)).min(2).max(202))
  .min(1)
  .max(...upTo('conditions'))
  .refine((rule) => readRule(rule) !== null);

/** Which part of a study is measured; what is not named narrows nothing. */
export const agreementSelection = z.strictObject({
  /** Null for all rounds. What one coder did in two rounds is never compared with itself. */
  roundId: id.nullable().default(null),
  layers: z.enum(agreementLayers).default('first-pass'),
  /** Leaves out whoever could see others' work on the document when they coded it. Of current work nobody is left out. */
  onlyIndependent: z.boolean().default(true),
  documents: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('all') }),
      /** Of the set those that meet the conditions, where there are any. */
      z.strictObject({ kind: z.literal('set'), setId: id, conditions: documentConditions.optional() }),
      z.strictObject({ kind: z.literal('filter'), conditions: documentConditions }),
    ])
    .default({ kind: 'all' }),
  tagIds: chosen(),
  coderIds: chosen(),
  /** Whether a tag stands for those below it too, where one tag is looked at. The overview has both. */
  withChildren: z.boolean().default(false),
});
export type AgreementSelection = z.infer<typeof agreementSelection>;

/** Why there is no value, or no interval. */
export const agreementReason = z.enum(reasonCodes);
export type AgreementReason = z.infer<typeof agreementReason>;

const undefinedFigure = z.strictObject({ value: z.null(), reason: agreementReason });
/** A number, or none and why. */
export const agreementFigure = z.union([
  z.strictObject({ value: z.number(), reason: z.null() }),
  undefinedFigure,
]);
export type AgreementFigure = z.infer<typeof agreementFigure>;

/** A figure with its interval over documents, or why there is none; `caution` where it rests on few documents. */
export const agreementInterval = z.strictObject({
  value: z.number().nullable(),
  reason: agreementReason.nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  noInterval: agreementReason.nullable(),
  caution: z.enum(['few-documents']).nullable(),
});
export type AgreementInterval = z.infer<typeof agreementInterval>;

/** How far a figure may be leaned on, by the lower end of its interval; where that cannot be told, why. */
export const agreementVerdict = z.strictObject({
  word: z.enum(['reliable', 'tentative', 'unreliable', 'cannot-tell']),
  reason: z.enum(['undefined', 'few-spans', 'few-documents', 'no-interval']).nullable(),
});
export type AgreementVerdict = z.infer<typeof agreementVerdict>;
/** What would help a tag most: that it is found, where it begins and ends, which tag it is; or one coder. */
export const agreementHelp = z.strictObject({
  kind: z.enum(['found', 'where', 'which', 'coder', 'none']),
  /** The tag that it is taken for, or the coder who differs. */
  other: id.nullable(),
});
export type AgreementHelp = z.infer<typeof agreementHelp>;

/** What is known of one tag, by itself or with those below it. */
export const agreementOfTag = z.strictObject({
  spans: count,
  documents: count,
  /** Of all that was read, from 0 to 1. */
  share: z.number(),
  spansByCoder: z.array(z.strictObject({ coderId: id, spans: count })),
  /** u-alpha of the tag against everything else. */
  alpha: agreementInterval,
  /** Spans of two coders that overlap, over all pairs: 2 x matched / all. */
  f1: agreementFigure,
  verdict: agreementVerdict,
  help: agreementHelp,
});
export type AgreementOfTag = z.infer<typeof agreementOfTag>;

/** How intervals were reckoned, so that they can be reckoned again. */
export const agreementSettings = z.strictObject({
  replicates: count,
  seed: count,
  confidence: z.number(),
  /** The version of the engine. */
  engine: z.string(),
});
export type AgreementSettings = z.infer<typeof agreementSettings>;

/** What a figure rests on, and what was left out of it. */
export const agreementBasis = z.strictObject({
  coders: z.array(
    z.strictObject({
      id,
      name: z.string(),
      /** Whether they are no longer a member. */
      left: z.boolean(),
      documents: count,
      spans: count,
    }),
  ),
  rounds: z.array(z.strictObject({ id, number: z.int() })),
  /** Documents of the selection that somebody has finished. */
  documents: count,
  /** Those that two coders or more have finished in the same round: all figures rest on these. */
  doubleCoded: count,
  /** In documents that are double-coded. */
  spans: count,
  /** Characters of these documents, each once. */
  characters: count,
  leftOut: z.strictObject({
    /** Given to somebody who has not finished: it never counts as empty. */
    unfinished: count,
    /** Finished by somebody who could see others' work. */
    notIndependent: count,
    /** Documents with one coder only. */
    oneCoder: count,
    /** Rounds of the selection that are not revealed yet, by their numbers. */
    notRevealed: z.array(z.int()),
    /** Documents without a final layer that is finished. */
    noFinal: count,
  }),
});
export type AgreementBasis = z.infer<typeof agreementBasis>;

/** A condition under which there are figures, and which is not met for the person who asks. */
export const agreementMissing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('round_not_revealed'), roundId: id, number: z.int() }),
  /** They code these blind somewhere and have not finished: how many, and the first of them. */
  z.strictObject({ kind: z.literal('coded_blind'), documents: count, documentIds: z.array(id) }),
]);
export type AgreementMissing = z.infer<typeof agreementMissing>;

/** Of a selection with something that the person codes blind there is no figure, but for what is missing. */
export const agreementRefused = z.strictObject({
  state: z.literal('missing'),
  missing: z.array(agreementMissing).min(1),
});

export function orMissing<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.discriminatedUnion('state', [
    agreementRefused,
    z.strictObject({ state: z.literal('ready'), ...shape }),
  ]);
}

export const agreementInput = z.strictObject({
  projectId: id,
  selection: agreementSelection,
  /** A name that the asker makes, under which `agreement.progress` tells how far it is. */
  watch: id.optional(),
});
