import { togetherRelations } from '@koersvast/core/count';
import { ownFieldOf } from '@koersvast/core/document-rule';
import { documentDetails } from '@koersvast/core/file';
import { z } from 'zod';
import { documentConditions } from './agreement-figure.ts';
import { count, id, offset, opId, text, upTo } from './common.ts';
import { exportQuery } from './export.ts';
import { reviewResponse, verdict } from './review.ts';

/*
 * What was coded, passage by passage. `passageSelection`, `group` and `sort` are the address of the screen as well:
 * `/p/$projectId/passages?tags=["..."]&coders=["..."]&group=year`. Whatever counts passages leads there with the very
 * selection that it counted, and the totals are the same.
 */

/** Whose work is shown: coders' work as it is now, as they finished it first, or the final version. */
export const passageLayers = ['current', 'first-pass', 'final'] as const;
export type PassageLayer = (typeof passageLayers)[number];

/** Without a word, an answer is "none". */
export const passageVerdicts = ['accept', 'reject', 'change', 'none'] as const;
export const passageCertainties = ['1', '2', '3', 'none'] as const;

function chosen<Value extends z.ZodType>(value: Value) {
  return z
    .array(value)
    .min(1)
    .max(...upTo('chosen'))
    .refine((values) => new Set(values).size === values.length)
    .optional();
}

/**
 * Whose work by how far it is: what is `finished`, as charts count it; of first passes those that were `independent`;
 * `any`, finished or not. None of rounds of repeats, unless rounds are named.
 */
export const passageWorks = ['finished', 'independent', 'any'] as const;
export type PassageWork = (typeof passageWorks)[number];

/** Which passages; what is not named narrows nothing. All that is named holds of each passage. */
export const passageSelection = z
  .strictObject({
    /** Any of these tags, each with all below it; with `only` without these. */
    tags: chosen(id),
    only: z.literal(true).optional(),
    /** Of any of these members. */
    coders: chosen(id),
    /** `current` where nothing is said. */
    layer: z.enum(passageLayers).optional(),
    work: z.enum(passageWorks).optional(),
    roundIds: chosen(id),
    documents: chosen(id),
    /** A part of the text, of which they have at least one character: of documents that are named. */
    part: z.tuple([offset, offset]).optional(),
    /** Characters without white space at the ends: at least so many, and at most; null for no end. */
    length: z.tuple([count, count.nullable()]).optional(),
    /** Those that stand so to one with another tag in the same work, and those of the other tag to which they do. */
    with: z.strictObject({ tagId: id, relation: z.enum(togetherRelations) }).optional(),
    /** Documents of a set, and those that meet conditions: both hold. */
    set: id.optional(),
    where: documentConditions.optional(),
    certainty: chosen(z.enum(passageCertainties)),
    memo: z.enum(['with', 'without']).optional(),
    /** What stands in the memo, whatever its case and accents. */
    words: text(200).min(1).optional(),
    verdicts: chosen(z.enum(passageVerdicts)),
    /** What was said of it: anything that asks for an answer, or what still waits for one. */
    thread: z.enum(['any', 'open']).optional(),
  })
  .refine(({ part, documents }) => part === undefined || documents?.length === 1)
  .refine((selection) => selection.with === undefined || selection.tags?.length === 1);
export type PassageSelection = z.infer<typeof passageSelection>;

const ofPassage = ['tag', 'coder', 'round', 'document', 'year', 'certainty', 'verdict'] as const;
/** By what they are grouped: something of a passage, a detail of documents, or `field.` and the name of a field. */
export const passageGroup = z
  .string()
  .max(300)
  .refine(
    (name) => [...ofPassage, ...documentDetails].some((each) => each === name) || ownFieldOf(name) !== null,
  );

export const passageSorts = ['text', 'date', 'title', 'tag', 'coder', 'made'] as const;
export type PassageSort = (typeof passageSorts)[number];

/** So many passages are given at once. */
export const passagePage = 100;

export const listPassagesInput = z.strictObject({
  projectId: id,
  selection: passageSelection.default({}),
  group: passageGroup.nullable().default(null),
  /** In the order of the documents and of their texts where nothing is said. */
  sort: z.enum(passageSorts).default('text'),
  down: z.boolean().default(false),
  /** The place of the first in the whole list: a list is read from anywhere, and keeps its length. */
  from: count.max(10_000_000).default(0),
  most: z.int().min(1).max(passagePage).default(50),
});
export type ListPassagesInput = z.infer<typeof listPassagesInput>;

/** A passage with the words beside it, cut between two characters, and all that was said of it. */
export const passageRow = z.strictObject({
  annotationId: id,
  layerId: id,
  documentId: id,
  roundId: id,
  /** Null in a final version. */
  memberId: id.nullable(),
  tagId: id,
  start: z.int(),
  end: z.int(),
  startCp: z.int(),
  endCp: z.int(),
  quote: z.string(),
  /** Whether the quote goes on. */
  cut: z.boolean(),
  before: z.string(),
  after: z.string(),
  memo: z.string().nullable(),
  certainty: z.int().nullable(),
  version: z.int(),
  madeAt: z.string(),
  /** What stands of it now: null where nobody said anything, or where one codes the letter blind. */
  verdict: z
    .strictObject({
      verdict,
      memberId: id,
      reason: z.string(),
      response: reviewResponse.nullable(),
      /** Whether the annotation is another one by now. */
      stale: z.boolean(),
    })
    .nullable(),
  replies: count,
  /** Whether what was said of it still waits for an answer. */
  open: z.boolean(),
  /** The last reply, in short. */
  lastReply: z.strictObject({ memberId: id, text: z.string() }).nullable(),
});
export type PassageRow = z.infer<typeof passageRow>;

const totals = { passages: count, documents: count, coders: count };

export const listedPassages = z.strictObject({
  total: z.strictObject(totals),
  /** Pairs of passages, or parts of texts with both, that stand as `with` says; null where it says nothing. */
  related: count.nullable(),
  /** The tags that are meant, with those below them; null for all. */
  tags: z.array(id).nullable(),
  /** Documents of the selection of which the person sees their own work alone: no more is counted of them. */
  ownOnly: count,
  /** All groups, in their order; the first of each stands `from` the beginning of the list. Key: an id or a value, null for none. */
  groups: z.array(z.strictObject({ key: z.string().nullable(), from: count, ...totals })),
  passages: z.array(passageRow),
  /** The documents of these passages. */
  documents: z.array(
    z.strictObject({
      id,
      title: z.string(),
      language: z.string(),
      date: z.string().nullable(),
      author: z.string().nullable(),
      addressee: z.string().nullable(),
      dossier: z.string().nullable(),
      documentNumber: z.string().nullable(),
    }),
  ),
});
export type ListedPassages = z.infer<typeof listedPassages>;

/** Gives annotations of one's own another tag, where they are alive and their document is not done. */
export const retagPassagesInput = z.strictObject({
  opId,
  projectId: id,
  tagId: id,
  passages: z
    .array(z.strictObject({ layerId: id, annotationId: id }))
    .min(1)
    .max(...upTo('chosen')),
});
export type RetagPassagesInput = z.infer<typeof retagPassagesInput>;

/**
 * Why an annotation keeps its tag: it is not one's own living work; its document is done; one cannot code there now; it
 * has the tag; or the same words have it already.
 */
export const keptTagReasons = ['not_own', 'done', 'not_open', 'same', 'double'] as const;
export const keptTag = z.strictObject({ layerId: id, annotationId: id, reason: z.enum(keptTagReasons) });
export type KeptTag = z.infer<typeof keptTag>;

/** What may stand behind the `?` of `passages.csv`: a `PassageSelection` as JSON, without which it is all current work. */
export const passagesQuery = exportQuery
  .omit({ layer: true })
  .extend({ selection: z.string().max(12_000).optional() });
