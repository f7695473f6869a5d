import { z } from 'zod';
import {
  agreementFigure,
  agreementHelp,
  agreementInput,
  agreementInterval,
  orMissing,
} from './agreement-figure.ts';
import { count, id, upTo } from './common.ts';

/** Of where: which passage of a text, in the offsets of the screen and in code points. */
const place = {
  documentId: id,
  roundId: id,
  start: count,
  end: count,
  startCp: count,
  endCp: count,
};

/** Numbers in short: the middle, that of the sizes without signs, and where 90 and 50 per cent of them lie. */
export const agreementSpread = z.strictObject({
  n: count,
  median: z.number(),
  medianAbsolute: z.number(),
  low: z.number(),
  lowerQuartile: z.number(),
  upperQuartile: z.number(),
  high: z.number(),
});

/** A place at which coders differ about a tag, with what agreement on it would gain if they settled that. */
export const agreementDifference = z.strictObject({
  ...place,
  /** Of the document. */
  title: z.string(),
  kind: z.enum(['found', 'where', 'which']),
  /** The tag that it is taken for, where which tag it is differs. */
  otherTagId: id.nullable(),
  /** The coder who stands alone; null where none does. `final` for the final layer. */
  alone: z.string().nullable(),
  gain: z.number().nullable(),
  marked: z.array(
    z.strictObject({
      coder: z.string(),
      spans: z.array(z.strictObject({ start: count, end: count, startCp: count, endCp: count })),
    }),
  ),
  unmarked: z.array(z.string()),
  /** The words of it; `cut` where there are more. */
  quote: z.string(),
  cut: z.boolean(),
});
export type AgreementDifference = z.infer<typeof agreementDifference>;

/** So many entries of a list are given at once. */
export const agreementPage = 100;
const page = {
  from: count.max(10_000_000).default(0),
  most: z.int().min(1).max(agreementPage).default(50),
};

export const agreementTagInput = agreementInput.extend({ tagId: id, ...page });

/** Where the disagreement about one tag comes from; with `withChildren` those below it count as it. */
export const agreementTag = orMissing({
  tagId: id,
  alpha: agreementInterval,
  /** Did both find it? Each span counts once for each other coder. */
  found: z.strictObject({
    sides: count,
    same: count,
    other: count,
    alone: count,
    f1: agreementFigure,
    /** The same, whatever tag the other gave. */
    foundF1: agreementFigure,
  }),
  /** Of what both found and gave this tag: where does it begin and end? In characters. */
  where: z.strictObject({
    pairs: count,
    same: count,
    start: agreementSpread.nullable(),
    end: agreementSpread.nullable(),
    iou: agreementSpread.nullable(),
    /** How many differ by -51 or less, -50, ..., 50, 51 or more. */
    startCounts: z.array(count),
    endCounts: z.array(count),
    /** F1 if boundaries may differ by 0, 1, ..., 50. */
    tolerance: z.array(agreementFigure),
    coders: z.array(z.strictObject({ coder: z.string(), start: agreementSpread, end: agreementSpread })),
  }),
  /** Of what both found: did they give it this tag? cu-alpha, and the share of the text of the tag that it speaks for. */
  which: z.strictObject({ cu: agreementFigure, coverage: agreementFigure }),
  help: agreementHelp,
  /** What alpha would gain if all differences of a kind were settled: the three kinds add up to 1 - alpha. */
  gains: z.strictObject({
    all: z.number(),
    found: z.number(),
    where: z.number(),
    which: z.number(),
    tags: z.array(z.strictObject({ tagId: id, gain: z.number() })),
    coders: z.array(z.strictObject({ coder: z.string(), gain: z.number() })),
  }),
  /** Those that would gain most first, `from` the one that was asked for; `total` in all. */
  total: count,
  differences: z.array(agreementDifference),
});
export type AgreementTag = z.infer<typeof agreementTag>;

/** Every two coders, on the tags of the selection. */
export const agreementPairs = orMissing({
  /** Members, in the order in which they came; at the end `final`, where the final layer is compared with. */
  coders: z.array(z.string()),
  pairs: z.array(
    z.strictObject({
      first: z.string(),
      second: z.string(),
      documents: count,
      spans: z.strictObject({ first: count, second: count }),
      /** u-alpha by tag, pooled. */
      pooled: agreementInterval,
      /** |u-alpha: whether anything is marked. */
      relevance: agreementInterval,
      /** By overlap, with the same tag; whatever the tag; with the same boundaries and tag. */
      f1: agreementFigure,
      foundF1: agreementFigure,
      strictF1: agreementFigure,
    }),
  ),
});
export type AgreementPairs = z.infer<typeof agreementPairs>;

/** The name of the final layer among coders. */
export const finalCoder = 'final';
const coderName = z.union([id, z.literal(finalCoder)]);
const pair = z
  .strictObject({ first: coderName, second: coderName })
  .refine(({ first, second }) => first !== second);

export const agreementConfusionInput = agreementInput.extend({
  unit: z.enum(['span', 'character']),
  /** Null for all pairs together: each span or character then counts for each other coder, so that rows are as columns. */
  pair: pair.nullable().default(null),
});
/** Which tags stand against which. */
export const agreementConfusion = orMissing({
  /** In the order of the codebook. */
  tagIds: z.array(id),
  /** Cells that hold anything. Null: the coder of the row, or of the column, marked nothing there. */
  cells: z.array(z.strictObject({ row: id.nullable(), column: id.nullable(), count: z.number() })),
  /** Characters that neither marked; null for spans. */
  neither: z.number().nullable(),
});
export type AgreementConfusion = z.infer<typeof agreementConfusion>;

export const agreementUnitsInput = agreementInput.extend({
  unit: z.enum(['sentence', 'paragraph']),
  /** A tag applies to a unit if one of its characters carries it, or at least half of them. */
  rule: z.enum(['any', 'majority']).default('any'),
});
/** Does this sentence, or paragraph, carry this tag? Krippendorff's alpha, nominal, of yes or no. */
export const agreementUnits = orMissing({
  /** Units that two coders or more have read. */
  units: count,
  tags: z.array(
    z.strictObject({
      tagId: id,
      /** Yes over all coders, of all values. */
      share: z.number(),
      alpha: agreementInterval,
      /** The share of pairs of values that are equal: not corrected for chance. */
      percent: agreementFigure,
    }),
  ),
});
export type AgreementUnits = z.infer<typeof agreementUnits>;

export const agreementDocumentsInput = agreementInput.extend(page);
/** Each document by itself, those with the least agreement first; undefined ones at the end. */
export const agreementDocuments = orMissing({
  total: count,
  documents: z.array(
    z.strictObject({
      documentId: id,
      title: z.string(),
      roundIds: z.array(id),
      coders: z.array(id),
      spans: count,
      characters: count,
      pooled: agreementFigure,
      relevance: agreementFigure,
      f1: agreementFigure,
    }),
  ),
});
export type AgreementDocuments = z.infer<typeof agreementDocuments>;

/** Which passages: those behind any cell, bar or row. What is not named narrows nothing. */
export const agreementPassagesInput = agreementInput
  .extend({
    /** Null for all pairs. */
    pair: pair.nullable().default(null),
    /** Of pairs with this coder. */
    coderId: coderName.nullable().default(null),
    /**
     * Of this coder with themself: what they coded first beside what they coded again, as two coders who are called
     * `first` and `again`. The round is that in which it was coded again.
     */
    again: id.nullable().default(null),
    /** Of one document. */
    documentId: id.nullable().default(null),
    /** Of some documents, such as those of a stretch of time. */
    documentIds: z
      .array(id)
      .min(1)
      .max(...upTo('chosen'))
      .nullable()
      .default(null),
    /** With this tag on either side. */
    tagId: id.nullable().default(null),
    /** A cell of the confusion, of which null is what was not marked. Without a pair, whichever way round. */
    cell: z
      .strictObject({
        row: id.nullable(),
        column: id.nullable(),
        unit: z.enum(['span', 'character']).default('span'),
      })
      .nullable()
      .default(null),
    /** Of the tag, what two gave it with begins or ends so many characters apart; -51 and 51 for all beyond. */
    boundary: z
      .strictObject({ side: z.enum(['start', 'end']), by: z.int().min(-51).max(51) })
      .nullable()
      .default(null),
    /** Sentences or paragraphs to which the tag applies for either, in the place of spans. */
    unit: z
      .strictObject({
        kind: z.enum(['sentence', 'paragraph']),
        rule: z.enum(['any', 'majority']).default('any'),
      })
      .nullable()
      .default(null),
    /** Leaves out what both marked alike. */
    onlyDifferences: z.boolean().default(false),
    /** Leaves out also what both gave the same tag, with begins and ends at most so many characters apart. */
    beyond: z.int().min(0).max(50).nullable().default(null),
    ...page,
  })
  .refine(({ tagId, boundary, unit }) => tagId !== null || (boundary === null && unit === null), {
    path: ['tagId'],
  });
const side = z
  .strictObject({
    tagId: id,
    start: count,
    end: count,
    startCp: count,
    endCp: count,
    quote: z.string(),
    cut: z.boolean(),
  })
  .nullable();
/** Spans of two coders side by side, in the order of documents and of their texts. */
export const agreementPassages = orMissing({
  total: count,
  passages: z.array(
    z.strictObject({
      documentId: id,
      title: z.string(),
      roundId: id,
      first: z.string(),
      second: z.string(),
      ofFirst: side,
      ofSecond: side,
    }),
  ),
});
export type AgreementPassages = z.infer<typeof agreementPassages>;
