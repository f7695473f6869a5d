import { z } from 'zod';
import { count, line } from './common.ts';
import { searchBasis, searchInput } from './search.ts';

/** The forms of one word, such as stand in `~sanctie[sanctie sancties]`: proposed, for a person to tick. */
export const searchFormsInput = searchInput
  .pick({ projectId: true, documents: true, watch: true })
  .extend({ word: line(100) });

export const searchForms = z.strictObject({
  basis: searchBasis,
  /** The word itself first, then those that are likely, then those that only may be forms of it, each by their number. */
  forms: z.array(
    z.strictObject({
      /** Folded, as it is searched. */
      form: z.string(),
      count,
      likelihood: z.enum(['itself', 'likely', 'doubtful']),
    }),
  ),
});
export type SearchForms = z.infer<typeof searchForms>;
