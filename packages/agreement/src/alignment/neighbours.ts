import type { Annotation } from '../document/document.ts';
import { itemAt } from '../item.ts';
import { type Dissimilarity, dissimilarityOf } from './dissimilarity.ts';

/** Two annotations by their places in two lists, with their dissimilarity. */
export interface Neighbours {
  readonly first: number;
  readonly second: number;
  readonly apart: number;
}

/**
 * All pairs from two lists whose dissimilarity is below a limit. Far-apart pairs are skipped: with
 * positional dissimilarity below r^2 times the empty cost, the middles of two spans are less than r / 2 times
 * their joint length apart.
 */
export function findNeighbours(
  first: readonly Annotation[],
  second: readonly Annotation[],
  limit: number,
  settings: Dissimilarity,
): readonly Neighbours[] {
  const radius = Math.sqrt(limit / (settings.positionWeight * settings.emptyCost));
  const middle = ({ start, end }: Annotation) => start + end;
  const order = second.map((_, place) => place).sort((a, b) => twice(second, a) - twice(second, b));
  const middles = order.map((place) => twice(second, place));
  const longest = second.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  const neighbours: Neighbours[] = [];
  first.forEach((annotation, i) => {
    // In doubled offsets, as the middles are; a weight of 0 makes the reach infinite.
    const reach = radius * (annotation.end - annotation.start + longest);
    let at = firstAtLeast(middles, middle(annotation) - reach);
    for (; at < order.length && itemAt(middles, at) <= middle(annotation) + reach; at++) {
      const place = itemAt(order, at);
      const other = second[place];
      if (other === undefined) continue;
      const apart = dissimilarityOf(annotation, other, settings);
      if (apart < limit) neighbours.push({ first: i, second: place, apart });
    }
  });
  return neighbours;
}

function twice(annotations: readonly Annotation[], place: number): number {
  const annotation = annotations[place];
  return annotation === undefined ? 0 : annotation.start + annotation.end;
}

function firstAtLeast(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (itemAt(sorted, middle) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
