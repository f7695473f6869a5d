import { readRule } from '@koersvast/core/document-rule';
import { languages } from '@koersvast/core/language';
import { z } from 'zod';
import { id, upTo } from './common.ts';
import { exportQuery } from './export.ts';

/*
 * How far coders agree. Nothing here is ever 0 or 1 because it is undefined: a figure without a value says why. All
 * offsets that are counted with are code points; passages also have those of the screen.
 */

/**
 * What is compared: `first-pass`, what coders had finished before anybody discussed it; `current`, their work as it is
 * now, of documents that they have finished; `final`, the first pass of each coder against the final layer.
 */
export const agreementLayers = ['first-pass', 'current', 'final'] as const;
export type AgreementLayers = (typeof agreementLayers)[number];

function chosen() {
  return z
    .array(id)
    .min(1)
    .max(...upTo('chosen'))
    .refine((values) => new Set(values).size === values.length)
    .nullable()
    .default(null);
}

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
      z.strictObject({ kind: z.literal('set'), setId: id }),
      /** Conditions as a filter of documents has them in the address. */
      z.strictObject({
        kind: z.literal('filter'),
        conditions: z
          .array(z.array(z.string().max(2000)).min(2).max(202))
          .min(1)
          .max(...upTo('conditions'))
          .refine((rule) => readRule(rule) !== null),
      }),
    ])
    .default({ kind: 'all' }),
  tagIds: chosen(),
  coderIds: chosen(),
  /** Whether a tag stands for those below it too, where one tag is looked at. The overview has both. */
  withChildren: z.boolean().default(false),
});
export type AgreementSelection = z.infer<typeof agreementSelection>;

const reasonCodes = [
  'fewer-than-two-coders',
  'nothing-pairable',
  'no-variation',
  'one-category',
  'category-not-used',
  'not-numeric',
  'not-ordered',
  'negative-ratio',
  'too-large',
  'pair-undefined',
  'nothing-marked',
  'everything-marked',
  'no-shared-text',
  'tags-overlap',
  'no-spans-first',
  'no-spans-second',
  'cluster-too-large',
  'too-few-documents',
  'too-few-parts',
  'too-many-undefined',
] as const;
/** Why there is no value, or no interval. */
export const agreementReason = z.enum(reasonCodes);
export type AgreementReason = z.infer<typeof agreementReason>;

const count = z.int().min(0);
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

function orMissing<Shape extends z.ZodRawShape>(shape: Shape) {
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

/** The overview: what it rests on, one value for all tags, and a row for each tag. */
export const agreementReport = orMissing({
  selection: agreementSelection,
  basis: agreementBasis,
  settings: agreementSettings,
  /** One value for all tags of the selection: 1 - sum of observed / sum of expected disagreements. */
  pooled: agreementInterval.extend({ verdict: agreementVerdict }),
  /** |u-alpha: whether text is marked at all, whatever the tag. */
  relevance: agreementInterval,
  /**
   * All tags on one continuum, which needs tags that exclude each other: undefined with `tags-overlap` where a coder let
   * two of them overlap, so many times. u-alpha: place and tag; cu-alpha: the tag of what two coders marked, with the
   * share of all text that this is.
   */
  joint: z.strictObject({
    u: agreementInterval,
    cu: agreementInterval,
    coverage: agreementFigure,
    overlaps: count,
  }),
  /** Spans of the same tag that overlap, over all tags and pairs. */
  f1: agreementFigure,
  /** In the order of the codebook. Tags that nobody used are there, with the reason. */
  tags: z.array(
    z.strictObject({
      tagId: id,
      parentId: id.nullable(),
      own: agreementOfTag,
      /** Null for a tag that has none below it. */
      withChildren: agreementOfTag.nullable(),
    }),
  ),
});
export type AgreementReport = z.infer<typeof agreementReport>;

export const agreementProgressInput = z.strictObject({ projectId: id, watch: id });
/** How much of something is done; null where nothing goes on here under this name. */
export const agreementProgress = z.strictObject({ done: count, of: count }).nullable();
export type AgreementProgress = z.infer<typeof agreementProgress>;

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
export type AgreementSpread = z.infer<typeof agreementSpread>;

/** A place at which coders differ about a tag, with what agreement on it would gain if they settled that. */
export const agreementDifference = z.strictObject({
  ...place,
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
export const agreementPassagesInput = agreementInput.extend({
  /** Null for all pairs. */
  pair: pair.nullable().default(null),
  /** Of one document. */
  documentId: id.nullable().default(null),
  /** With this tag on either side. */
  tagId: id.nullable().default(null),
  /** A cell of the confusion by span, of which null is what was not marked. Without a pair, whichever way round. */
  cell: z.strictObject({ row: id.nullable(), column: id.nullable() }).nullable().default(null),
  /** Leaves out what both marked alike. */
  onlyDifferences: z.boolean().default(false),
  ...page,
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
          /** Change over 20 documents of the share of marked text on which they differ, less that of the others. */
          by20: z.number(),
          low: z.number(),
          high: z.number(),
          p: z.number(),
          isOwn: z.boolean(),
        })
        .nullable(),
      /** Whether they get worse by more than a chance order explains. */
      drifts: z.boolean(),
      replicates: count,
      seed: count,
    }),
  ),
});
export type AgreementDrift = z.infer<typeof agreementDrift>;

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

/** The files that agreement can be downloaded as, by their names. */
export const agreementFiles = ['agreement', 'agreement_spans'] as const;

/** A list behind the `?`: its name is repeated for several. */
const listed = z.union([z.string().transform((value) => [value]), z.array(z.string())]);

/** What may stand behind the `?` of these: the selection under its names, or all of it as JSON, as screens have it. */
export const agreementQuery = exportQuery.omit({ layer: true }).extend({
  /** By its number; none for all rounds. */
  round: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .optional(),
  layers: z.enum(agreementLayers).optional(),
  /** Also whoever could see others' work. */
  all: z.literal('1').optional(),
  set: id.optional(),
  tags: listed.pipe(agreementSelection.shape.tagIds.unwrap().unwrap()).optional(),
  coders: listed.pipe(agreementSelection.shape.coderIds.unwrap().unwrap()).optional(),
  selection: z.string().max(8_000).optional(),
});
export type AgreementQuery = z.infer<typeof agreementQuery>;

export const agreementMethodsInput = agreementInput.extend({ language: z.enum(languages) });
/** What a paper says of it. Blanks stand in square brackets: what only people know and have not said. */
export const agreementMethods = orMissing({
  paragraphs: z.array(z.string()),
  blanks: z.array(z.string()),
  references: z.array(z.string()),
  table: z.strictObject({
    caption: z.string(),
    head: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
});
export type AgreementMethods = z.infer<typeof agreementMethods>;
