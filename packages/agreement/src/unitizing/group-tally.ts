import { requireNames } from '../check.ts';
import type { CodedDocument } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import { keptFor } from '../item.ts';
import { compareText } from '../order.ts';
import { type Undefined, undefinedFor } from '../result.ts';
import { add, makeTally, sumTallies, type Tally } from '../tally.ts';
import { findOffences, type Lane, laneOf, type Offence } from './lane.ts';
import { checkCuts, countsAsReliabilityData } from './parts.ts';
import { sweep } from './sweep.ts';

const blocks = {
  documents: 0,
  /** Units of all coders, after merging. */
  units: 0,
  /** l..: coders times characters. */
  total: 0,
  /** l_k: characters in units of tag k, over all coders. */
  lengths: 1,
  /** l_fk: characters of tag k against gaps of the other coders, their mean taken. */
  gapPairs: 1,
  /** l_ck for two tags: characters of tag c against tag k, the mean over the other coders taken. */
  tagPairs: 2,
  /** K_k: squared lengths of the units of tag k. */
  squares: 1,
  /** K*_k: squared pairable lengths of the units of tag k. */
  pairableSquares: 1,
} as const;

/** The additive sums behind the 2016 family of unitizing alphas, for tags that exclude each other. */
export type GroupTally = Tally<typeof blocks, string>;

/** Why a group of tags cannot be measured, with every pair of annotations that stands in the way. */
export interface Refusal extends Undefined {
  readonly code: 'tags-overlap';
  readonly offences: readonly Offence[];
}

/** Tells a refusal from what was asked for. */
export function isRefusal(answer: object): answer is Refusal {
  return 'offences' in answer;
}

/**
 * Counts one document for a group of tags that exclude each other; annotations with other tags are ignored.
 * Overlapping annotations of one coder and tag are merged. If a coder let two tags of the group overlap, the
 * answer is a refusal that lists the offending annotations, because any choice between them would be a hidden
 * rule. A document with fewer than two layers adds nothing.
 */
export function tallyGroup(document: CodedDocument, tags: readonly string[]): GroupTally | Refusal {
  const parts = tallyGroupParts(document, tags, []);
  return isRefusal(parts) ? parts : sumTallies(parts);
}

/**
 * The same for each part of a document, cut at the given offsets; the parts add up to the whole document. A
 * unit that crosses a cut enters each part with the share that lies there: its squared length is divided as
 * (length in the part) times (length of the unit).
 */
export function tallyGroupParts(
  document: CodedDocument,
  tags: readonly string[],
  cuts: readonly number[],
): readonly GroupTally[] | Refusal {
  checkCuts(cuts, document.length);
  const labels = requireNames(tags, 'The tags').toSorted(compareText);
  const scheme = { kind: 'exclusive tags', labels, declared: false, compare: compareText, settings: '' };
  const counted = countsAsReliabilityData(document);
  const coders = counted ? document.layers.map((layer) => layer.coder) : [];
  const tallies = [0, ...cuts].map(() => makeTally(scheme, blocks, coders));
  if (!counted) return tallies;
  const places = new Map(labels.map((tag, place) => [tag, place]));
  const layers = document.layers.map(({ coder, annotations }) => ({
    coder,
    units: annotations.filter(({ tag }) => places.has(tag)),
  }));
  const offences = layers.flatMap(({ coder, units }) =>
    findOffences(units).map((pair) => ({ document: document.id, coder, ...pair })),
  );
  if (offences.length > 0) return { ...undefinedFor('tags-overlap'), code: 'tags-overlap', offences };
  const lanes = layers.map(({ units }) => laneOf(mergeOverlaps(units), (tag) => keptFor(places, tag)));
  count(document.length, lanes, cuts, tallies);
  return tallies;
}

function count(
  length: number,
  lanes: readonly Lane[],
  cuts: readonly number[],
  tallies: readonly GroupTally[],
): void {
  const others = lanes.length - 1;
  const pairable = pairableLengths(length, lanes);
  const sums = tallies.map((tally) => ({
    total: tally.block('total'),
    lengths: tally.block('lengths'),
    gapPairs: tally.block('gapPairs'),
    tagPairs: tally.block('tagPairs'),
    squares: tally.block('squares'),
    pairableSquares: tally.block('pairableSquares'),
    width: tally.scheme.labels.length,
  }));
  // The tags of the coders who marked the stretch.
  const marking = new Int32Array(lanes.length);
  sweep(length, lanes, cuts, (stretch, part, units) => {
    const sum = sums[part];
    if (sum === undefined) return;
    add(sum.total, 0, stretch * lanes.length);
    let marked = 0;
    for (let i = 0; i < lanes.length; i++) if ((units[i] ?? -1) >= 0) marked++;
    if (marked === 0) return;
    let place = 0;
    for (let i = 0; i < lanes.length; i++) {
      const unit = units[i] ?? -1;
      const lane = lanes[i];
      if (unit < 0 || lane === undefined) continue;
      const tag = lane.tags[unit] ?? 0;
      marking[place++] = tag;
      add(sum.lengths, tag, stretch);
      add(sum.gapPairs, tag, stretch * (lanes.length - marked));
      add(sum.squares, tag, stretch * ((lane.ends[unit] ?? 0) - (lane.starts[unit] ?? 0)));
      add(sum.pairableSquares, tag, stretch * (marked - 1) * (pairable[i]?.[unit] ?? 0));
    }
    for (let i = 0; i < marked; i++) {
      for (let j = 0; j < marked; j++) {
        if (i !== j) add(sum.tagPairs, (marking[i] ?? 0) * sum.width + (marking[j] ?? 0), stretch);
      }
    }
  });
  // Dividing whole sums once keeps them exact where the quotient is whole.
  for (const { gapPairs, tagPairs, pairableSquares } of sums) {
    divide(gapPairs, others);
    divide(tagPairs, others);
    divide(pairableSquares, others ** 2);
  }
  const [first] = tallies;
  if (first === undefined) return;
  first.block('documents')[0] = 1;
  first.block('units')[0] = lanes.reduce((sum, lane) => sum + lane.count, 0);
}

/** Per lane and unit: characters of the unit that other coders marked, counted once for each of them. */
function pairableLengths(length: number, lanes: readonly Lane[]): readonly Float64Array[] {
  const lengths = lanes.map((lane) => new Float64Array(lane.count));
  sweep(length, lanes, [], (stretch, _part, units) => {
    let marked = 0;
    for (let i = 0; i < lanes.length; i++) if ((units[i] ?? -1) >= 0) marked++;
    if (marked < 2) return;
    for (let i = 0; i < lanes.length; i++) {
      const unit = units[i] ?? -1;
      const sums = lengths[i];
      if (unit >= 0 && sums !== undefined) sums[unit] = (sums[unit] ?? 0) + stretch * (marked - 1);
    }
  });
  return lengths;
}

function divide(sums: Float64Array, by: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) / by;
}
