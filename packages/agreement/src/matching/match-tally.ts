import { show } from '../check.ts';
import { byTag, type CodedDocument } from '../document/document.ts';
import { lengthOf, mergeOverlaps } from '../document/merge.ts';
import type { Span } from '../document/span.ts';
import { itemAt } from '../item.ts';
import { makeTally, type Scheme, type Tally } from '../tally.ts';
import { countMatches, matchModes } from './credit.ts';
import { layersOf } from './layers.ts';
import { findOverlaps, sharedLength } from './overlaps.ts';

const blocks = {
  documents: 0,
  /** Annotations of the first and of the second coder. */
  first: 0,
  second: 0,
  /** Per mode of matching. */
  correct: 1,
  partial: 1,
  incorrect: 1,
  missing: 1,
  spurious: 1,
  /** Annotations that overlap any of the other coder's: with the same tag, with any. */
  firstOverlappingTyped: 0,
  secondOverlappingTyped: 0,
  firstOverlapping: 0,
  secondOverlapping: 0,
  /** Characters, each counted once per tag that it carries. */
  firstTyped: 0,
  secondTyped: 0,
  bothTyped: 0,
  /** Characters, each counted once. */
  firstCharacters: 0,
  secondCharacters: 0,
  bothCharacters: 0,
} as const;

/** The additive sums behind precision, recall and F1 of a pair of coders; the labels are the modes. */
export type MatchTally = Tally<typeof blocks, string>;

/**
 * Matches the annotations of two coders in one document. A document that one of them did not finish adds
 * nothing. Neither is "gold": exchanging them exchanges precision and recall.
 */
export function tallyMatches(document: CodedDocument, firstCoder: string, secondCoder: string): MatchTally {
  const layers = layersOf(document, firstCoder, secondCoder);
  const coders = layers === undefined ? [] : [firstCoder, secondCoder];
  const tally = makeTally(matchScheme(firstCoder, secondCoder), blocks, coders);
  if (layers === undefined) return tally;
  const { first, second } = layers;
  const set = (name: keyof typeof blocks, value: number) => {
    tally.block(name)[0] = value;
  };
  const overlaps = findOverlaps(first, second);
  matchModes.forEach((mode, place) => {
    const counts = countMatches(mode, first, second, overlaps);
    for (const name of ['correct', 'partial', 'incorrect', 'missing', 'spurious'] as const) {
      tally.block(name)[place] = counts[name];
    }
  });
  const typed = overlaps.filter((pair) => first[pair.first]?.tag === second[pair.second]?.tag);
  set('documents', 1);
  set('first', first.length);
  set('second', second.length);
  set('firstOverlappingTyped', new Set(typed.map((pair) => pair.first)).size);
  set('secondOverlappingTyped', new Set(typed.map((pair) => pair.second)).size);
  set('firstOverlapping', new Set(overlaps.map((pair) => pair.first)).size);
  set('secondOverlapping', new Set(overlaps.map((pair) => pair.second)).size);
  const [firstByTag, secondByTag] = [byTag(first), byTag(second)];
  const sums = [0, 0, 0];
  for (const tag of new Set([...firstByTag.keys(), ...secondByTag.keys()])) {
    shared(firstByTag.get(tag) ?? [], secondByTag.get(tag) ?? []).forEach((size, i) => {
      sums[i] = itemAt(sums, i) + size;
    });
  }
  const all = shared(first, second);
  set('firstTyped', itemAt(sums, 0));
  set('secondTyped', itemAt(sums, 1));
  set('bothTyped', itemAt(sums, 2));
  set('firstCharacters', all[0]);
  set('secondCharacters', all[1]);
  set('bothCharacters', all[2]);
  return tally;
}

/** Characters covered by the first list, by the second, and by both. */
function shared(first: readonly Span[], second: readonly Span[]): [number, number, number] {
  const [a, b] = [mergeOverlaps(first), mergeOverlaps(second)];
  return [lengthOf(a), lengthOf(b), sharedLength(a, b)];
}

function matchScheme(first: string, second: string): Scheme<string> {
  return {
    kind: 'matches',
    labels: matchModes,
    declared: true,
    compare: () => 0,
    settings: `first ${show(first)}, second ${show(second)}`,
  };
}
