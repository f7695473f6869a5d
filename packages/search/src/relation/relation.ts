import type { Place, RelationName } from '../query/query.ts';
import { type Allen, allenOf } from './allen.ts';

/** Relations that two spans have by where they lie, whatever text is between them. */
export type PlaceRelation = Exclude<RelationName, `same-${string}`>;

const apart = { before: ['before', 'meets'], after: ['after', 'met-by'] } as const;
const sharing = [
  'overlaps',
  'overlapped-by',
  'starts',
  'started-by',
  'during',
  'contains',
  'finishes',
  'finished-by',
  'equals',
] as const;

/**
 * What each relation means on half-open intervals, in Allen's terms.
 *
 * Two spans overlap if they share a character, so that within, contains and equals are overlaps too; a span is within,
 * and contains, one that is equal to it. Those that touch have distance 0 and share nothing. What touches is before, or
 * after, as well, with no word between; near is before or after, so that spans that overlap are not near each other (as
 * with NEAR/n between words).
 */
export const relationTable: Readonly<Record<PlaceRelation, readonly Allen[]>> = {
  overlaps: sharing,
  within: ['starts', 'during', 'finishes', 'equals'],
  contains: ['started-by', 'contains', 'finished-by', 'equals'],
  equals: ['equals'],
  touches: ['meets', 'met-by'],
  before: apart.before,
  after: apart.after,
  near: [...apart.before, ...apart.after],
};

/** Whether the first has this relation to the second, however far they are from each other. */
export function isRelated(a: Place, b: Place, relation: PlaceRelation): boolean {
  return relationTable[relation].includes(allenOf(a, b));
}
