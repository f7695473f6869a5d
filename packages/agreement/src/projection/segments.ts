import { InputError, requireList, requireWhole } from '../check.ts';
import { type Category, type Coding, readCoding, readTagSets, type TagSet } from '../coding/coding.ts';
import { byTag, type CodedDocument } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import type { Span } from '../document/span.ts';
import { itemAt } from '../item.ts';
import { findOverlaps } from '../matching/overlaps.ts';
import { add } from '../tally.ts';

/** When a tag applies to a segment: any of its characters carries it, or at least half of them. */
export type ProjectionRule = 'any' | 'majority';

/** A rule in words, to be printed beside every figure made with it. */
export const projectionRules: Readonly<Record<ProjectionRule, string>> = {
  any: 'A tag applies to a segment if at least one of its characters carries it.',
  majority: 'A tag applies to a segment if at least half of its characters carry it.',
};

/**
 * The tags that each coder gave to each segment (sentence, paragraph): rows coders, columns segments. Text
 * outside the segments does not enter. Throws {@link InputError} for a segment that is empty or outside the
 * document. Documents are added after `tallyCoding`.
 */
export function projectToSets(
  document: CodedDocument,
  segments: readonly Span[],
  rule: ProjectionRule = 'any',
): Coding<TagSet> {
  return readTagSets({
    coders: document.layers.map((layer) => layer.coder),
    values: setsOf(document, segments, rule),
  });
}

/** Whether each coder gave one tag to each segment: true or false. */
export function projectTag(
  document: CodedDocument,
  segments: readonly Span[],
  tag: string,
  rule: ProjectionRule = 'any',
): Coding<Category> {
  return readCoding({
    coders: document.layers.map((layer) => layer.coder),
    categories: [true, false],
    values: setsOf(document, segments, rule, tag).map((sets) => sets.map((tags) => tags.length > 0)),
  });
}

/** The tags of every segment, or of them one only. */
function setsOf(
  document: CodedDocument,
  segments: readonly Span[],
  rule: ProjectionRule,
  only?: string,
): readonly (readonly TagSet[])[] {
  requireList(segments, 'The segments');
  for (const { start, end } of segments) {
    requireWhole(start, 'The start of a segment', 0);
    requireWhole(end, 'The end of a segment', 0, document.length);
    if (start >= end) throw new InputError(`The segment [${start}, ${end}) is empty`);
  }
  const ordered = segments.map((span, place) => ({ ...span, place })).sort((a, b) => a.start - b.start);
  return document.layers.map(({ annotations }) => {
    const sets = segments.map((): string[] => []);
    for (const [tag, spans] of byTag(annotations)) {
      if (only !== undefined && tag !== only) continue;
      const covered = new Float64Array(segments.length);
      for (const { first, shared } of findOverlaps(ordered, mergeOverlaps(spans)))
        add(covered, first, shared);
      ordered.forEach(({ start, end, place }, i) => {
        const needed = rule === 'any' ? 1 : (end - start) / 2;
        if (itemAt(covered, i) >= needed) sets[place]?.push(tag);
      });
    }
    return sets;
  });
}
