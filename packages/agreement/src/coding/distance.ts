import { itemAt } from '../item.ts';
import type { Category, TagSet } from './coding.ts';

/** Levels of measurement for which Krippendorff's alpha has a difference function. */
export type Level = 'nominal' | 'ordinal' | 'interval' | 'ratio';
/** Ways to compare two sets of tags. */
export type SetDistance = 'nominal' | 'jaccard' | 'masi';

/** Squared difference of the categories at two places of the list of labels. */
export type Difference = (c: number, k: number) => number;

/** (c - k)^2. */
export function intervalDifference(values: readonly number[]): Difference {
  return (c, k) => (itemAt(values, c) - itemAt(values, k)) ** 2;
}

/** ((c - k) / (c + k))^2, 0 when c + k is 0. The values must not be negative. */
export function ratioDifference(values: readonly number[]): Difference {
  return (c, k) => {
    const sum = itemAt(values, c) + itemAt(values, k);
    return sum === 0 ? 0 : ((itemAt(values, c) - itemAt(values, k)) / sum) ** 2;
  };
}

/**
 * The squared number of ranks between two categories, ranks being filled by the values that occur: the sum of
 * the counts from c to k, less half the counts of c and k (Krippendorff 2011).
 */
export function ordinalDifference(counts: Float64Array): Difference {
  const below = new Float64Array(counts.length + 1);
  counts.forEach((count, i) => {
    below[i + 1] = itemAt(below, i) + count;
  });
  const middle = (c: number) => (itemAt(below, c) + itemAt(below, c + 1)) / 2;
  return (c, k) => (middle(c) - middle(k)) ** 2;
}

/** 1 - |A and B| / |A or B|; 0 for two empty sets. */
export function jaccardDistance(a: TagSet, b: TagSet): number {
  const shared = a.filter((tag) => b.includes(tag)).length;
  const all = a.length + b.length - shared;
  return all === 0 ? 0 : 1 - shared / all;
}

/**
 * 1 - J x M (Passonneau 2006), J the Jaccard similarity and M 1 for equal sets, 2/3 when one holds the other,
 * 1/3 when they only overlap, 0 when they share nothing. Two empty sets are equal; an empty and a filled one
 * share nothing.
 */
export function masiDistance(a: TagSet, b: TagSet): number {
  const shared = a.filter((tag) => b.includes(tag)).length;
  if (shared === a.length && shared === b.length) return 0;
  const monotonicity = shared === 0 ? 0 : shared === Math.min(a.length, b.length) ? 2 / 3 : 1 / 3;
  return 1 - (shared / (a.length + b.length - shared)) * monotonicity;
}

/** Whether all categories are numbers. */
export function areNumbers(categories: readonly Category[]): categories is readonly number[] {
  return categories.every((category) => typeof category === 'number');
}
