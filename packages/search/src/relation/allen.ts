import type { Place } from '../query/query.ts';

/**
 * How two intervals can lie to each other (Allen 1983, Maintaining Knowledge about Temporal Intervals). Of any two that
 * are not empty, exactly one of these is true.
 */
export const allens = [
  'before',
  'meets',
  'overlaps',
  'starts',
  'during',
  'finishes',
  'equals',
  'finished-by',
  'contains',
  'started-by',
  'overlapped-by',
  'met-by',
  'after',
] as const;
export type Allen = (typeof allens)[number];

/** How the first, half-open and not empty, lies to the second. */
export function allenOf(a: Place, b: Place): Allen {
  if (a.end < b.start) return 'before';
  if (a.end === b.start) return 'meets';
  if (b.end < a.start) return 'after';
  if (b.end === a.start) return 'met-by';
  if (a.start === b.start) {
    if (a.end === b.end) return 'equals';
    return a.end < b.end ? 'starts' : 'started-by';
  }
  if (a.end === b.end) return a.start > b.start ? 'finishes' : 'finished-by';
  if (a.start < b.start) return a.end < b.end ? 'overlaps' : 'contains';
  return a.end < b.end ? 'during' : 'overlapped-by';
}
