import { z } from 'zod';
import { count } from './common.ts';
import { orInvalid, searchBasis, searchInput, searchSum } from './search.ts';

/** The most words on one side of a hit that are near it. */
export const widestWindow = 20;

const side = z.int().min(0).max(widestWindow);

/**
 * Which words are near a hit: so many before and behind it, all others of its sentence or paragraph, or, of codings, the
 * words that are coded themselves.
 */
export const searchWindow = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('words'), left: side, right: side })
    .refine(({ left, right }) => left + right > 0),
  z.strictObject({ kind: z.enum(['sentence', 'paragraph', 'hit']) }),
]);
export type SearchWindow = z.infer<typeof searchWindow>;

/** The words near all hits of a query, compared with the rest of the same texts. */
export const searchCollocatesInput = searchInput.omit({ piece: true }).extend({
  window: searchWindow.default({ kind: 'words', left: 5, right: 5 }),
  /** Words that are near less often are left out. */
  least: z.int().min(1).max(1_000).default(3),
});

/** The most words that are told. */
export const searchCollocateRows = 2_000;

export const searchCollocates = orInvalid({
  basis: searchBasis,
  total: searchSum,
  /** Words of all texts, those near hits (each once), and those of the hits, which are on neither side. */
  words: z.strictObject({ all: count, near: count, hits: count }),
  /** By log-likelihood, those first that are most tied to the hits. */
  rows: z.array(
    z.strictObject({
      /** Folded, as it is compared. */
      word: z.string(),
      /** How often it stands near a hit, in how many documents, how often that would be by chance, and how often it stands anywhere. */
      near: count,
      documents: count,
      expected: z.number(),
      all: count,
      /** Null where all words are near, or where the word stands nowhere else. */
      logLikelihood: z.number().nullable(),
      logRatio: z.number().nullable(),
    }),
  ),
  /** Words that are near as often as was asked, beyond those that are told. */
  more: count,
});
export type SearchCollocates = z.infer<typeof searchCollocates>;
