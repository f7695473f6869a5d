import type { Annotation, CodedDocument } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import { itemAt } from '../item.ts';
import type { Passage } from './confusion.ts';
import { layersOf } from './layers.ts';
import { findOverlaps } from './overlaps.ts';

/**
 * What stands behind the cells of `characterConfusion`: every two annotations of two coders that share a character, and
 * each annotation of which the other coder left a character unmarked. Sorted by place in the text. Empty if one of the
 * coders did not finish the document.
 */
export function characterPassages(
  document: CodedDocument,
  firstCoder: string,
  secondCoder: string,
): readonly Passage[] {
  const layers = layersOf(document, firstCoder, secondCoder);
  if (layers === undefined) return [];
  const { first, second } = layers;
  const both = findOverlaps(first, second).map(
    (overlap): Passage => ({ first: itemAt(first, overlap.first), second: itemAt(second, overlap.second) }),
  );
  const passages: Passage[] = [
    ...both,
    ...openIn(first, second).map((annotation) => ({ first: annotation, second: null })),
    ...openIn(second, first).map((annotation) => ({ first: null, second: annotation })),
  ];
  const startOf = ({ first: a, second: b }: Passage) => Math.min(a?.start ?? Infinity, b?.start ?? Infinity);
  return passages.sort((a, b) => startOf(a) - startOf(b));
}

/** Those with a character that none of the others covers. */
function openIn(own: readonly Annotation[], others: readonly Annotation[]): readonly Annotation[] {
  const covered = new Float64Array(own.length);
  for (const { first, shared } of findOverlaps(own, mergeOverlaps(others)))
    covered[first] = (covered[first] ?? 0) + shared;
  return own.filter(({ start, end }, place) => itemAt(covered, place) < end - start);
}
