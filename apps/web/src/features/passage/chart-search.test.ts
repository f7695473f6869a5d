import { expect, it } from 'vitest';
import { idOf } from '../../testing/study.ts';
import { chartSearchOf } from './chart-search.ts';
import type { PassageSearch } from './passage-search.ts';

const tags = [idOf(3, 1)];
const where = [['date', 'range', '2014', '']];

it.each<[PassageSearch, object | null]>([
  [{}, { chart: 'time', unfinished: true }],
  [
    { tags, where, sort: 'made', group: 'year' },
    { chart: 'time', tags, where, below: true, unfinished: true },
  ],
  [
    { tags, only: true, work: 'finished' },
    { chart: 'time', tags },
  ],
  [
    { layer: 'first-pass', work: 'independent', roundIds: [idOf(5, 1)] },
    { chart: 'time', layers: 'first-pass', independent: true, round: idOf(5, 1) },
  ],
  [
    { layer: 'final', set: idOf(8, 1) },
    { chart: 'time', layers: 'final', set: idOf(8, 1) },
  ],
  [{ list: 'memos' }, null],
  [{ tags, certainty: ['1'] }, null],
  [{ roundIds: [idOf(5, 1), idOf(5, 2)] }, null],
])('of %j', (search, expected) => {
  const found = chartSearchOf(search);
  expect(found === null ? null : JSON.parse(JSON.stringify(found))).toEqual(expected);
});
