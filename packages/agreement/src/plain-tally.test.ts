import { expect, test } from 'vitest';
import { readDocument } from './document/document.ts';
import { tallyMatches } from './matching/match-tally.ts';
import { plainTally, sumTallies, tallyOf } from './tally.ts';
import { tagAlpha } from './unitizing/per-tag.ts';
import { tallyTags } from './unitizing/tag-tally.ts';

const coded = readDocument({
  length: 20,
  layers: [
    { coder: 'a', annotations: [{ start: 0, end: 5, tag: 'x' }] },
    { coder: 'b', annotations: [{ start: 2, end: 9, tag: 'x' }] },
  ],
});

test('a plain tally goes from process to process, and is the same tally afterwards', () => {
  const tally = tallyTags(coded, ['x', 'y']);
  const back = tallyOf(structuredClone(plainTally(tally)));
  expect(tagAlpha(back, 'x')).toEqual(tagAlpha(tally, 'x'));
  expect(sumTallies([back, tally]).number('documents')).toBe(2);
});

test('of declared labels, whose order means something, none is made', () => {
  expect(() => plainTally(tallyMatches(coded, 'a', 'b') as never)).toThrow('declared');
});
