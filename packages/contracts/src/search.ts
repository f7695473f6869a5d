import { queryErrorCodes } from '@koersvast/search';
import { z } from 'zod';
import { agreementSelection } from './agreement-figure.ts';
import { count, id, offset, text } from './common.ts';

/*
 * Where words, and what was coded, are found. What hits is the business of `@koersvast/search`, for the server and the
 * browser alike; here is what is asked and answered.
 */

/** A query as somebody typed it. Whether it can be read at all is told in the answer, with the place. */
export const searchQuery = text(2_000).min(1);

/**
 * What is given back, and counted: hits themselves, or the sentences or paragraphs that they stand in, each once; or, of
 * two that are related, what both share, each of them, or all from the one to the other.
 */
export const searchPieces = ['hit', 'sentence', 'paragraph', 'common', 'either', 'union'] as const;
export type SearchPiece = (typeof searchPieces)[number];

/** What is asked, and of which documents. */
export const searchQuestion = z.strictObject({
  query: searchQuery,
  /** All, a set, or those that meet conditions. */
  documents: agreementSelection.shape.documents,
  piece: z.enum(searchPieces).default('hit'),
});
export type SearchQuestion = z.infer<typeof searchQuestion>;

/** A query that cannot be read: why, and where it stands in it, in UTF-16 code units. */
export const searchError = z.strictObject({ code: z.enum(queryErrorCodes), start: count, end: count });
export type SearchError = z.infer<typeof searchError>;

/** Of a query that cannot be read there is no answer, but for what is wrong with it. */
export function orInvalid<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('invalid'), error: searchError }),
    z.strictObject({ state: z.literal('ready'), ...shape }),
  ]);
}

/**
 * By what lines are sorted: the order in which documents were added, their titles, their dates (undated ones last), the
 * tags of codings that are asked for (of several on a hit the first of the codebook; untagged ones last), the words of the
 * hit, the words before it (the nearest first) and after it.
 */
export const searchOrders = [
  ...(['added', 'title', 'date', 'tag', 'hit'] as const),
  ...(['left1', 'left2', 'left3', 'right1', 'right2', 'right3'] as const),
] as const;
export const searchOrder = z.strictObject({
  by: z.enum(searchOrders),
  descending: z.boolean().default(false),
});
export type SearchOrder = z.infer<typeof searchOrder>;

export const searchInput = z.strictObject({
  projectId: id,
  ...searchQuestion.shape,
  /** A search that is kept: the hits that were put aside in it count, or not, or alone. */
  searchId: id.nullable().default(null),
  aside: z.enum(['without', 'with', 'only']).default('without'),
  /** A name that the asker makes, under which `search.progress` tells how far it is. */
  watch: id.optional(),
});

export const searchFindInput = searchInput.extend({
  /** One after the other; at last the order of the text. */
  order: z.array(searchOrder).max(3).default([]),
  /** `next` of the page before, with the same query and order; null for the first. */
  after: z.string().max(2_000).nullable().default(null),
  limit: z.int().min(1).max(200).default(50),
  /** So many characters are given on each side of a hit. */
  context: z.int().min(0).max(600).default(90),
  /**
   * `page`: the lines as soon as they are known, which is at once where they stand in the order of the text, and no
   * totals unless all was looked at; `all`: lines and totals.
   */
  until: z.enum(['page', 'all']).default('all'),
});

/** A hit with what stands around it. */
export const searchLine = z.strictObject({
  documentId: id,
  title: z.string(),
  date: z.string().nullable(),
  start: offset,
  end: offset,
  /** The same in code points. */
  startCp: offset,
  endCp: offset,
  left: z.string(),
  hit: z.string(),
  right: z.string(),
  /** Whether the hit has more words than these. */
  cut: z.boolean(),
  /** The hits in it, where sentences or paragraphs are given back: at most 50. */
  marks: z.array(z.strictObject({ start: offset, end: offset })),
});
export type SearchLine = z.infer<typeof searchLine>;

/** How much was found. Documents for which a query holds may have no hit, as those of `NOT word`. */
export const searchTotal = z.strictObject({ hits: count, documents: count });
export type SearchTotal = z.infer<typeof searchTotal>;

/** The same, with the hits among all of them that were put aside, whether they count or not. */
export const searchSum = searchTotal.extend({ aside: count });

/** What was searched, and what was not. */
export const searchBasis = z.strictObject({
  /** Documents that were chosen and may be searched. */
  documents: count,
  /** Their characters, in code points. */
  characters: count,
  /** Of a query about codings: letters of which the asker sees only their own, in some round; else 0. */
  ownOnly: count,
  /** What a query names and nobody has: a tag, a person, a round, a set. */
  unknown: z.array(z.strictObject({ field: z.string(), value: z.string() })),
  leftOut: z.strictObject({
    /** Documents that the asker codes in a round whose owner switched searching off for its coders. */
    switchedOff: count,
  }),
});
export type SearchBasis = z.infer<typeof searchBasis>;

export const searchFound = orInvalid({
  basis: searchBasis,
  lines: z.array(searchLine),
  /** Where the next page begins; null after the last one. */
  next: z.string().nullable(),
  /** Exact; null where not all was looked at. */
  total: searchSum.nullable(),
});
export type SearchFound = z.infer<typeof searchFound>;

/**
 * What hits are counted by: documents one by one, the year or month of their date, or a column of documents as a filter
 * names it (`author`, `field.Target`).
 */
export const searchCountsInput = searchInput.extend({ by: z.string().min(1).max(200) });

/** The most groups that are told; the rest is told as one. */
export const searchGroups = 1_000;

/** Hits by what their documents say; those with most hits first. */
export const searchCounts = orInvalid({
  basis: searchBasis,
  total: searchSum,
  groups: z.array(
    z.strictObject({
      /** As it is stored; null where documents say nothing. */
      value: z.string().nullable(),
      /** Of a document by itself. */
      documentId: id.nullable(),
      ...searchTotal.shape,
      /** Of how much: all documents of the group that were searched, and their characters. */
      of: z.strictObject({ documents: count, characters: count }),
    }),
  ),
  rest: z.strictObject({ groups: count, ...searchTotal.shape }),
});
export type SearchCounts = z.infer<typeof searchCounts>;

export const searchProgressInput = z.strictObject({ projectId: id, watch: id });
/** How much of something is done; null where nothing goes on here under this name. */
export const searchProgress = z.strictObject({ done: count, of: count }).nullable();
