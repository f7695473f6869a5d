import { z } from 'zod';
import { id, line, moment, offset, opId, seenText, upTo, version } from './common.ts';
import { searchPieces, searchQuestion } from './search.ts';
import { documentRule } from './set.ts';

/** A hit of a search, in UTF-16 code units. */
export const searchHit = z
  .strictObject({ documentId: id, start: offset, end: offset })
  .refine(({ start, end }) => start < end);

/** A query that somebody keeps: for themself, or for all members. */
export const searchRow = z.strictObject({
  id,
  name: z.string(),
  query: z.string(),
  piece: z.enum(searchPieces),
  /** Which documents: of a set, those that meet conditions, or both; all where both are null. */
  setId: id.nullable(),
  conditions: documentRule.nullable(),
  shared: z.boolean(),
  /** Hits that were put aside: they are left out of what it finds. */
  aside: z.array(z.strictObject({ documentId: id, start: z.int(), end: z.int() })),
  version,
  createdById: id,
  createdAt: moment,
  removedAt: moment.nullable(),
});
export type SavedSearch = z.infer<typeof searchRow>;

const name = line(120);

export const saveSearchInput = z.strictObject({
  opId,
  projectId: id,
  id,
  name,
  ...searchQuestion.shape,
  shared: z.boolean().default(false),
});
/** With `base`, what was seen of the changed fields, they alone are compared; else a search must be at its version. */
export const editSearchInput = z.strictObject({
  opId,
  projectId: id,
  searchId: id,
  version,
  change: z
    .strictObject({
      name,
      query: searchQuestion.shape.query,
      documents: searchQuestion.shape.documents.unwrap(),
      piece: z.enum(searchPieces),
      shared: z.boolean(),
    })
    .partial()
    .refine((change) => Object.keys(change).length > 0),
  base: z
    .strictObject({ name: seenText, query: seenText, piece: z.enum(searchPieces), shared: z.boolean() })
    .partial()
    .optional(),
});
export const removeSearchInput = z.strictObject({ opId, projectId: id, searchId: id, version });
/** Hits that are put aside, or taken back: whatever others put aside meanwhile. */
export const asideInput = z.strictObject({
  opId,
  projectId: id,
  searchId: id,
  hits: z
    .array(searchHit)
    .min(1)
    .max(...upTo('aside')),
});
