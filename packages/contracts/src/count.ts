import { periodKinds, togetherRelations } from '@koersvast/core/count';
import { readRule } from '@koersvast/core/document-rule';
import { z } from 'zod';
import { agreementSelection } from './agreement-figure.ts';
import { count, id } from './common.ts';

/*
 * How much was coded with which tag. What is counted is finished work: a document as one coder coded it in one round,
 * or its final version. Nothing is ever nought because it is not finished. Offsets and lengths are in code points.
 */

/** Which part of a study is counted; what is not named narrows nothing. `final`: final versions alone. */
export const countSelection = agreementSelection.extend({
  layers: z.enum(['current', 'first-pass', 'final']).default('current'),
  /** Leaves out first passes of whoever could see others' work on the document. */
  onlyIndependent: z.boolean().default(false),
  /** Whether work counts that is not finished; of current work alone. */
  unfinished: z.boolean().default(false),
});
export type CountSelection = z.infer<typeof countSelection>;

const column = z
  .string()
  .max(200)
  .refine((name) => readRule([[name, 'filled']]) !== null);

/** What stands beside each other. */
export const countBy = z.discriminatedUnion('kind', [
  /** A detail of documents, or a field of the project's own; of dates their years. */
  z.strictObject({ kind: z.literal('field'), column }),
  z.strictObject({ kind: z.literal('time'), period: z.enum(periodKinds) }),
  z.strictObject({ kind: z.literal('coder') }),
  z.strictObject({ kind: z.literal('round') }),
  /** How long spans are, in characters. */
  z.strictObject({ kind: z.literal('length') }),
  /** The paragraphs of one text. */
  z.strictObject({ kind: z.literal('paragraph'), documentId: id }),
]);
export type CountBy = z.infer<typeof countBy>;

export const countInput = z.strictObject({ projectId: id, selection: countSelection.prefault({}) });
export const countTableInput = countInput.extend({
  by: countBy,
  /** Whether words are counted too, for what is said of 1,000 of them. */
  words: z.boolean().default(false),
});

/** Of how much that is counted. */
const base = z.strictObject({
  works: count,
  documents: count,
  characters: count,
  words: count.nullable(),
});

/** On what a chart rests. */
export const countBasis = base.extend({
  /** Chosen documents of which nothing that counts is finished: gaps, and not noughts. */
  waiting: count,
  /** Chosen documents of which only the person's own work is counted, since they, or their round, are coded blind. */
  blind: count,
  coderIds: z.array(id),
  /** Tags that are not shown, since there is no room: the least used. */
  moreTags: count,
});
export type CountBasis = z.infer<typeof countBasis>;

const total = z.strictObject({ spans: count, documents: count, characters: count });

export const countTable = z.strictObject({
  basis: countBasis,
  columns: z.array(
    z.strictObject({
      key: z.string(),
      /** Of which kind it is: in which words its name is said. */
      kind: z.enum([
        'value',
        'year',
        'month',
        'range',
        'none',
        'rest',
        'coder',
        'round',
        'length',
        'paragraph',
      ]),
      /**
       * What it is called: a value; both ends of a range, the last one open where there is none; ids; of a paragraph its
       * number, and where in the text it begins and ends, in code units.
       */
      values: z.array(z.string()),
      /** A condition, as filters have it, that its documents meet and no others. */
      condition: z.array(z.string()).nullable(),
      base,
      waiting: count,
    }),
  ),
  /** In the order of the codebook; of each a number for each column. */
  rows: z.array(
    z.strictObject({
      tagId: id,
      spans: z.array(count),
      documents: z.array(count),
      /** That lie in any of its spans. */
      characters: z.array(count),
      /** Of how many characters spans are: a quarter, half and three quarters of them have at most so many. */
      lengths: z.array(z.tuple([count, count, count]).nullable()),
      /** In all columns together, each span and document once. */
      total,
    }),
  ),
  /** Chosen documents in no column: of time those of which the date is not known well enough. */
  undated: count,
});
export type CountTable = z.infer<typeof countTable>;

export const countTogetherInput = countInput.extend({ relation: z.enum(togetherRelations) });
/**
 * Which tags stand together. Of each two tags, in the order of `tagIds`: the first one's against all, then the second's;
 * how many pairs of spans, or parts of texts, and what Jaccard and lift are made of (`TogetherTable`).
 */
export const countTogether = z.strictObject({
  basis: countBasis,
  tagIds: z.array(id),
  together: z.array(count),
  joined: z.array(count),
  either: z.array(count),
  expected: z.array(z.number()),
  /** Spans, or parts with it, of each tag. */
  rows: z.array(count),
  /** All sentences, paragraphs or documents of finished work; 0 where spans are related. */
  parts: count,
});
export type CountTogether = z.infer<typeof countTogether>;

export const portraitSorts = ['date', 'title', 'added'] as const;
export const portraitPage = 50;
export const countPortraitInput = countInput.extend({
  sort: z.enum(portraitSorts).default('date'),
  /** The place of the first document in the whole list. */
  from: count.max(10_000_000).default(0),
  most: z.int().min(1).max(portraitPage).default(20),
});
/** What was coded of each document, in the order of its text: a strip for each piece of work. */
export const countPortrait = z.strictObject({
  basis: countBasis,
  tagIds: z.array(id),
  /** Documents in all. */
  total: count,
  strips: z.array(
    z.strictObject({
      documentId: id,
      title: z.string(),
      date: z.string().nullable(),
      /** All are null where nothing of the document is finished: a gap, and not a text without annotations. */
      roundId: id.nullable(),
      /** Null for a final version too. */
      coderId: id.nullable(),
      length: count,
      /**
       * Tag (its place in `tagIds`), from step, to step, spans, start and end: for each part, one after the other. Steps
       * divide the text into `portraitSteps`; start and end are in code units.
       */
      parts: z.array(z.array(z.int()).length(6)).nullable(),
    }),
  ),
});
export type CountPortrait = z.infer<typeof countPortrait>;
