import { expect, test } from 'vitest';
import { findFaults, type Step } from './history.ts';

const made: Step = { opId: 'a', rowId: 'row', seq: 1, before: null, after: 1 };
const edited: Step = { opId: 'b', rowId: 'row', seq: 2, before: 1, after: 2 };
const sent = {
  acknowledged: new Map([
    ['a', { from: 0, to: 2 }],
    ['b', { from: 1, to: 3 }],
  ]),
  refused: new Set(['c']),
};

test('a history in which each change builds on the one before it is right', () => {
  expect(findFaults([made, edited], sent)).toEqual([]);
});

test.each<[string, Step[], string]>([
  ['a lost operation', [made], 'operation b was acknowledged, and is lost'],
  [
    'a doubled one',
    [made, edited, { ...edited, seq: 3, before: 2, after: 3 }],
    'operation b stands in the history twice',
  ],
  [
    'a refused one',
    [made, edited, { ...edited, opId: 'c', seq: 3, before: 2, after: 3 }],
    'operation c was refused, and stands in the history',
  ],
  [
    'one that nobody sent',
    [made, edited, { ...edited, opId: 'd', seq: 3, before: 2, after: 3 }],
    'operation d was never acknowledged',
  ],
  [
    'a lost update',
    [made, edited, { ...edited, opId: 'd', seq: 3, before: 1, after: 2 }],
    'row row: a change builds on 1, and 2 was there',
  ],
  ['a skipped version', [made, { ...edited, after: 3 }], 'row row: version 3 follows 1'],
  ['changes out of order', [{ ...made, seq: 3 }, edited], 'change 2 was told after 3'],
])('it finds %s', (_what, steps, fault) => {
  expect(findFaults(steps, sent)).toContain(fault);
});

test('it finds what was carried out over something that its sender had not seen', () => {
  const given = new Map<string, { from: number; to: number; version?: number }>(sent.acknowledged);
  given.set('b', { from: 1, to: 3, version: 2 });
  expect(findFaults([made, edited], { ...sent, acknowledged: given })).toEqual([
    'operation b was given for 2, and changed 1',
  ]);
});

test('it finds what was carried out before something that had been answered already', () => {
  const late = new Map([
    ['a', { from: 4, to: 5 }],
    ['b', { from: 1, to: 3 }],
  ]);
  const other = { ...made, opId: 'b', rowId: 'another', seq: 2 };
  expect(findFaults([made, other], { ...sent, acknowledged: late })).toEqual([
    'operation b stands behind one that was sent after its answer',
  ]);
});
