import { domainErrorCodes } from '@koersvast/core/error-codes';
import { z } from 'zod';
import { completeRow } from './row-columns.ts';
import type { Noun, Rows } from './rows.ts';

/*
 * What this program itself stored as JSON. Of the rows that changes tell of no more is looked at than that they have
 * fields: the commands that stored them were typed, the chain vouches for every byte, `check` adds them up, and
 * `completeTold` gives what was added to a noun since; looking at each column again would cost a feed its time.
 */

/** A row that a change tells of, or some fields of one. */
export const jsonFields = z.looseObject({});

/** A row that a change tells of, as its noun's, with what was added to it since. */
export function completeTold<N extends Noun>(
  noun: N,
  row: z.infer<typeof jsonFields> | null,
): Rows[N] | null {
  return completeRow(noun, row as Rows[N] | null);
}

export const storedRefusal = z.object({
  code: z.enum(domainErrorCodes),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
