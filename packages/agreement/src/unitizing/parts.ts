import { InputError, requireWhole } from '../check.ts';
import type { CodedDocument } from '../document/document.ts';
import type { Span } from '../document/span.ts';

/**
 * The offsets at which a document is cut into one part per paragraph: the start of every paragraph but the
 * first. Text before the first paragraph belongs to it, text after a paragraph to the paragraph before, so the
 * parts cover the document. Throws {@link InputError} for paragraphs that are out of order or outside the text.
 */
export function cutsBetween(paragraphs: readonly Span[], length: number): readonly number[] {
  return checkCuts(
    paragraphs.slice(1).map((paragraph) => paragraph.start),
    length,
  );
}

/** Refuses cuts that are not ascending offsets inside the document. */
export function checkCuts(cuts: readonly number[], length: number): readonly number[] {
  let previous = 0;
  for (const cut of cuts) {
    requireWhole(cut, 'The start of a part', 1, Math.max(length - 1, 1));
    if (cut <= previous) throw new InputError(`The part that starts at ${cut} is out of order`);
    previous = cut;
  }
  return cuts;
}

/** Whether a document counts: agreement needs two finished layers and some text. */
export function countsAsReliabilityData(document: CodedDocument): boolean {
  return document.layers.length >= 2 && document.length > 0;
}
