import { z } from 'zod';
import { id } from './common.ts';
import { exportQuery } from './export.ts';
import { searchInput } from './search.ts';

/** The file that everything which is found can be downloaded as. */
export const searchFile = 'search.csv';

/** What may stand behind the `?` of it: the query, or a search that is kept, whose settings hold unless others are named. */
export const searchFileQuery = exportQuery.pick({ preset: true, token: true }).extend({
  query: searchInput.shape.query.optional(),
  piece: searchInput.shape.piece.unwrap().optional(),
  aside: searchInput.shape.aside,
  set: id.optional(),
  /** Conditions that documents meet, as JSON. */
  conditions: z.string().max(8_000).optional(),
  search: id.optional(),
  /** In the order of the text where nothing is said; as a list that is sorted so, from the last on where it is `down`. */
  order: z.enum(['title', 'date', 'tag']).optional(),
  down: z.literal('1').optional(),
});
export type SearchFileQuery = z.infer<typeof searchFileQuery>;
