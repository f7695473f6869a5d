import { makeTally, type Tally } from '../tally.ts';
import type { GroupTally } from './group-tally.ts';

const blocks = {
  documents: 0,
  units: 0,
  total: 0,
  lengths: 1,
  /** Of all tags together. */
  gapPairs: 0,
  /** Pairs of characters that carry different tags. */
  otherTags: 0,
  /** l_c. for each tag: the row of its pairs, summed. */
  shared: 1,
  /** Of all tags together. */
  squares: 0,
  /** Of all tags together. */
  pairableSquares: 0,
} as const;

/**
 * What values over all tags of a group need of its sums: a few numbers a tag, where the table of pairs has one for
 * every two tags. It is additive like that, so a bootstrap adds these, and they are what is kept and sent.
 */
export type GroupMargins = Tally<typeof blocks, string>;

const areMargins = (tally: GroupTally | GroupMargins): tally is GroupMargins => 'shared' in tally.blocks;

export function marginsOf(tally: GroupTally | GroupMargins): GroupMargins {
  if (areMargins(tally)) return tally;
  const margins = makeTally(tally.scheme, blocks, tally.coders);
  const put = (block: keyof typeof blocks, value: number) => {
    margins.block(block)[0] = value;
  };
  const pairs = tally.block('tagPairs');
  const width = tally.scheme.labels.length;
  const shared = margins.block('shared');
  let otherTags = 0;
  for (let at = 0; at < pairs.length; at++) {
    const pair = pairs[at] ?? 0;
    const row = Math.floor(at / width);
    shared[row] = (shared[row] ?? 0) + pair;
    if (at % (width + 1) !== 0) otherTags += pair;
  }
  margins.block('lengths').set(tally.block('lengths'));
  put('documents', tally.number('documents'));
  put('units', tally.number('units'));
  put('total', tally.number('total'));
  put('gapPairs', sumOf(tally.block('gapPairs')));
  put('otherTags', otherTags);
  put('squares', sumOf(tally.block('squares')));
  put('pairableSquares', sumOf(tally.block('pairableSquares')));
  return margins;
}

const sumOf = (sums: Float64Array) => sums.reduce((sum, each) => sum + each, 0);
