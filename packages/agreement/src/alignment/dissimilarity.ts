import { InputError, requireNumber, show } from '../check.ts';
import type { Annotation } from '../document/document.ts';
import type { Span } from '../document/span.ts';

/** Distance of two tags from 0 (same) to 1, before it is weighted; same tags must be at 0. */
export type TagDistance = (a: string, b: string) => number;

export interface DissimilarityOptions {
  /** Weight of position (alpha); 1 if left out. */
  readonly positionWeight?: number;
  /** Weight of tags (beta); 1 if left out. */
  readonly tagWeight?: number;
  /** What a missing partner costs, and the unit of all dissimilarity (delta of the empty unit); 1 if left out. */
  readonly emptyCost?: number;
  /** 0 for the same tag and 1 for another if left out. */
  readonly tagDistance?: TagDistance;
}

/** Checked settings; they change every value, so they are reported with it. */
export interface Dissimilarity {
  readonly positionWeight: number;
  readonly tagWeight: number;
  readonly emptyCost: number;
  readonly tagDistance: TagDistance;
}

/** Checks settings. Throws {@link InputError} for a negative weight or an empty cost that is not positive. */
export function readDissimilarity(options: DissimilarityOptions = {}): Dissimilarity {
  const emptyCost = requireNumber(options.emptyCost ?? 1, 'The cost of a missing partner', 0);
  if (emptyCost === 0) throw new InputError('The cost of a missing partner must be above 0');
  return {
    positionWeight: requireNumber(options.positionWeight ?? 1, 'The weight of position', 0),
    tagWeight: requireNumber(options.tagWeight ?? 1, 'The weight of tags', 0),
    emptyCost,
    tagDistance: options.tagDistance ?? ((a, b) => (a === b ? 0 : 1)),
  };
}

/**
 * Reads tag distances from a table, which may leave out the distance of a tag to itself. Throws
 * {@link InputError}, when it is used, for a pair that the table does not hold or holds differently both ways.
 */
export function tagDistanceFrom(
  table: Readonly<Record<string, Readonly<Record<string, number>>>>,
): TagDistance {
  const rows = new Map(Object.entries(table).map(([tag, row]) => [tag, new Map(Object.entries(row))]));
  return (a, b) => {
    const name = `The distance of ${show(a)} and ${show(b)}`;
    const distance = requireNumber(rows.get(a)?.get(b) ?? (a === b ? 0 : undefined), name, 0);
    if (distance !== (rows.get(b)?.get(a) ?? distance))
      throw new InputError(`${name} is not the same both ways`);
    return distance;
  };
}

/**
 * Positional dissimilarity (Mathet, Widlocher and Metivier 2015): the squared sum of the differences of starts
 * and of ends over the sum of the lengths, times the cost of a missing partner. 0 for the same offsets.
 */
export function positionalDissimilarity(a: Span, b: Span, emptyCost: number): number {
  const apart = Math.abs(a.start - b.start) + Math.abs(a.end - b.end);
  return (apart / (a.end - a.start + b.end - b.start)) ** 2 * emptyCost;
}

/** Weighted sum of the positional and the tag dissimilarity. */
export function dissimilarityOf(a: Annotation, b: Annotation, settings: Dissimilarity): number {
  const { positionWeight, tagWeight, emptyCost, tagDistance } = settings;
  return (
    positionWeight * positionalDissimilarity(a, b, emptyCost) +
    tagWeight * tagDistance(a.tag, b.tag) * emptyCost
  );
}
