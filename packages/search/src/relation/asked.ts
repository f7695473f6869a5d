import type { WordTable } from '../fold/words.ts';
import type { Spans } from '../spans.ts';
import type { PlaceRelation } from './relation.ts';

/** A relation that is asked for between two sides. */
export type AskedRelation =
  | {
      readonly relation: PlaceRelation;
      /** Of before, after and near: how far at most; null for any distance. */
      readonly distance: Distance | null;
    }
  /** A character of each lies in the same one of these: sorted, not overlapping. Text between them is in none. */
  | { readonly relation: 'same-unit'; readonly units: Spans }
  | { readonly relation: 'same-document' };

/** A number of words, or of sentences, that lie wholly between two places of the text. */
export interface Distance {
  readonly most: number;
  /** How many units lie wholly between two places; more, or as many, if the second place lies further. */
  readonly between: (from: number, to: number) => number;
}

/** Counts units that lie wholly between two places; they are sorted and do not overlap. Logarithmic. */
export function unitsBetween({ starts, ends }: WordTable): Distance['between'] {
  return (from, to) => Math.max(0, placesBelow(ends, to + 1) - placesBelow(starts, from));
}

/** Of sorted places, how many are below this one. */
export function placesBelow(places: Int32Array, place: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of sorted spans, how many have a start (side 0), or an end (side 1), below a place. The ends must rise too. */
export function countBelow(spans: Spans, side: 0 | 1, place: number): number {
  let [low, high] = [0, spans.length >> 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle * 2 + side] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
