import { requireNames } from '../check.ts';
import { type Annotation, byTag, type CodedDocument } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import { compareText } from '../order.ts';
import { add, makeTally, sumTallies, type Tally } from '../tally.ts';
import { laneOf } from './lane.ts';
import { checkCuts, countsAsReliabilityData } from './parts.ts';
import { sweep } from './sweep.ts';

const blocks = {
  documents: 0,
  /** Coders times characters; the same for every tag. */
  total: 0,
  /** Per tag its units over all coders, after merging. */
  units: 1,
  /** Per tag its characters over all coders. */
  lengths: 1,
  /** Per tag its characters against gaps of the other coders, their mean taken. */
  gapPairs: 1,
  /** Per tag the squared lengths of its units. */
  squares: 1,
} as const;

/** The additive sums behind u-alpha of each tag against everything else. Tags may overlap. */
export type TagTally = Tally<typeof blocks, string>;

/**
 * Counts one document, each tag for itself against all other text, so that tags may overlap. Overlapping
 * annotations of one coder and tag are merged; touching ones stay separate units. A document with fewer than
 * two layers adds nothing. Tags that nobody used may be among `tags`.
 */
export function tallyTags(document: CodedDocument, tags: readonly string[]): TagTally {
  return sumTallies(tallyTagParts(document, tags, []));
}

/**
 * The same for each part of a document, cut at the given offsets; the parts add up to the whole document (a
 * unit across a cut is divided as in `tallyGroupParts`).
 */
export function tallyTagParts(
  document: CodedDocument,
  tags: readonly string[],
  cuts: readonly number[],
): readonly TagTally[] {
  checkCuts(cuts, document.length);
  const labels = requireNames(tags, 'The tags').toSorted(compareText);
  const scheme = { kind: 'tags', labels, declared: false, compare: compareText, settings: '' };
  const counted = countsAsReliabilityData(document);
  const coders = counted ? document.layers.map((layer) => layer.coder) : [];
  const tallies = [0, ...cuts].map(() => makeTally(scheme, blocks, coders));
  if (!counted) return tallies;
  const tagged = document.layers.map((layer) => byTag(layer.annotations));
  labels.forEach((tag, place) => {
    const units = tagged.map((layer) => mergeOverlaps(layer.get(tag) ?? []));
    if (units.some((list) => list.length > 0)) countTag(document.length, place, units, cuts, tallies);
  });
  tallies.forEach((tally, part) => {
    const size = (cuts[part] ?? document.length) - (cuts[part - 1] ?? 0);
    tally.block('total')[0] = size * coders.length;
    tally.block('documents')[0] = part === 0 ? 1 : 0;
  });
  return tallies;
}

function countTag(
  length: number,
  place: number,
  units: readonly (readonly Annotation[])[],
  cuts: readonly number[],
  tallies: readonly TagTally[],
): void {
  const lanes = units.map((list) => laneOf(list, () => 0));
  const sums = tallies.map((tally) => ({
    lengths: tally.block('lengths'),
    gapPairs: tally.block('gapPairs'),
    squares: tally.block('squares'),
  }));
  sweep(length, lanes, cuts, (stretch, part, here) => {
    const sum = sums[part];
    let marked = 0;
    for (let i = 0; i < lanes.length; i++) {
      const unit = here[i] ?? -1;
      const lane = lanes[i];
      if (unit < 0 || lane === undefined || sum === undefined) continue;
      marked++;
      add(sum.squares, place, stretch * ((lane.ends[unit] ?? 0) - (lane.starts[unit] ?? 0)));
    }
    if (marked === 0 || sum === undefined) return;
    add(sum.lengths, place, stretch * marked);
    add(sum.gapPairs, place, stretch * marked * (lanes.length - marked));
  });
  for (const { gapPairs } of sums) gapPairs[place] = (gapPairs[place] ?? 0) / (lanes.length - 1);
  const first = tallies[0]?.block('units');
  if (first !== undefined) first[place] = lanes.reduce((sum, lane) => sum + lane.count, 0);
}
