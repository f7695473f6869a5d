import { show } from '../check.ts';
import type { Annotation, CodedDocument } from '../document/document.ts';
import { lengthOf, mergeOverlaps } from '../document/merge.ts';
import { keptFor } from '../item.ts';
import { compareText } from '../order.ts';
import { add, makeTally, type Tally } from '../tally.ts';
import { layersOf } from './layers.ts';
import { findOverlaps, sharedLength } from './overlaps.ts';
import { matchByWeight } from './weighted-matching.ts';

const blocks = {
  documents: 0,
  /** What both marked: row the first coder's tag, column the second's. */
  both: 2,
  /** What only the first, and only the second coder marked, by tag. */
  onlyFirst: 1,
  onlySecond: 1,
  /** What neither marked (characters only). */
  neither: 0,
} as const;

/** How the tags of two coders fall together, in spans or in characters. Additive over documents. */
export type Confusion = Tally<typeof blocks, string>;

/** A pair of annotations, or one that found no partner: what stands behind a cell of the matrix. */
export interface Passage {
  readonly first: Annotation | null;
  readonly second: Annotation | null;
}

/**
 * The annotations of two coders paired one to one so that the pairs share the most characters; among equals
 * the most pairs with the same tag, then the earliest ones. Sorted by place in the text. Empty if one of the
 * coders did not finish the document.
 */
export function pairPassages(
  document: CodedDocument,
  firstCoder: string,
  secondCoder: string,
): readonly Passage[] {
  const layers = layersOf(document, firstCoder, secondCoder);
  if (layers === undefined) return [];
  const { first, second } = layers;
  // Whole numbers small enough to be exact: a same tag outweighs every sum of places.
  const places = first.length + second.length;
  const sameTag = places ** 2;
  const edges = findOverlaps(first, second).map(({ first: row, second: column, shared }) => ({
    row,
    column,
    weight: shared,
    tieBreak: (first[row]?.tag === second[column]?.tag ? sameTag : 0) + places - row - column,
  }));
  const pairs = matchByWeight(first.length, second.length, edges);
  const partners = new Map(pairs.map((pair) => [pair.row, pair.column]));
  const taken = new Set(partners.values());
  const passages: Passage[] = first.map((annotation, row) => ({
    first: annotation,
    second: second[partners.get(row) ?? -1] ?? null,
  }));
  second.forEach((annotation, column) => {
    if (!taken.has(column)) passages.push({ first: null, second: annotation });
  });
  const startOf = ({ first: a, second: b }: Passage) => Math.min(a?.start ?? Infinity, b?.start ?? Infinity);
  return passages.sort((a, b) => startOf(a) - startOf(b));
}

/** Confusion matrix in spans: each annotation counts once, in its pair or as marked by one coder only. */
export function spanConfusion(document: CodedDocument, firstCoder: string, secondCoder: string): Confusion {
  const confusion = emptyConfusion(document, firstCoder, secondCoder, 'spans');
  const places = new Map(confusion.scheme.labels.map((tag, place) => [tag, place]));
  const width = confusion.scheme.labels.length;
  for (const { first, second } of pairPassages(document, firstCoder, secondCoder)) {
    const row = first && keptFor(places, first.tag);
    const column = second && keptFor(places, second.tag);
    if (row !== null && column !== null) add(confusion.block('both'), row * width + column, 1);
    else if (row !== null) add(confusion.block('onlyFirst'), row, 1);
    else if (column !== null) add(confusion.block('onlySecond'), column, 1);
  }
  return confusion;
}

/**
 * Confusion matrix in characters: every character counts for each pair of a tag of the first and a tag of the
 * second coder that it carries. If no coder lets tags overlap, the cells sum to the length of the text.
 */
export function characterConfusion(
  document: CodedDocument,
  firstCoder: string,
  secondCoder: string,
): Confusion {
  const confusion = emptyConfusion(document, firstCoder, secondCoder, 'characters');
  const layers = layersOf(document, firstCoder, secondCoder);
  if (layers === undefined) return confusion;
  const tags = confusion.scheme.labels;
  const covers = (annotations: readonly Annotation[]) =>
    tags.map((tag) => mergeOverlaps(annotations.filter((annotation) => annotation.tag === tag)));
  const [first, second] = [covers(layers.first), covers(layers.second)];
  const [anyFirst, anySecond] = [mergeOverlaps(layers.first), mergeOverlaps(layers.second)];
  first.forEach((spans, row) => {
    add(confusion.block('onlyFirst'), row, lengthOf(spans) - sharedLength(spans, anySecond));
    second.forEach((others, column) => {
      add(confusion.block('both'), row * tags.length + column, sharedLength(spans, others));
    });
  });
  second.forEach((spans, column) => {
    add(confusion.block('onlySecond'), column, lengthOf(spans) - sharedLength(spans, anyFirst));
  });
  const marked = lengthOf(anyFirst) + lengthOf(anySecond) - sharedLength(anyFirst, anySecond);
  add(confusion.block('neither'), 0, document.length - marked);
  return confusion;
}

function emptyConfusion(
  document: CodedDocument,
  firstCoder: string,
  secondCoder: string,
  unit: string,
): Confusion {
  const layers = layersOf(document, firstCoder, secondCoder);
  const tags = new Set([...(layers?.first ?? []), ...(layers?.second ?? [])].map(({ tag }) => tag));
  const scheme = {
    kind: `confusion in ${unit}`,
    labels: [...tags].sort(compareText),
    declared: false,
    compare: compareText,
    settings: `rows ${show(firstCoder)}, columns ${show(secondCoder)}`,
  };
  const confusion = makeTally(scheme, blocks, layers === undefined ? [] : [firstCoder, secondCoder]);
  confusion.block('documents')[0] = layers === undefined ? 0 : 1;
  return confusion;
}
