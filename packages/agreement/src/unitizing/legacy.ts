import type { CodedDocument } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import { itemAt } from '../item.ts';
import { type Agreement, chanceCorrected, incomparable } from '../result.ts';
import { countsAsReliabilityData } from './parts.ts';

/** Says what a figure of the older form is for, so that no screen can show it without. */
export const legacyLabel = 'Legacy: alpha-U of 1995/2004, for comparison with older programs only';

export type LegacyAlpha = Agreement & { readonly label: typeof legacyLabel };

interface Section {
  readonly start: number;
  readonly end: number;
  readonly marked: boolean;
}

/**
 * Krippendorff's earlier alpha-U (1995; 2004, pages 251 to 256) of one tag in one document: disagreement is the
 * squared distance of boundaries. Overlapping annotations of one coder and tag are merged. Undefined: fewer
 * than two coders; nobody used the tag; nothing but the tag is possible. Not additive over documents.
 */
export function legacyTagAlpha(document: CodedDocument, tag: string): LegacyAlpha {
  return legacyAlpha(document, [tag]);
}

/** The earlier alpha-U over several tags: 1 - (sum of observed) / (sum of expected disagreements). */
export function legacyAlpha(document: CodedDocument, tags: readonly string[]): LegacyAlpha {
  const coders = document.layers.length;
  const basis = { coders, documents: 1, units: 0 };
  if (!countsAsReliabilityData(document)) {
    const code = coders < 2 ? 'fewer-than-two-coders' : 'nothing-pairable';
    return { ...incomparable(code, { ...basis, documents: 0 }), label: legacyLabel };
  }
  let observed = 0;
  let expected = 0;
  for (const tag of tags) {
    const rows = sectionsOf(document, tag);
    basis.units += rows.flat().filter((section) => section.marked).length;
    observed += observedDisagreement(rows, document.length);
    expected += expectedDisagreement(rows, document.length);
  }
  const whenNone = basis.units === 0 ? 'nothing-marked' : 'no-variation';
  return { ...chanceCorrected(observed, expected, basis, whenNone), label: legacyLabel };
}

/** Per coder the text divided into units of the tag and gaps; touching units have no gap between them. */
function sectionsOf(document: CodedDocument, tag: string): readonly (readonly Section[])[] {
  return document.layers.map(({ annotations }) => {
    const sections: Section[] = [];
    let from = 0;
    for (const { start, end } of mergeOverlaps(annotations.filter((annotation) => annotation.tag === tag))) {
      if (start > from) sections.push({ start: from, end: start, marked: false });
      sections.push({ start, end, marked: true });
      from = end;
    }
    if (from < document.length) sections.push({ start: from, end: document.length, marked: false });
    return sections;
  });
}

function observedDisagreement(rows: readonly (readonly Section[])[], length: number): number {
  const m = rows.length;
  let sum = 0;
  for (const [i, first] of rows.entries()) {
    for (const second of rows.slice(i + 1)) sum += 2 * betweenCoders(first, second);
  }
  return sum / (m * (m - 1) * length ** 2);
}

/** The differences of all sections of two coders that share text; others differ by 0. */
function betweenCoders(first: readonly Section[], second: readonly Section[]): number {
  let sum = 0;
  let j = 0;
  for (const section of first) {
    while ((second[j]?.end ?? Number.POSITIVE_INFINITY) <= section.start) j++;
    for (let k = j; (second[k]?.start ?? section.end) < section.end; k++) {
      const other = second[k];
      if (other !== undefined) sum += difference(section, other);
    }
  }
  return sum;
}

function difference(a: Section, b: Section): number {
  if (a.marked && b.marked) return (a.start - b.start) ** 2 + (a.end - b.end) ** 2;
  if (a.marked && b.start <= a.start && a.end <= b.end) return (a.end - a.start) ** 2;
  if (b.marked && a.start <= b.start && b.end <= a.end) return (b.end - b.start) ** 2;
  return 0;
}

/**
 * The same disagreement over all places that the units could have taken. For every unit of length l: the mean
 * over the other units' placements, (2 l^3 - 3 l^2 + l) / 3, and l^2 for each place within a gap that has room.
 */
function expectedDisagreement(rows: readonly (readonly Section[])[], length: number): number {
  const sizes = (marked: boolean) =>
    rows.flatMap((row) =>
      row.filter((section) => section.marked === marked).map(({ start, end }) => end - start),
    );
  const units = sizes(true);
  const places = placesIn(sizes(false));
  let sum = 0;
  let forbidden = 0;
  for (const l of units) {
    sum += ((units.length - 1) / 3) * (2 * l ** 3 - 3 * l ** 2 + l) + l ** 2 * places(l);
    forbidden += l * (l - 1);
  }
  const all = rows.length * length;
  return ((2 / length) * sum) / (all * (all - 1) - forbidden);
}

/** Counts the places that a unit of length l can take within the gaps: the sum of (gap - l + 1) where it fits. */
function placesIn(gaps: readonly number[]): (l: number) => number {
  const falling = gaps.toSorted((a, b) => b - a);
  const sums = [0];
  for (const gap of falling) sums.push((sums.at(-1) ?? 0) + gap);
  return (l) => {
    let low = 0;
    let high = falling.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (itemAt(falling, middle) >= l) low = middle + 1;
      else high = middle;
    }
    return itemAt(sums, low) - low * (l - 1);
  };
}
