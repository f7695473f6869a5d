import { searchNames } from '@koersvast/core/search-names';
import { parseQuery } from '@koersvast/search';
import { expect, it } from 'vitest';
import { aProject, aTag, idOf } from '../../testing/study.ts';
import { chartSearchOf } from './chart-search.ts';

const tags = [
  aTag(1, { name: 'pressure', names: { nl: 'druk' } }),
  aTag(2, { name: 'sanctions', parentId: idOf(3, 1) }),
  aTag(3, { name: 'force', mergedIntoId: idOf(3, 1) }),
];
const usual = aProject('owner');
const detail = { ...usual, tags };
const [first] = detail.members;
const asked = (query: string, piece: 'hit' | 'sentence' = 'hit') => {
  const parsed = parseQuery(query, { fields: searchNames(detail.project.documentFields) });
  return parsed.ok ? chartSearchOf(parsed.query, piece, detail) : parsed.error;
};
const chart = { chart: 'time' };
const pressure = { ...chart, tags: [idOf(3, 1)], below: true, unfinished: true };

it.each([
  ['tag:pressure', pressure],
  ['tag:druk', pressure],
  ['tag:force', pressure],
  ['tag:=pressure', { ...chart, tags: [idOf(3, 1)], unfinished: true }],
  ['tag:pressure OR tag:sanctions', { ...pressure, tags: [idOf(3, 1), idOf(3, 2)] }],
  ['[tag:pressure layer:final]', { ...chart, tags: [idOf(3, 1)], below: true, layers: 'final' }],
  ['[tag:pressure layer:current]', pressure],
  [`coder:"${first?.name}"`, { ...chart, coders: [first?.id], unfinished: true }],
  [
    'tag:pressure datum:>=2014 author:"Minister van BZ" title:="A letter"',
    {
      ...pressure,
      where: [
        ['date', 'range', '2014', ''],
        ['author', 'contains', 'Minister van BZ'],
        ['title', 'one_of', 'A letter'],
      ],
    },
  ],
  [
    'tag:pressure date:"4 februari 2021"',
    { ...pressure, where: [['date', 'range', '2021-02-04', '2021-02-04']] },
  ],
  ['tag:pressure date:2014..2016', { ...pressure, where: [['date', 'range', '2014', '2016']] }],
])('%s is what a chart can count', (query, expected) => {
  expect(asked(query)).toEqual(expected);
});

it.each([
  'sanctions',
  'tag:pressure sanctions',
  'tag:pressure CONTAINS oek*',
  'tag:pressure tag:sanctions',
  'tag:pressure OR sanctions',
  'tag:pressure OR tag:=sanctions',
  '[tag:pressure certainty:1]',
  '[tag:pressure tag:sanctions]',
  'NOT tag:pressure',
  'tag:nobody',
  'tag:pressure date:>2014',
  'tag:pressure date:soon',
  'tag:pressure NOT date:2014',
  'tag:pressure set:Russia',
  'date:2014',
])('%s is something else', (query) => {
  expect(asked(query)).toBeNull();
});

it('is something else where whole sentences are counted', () => {
  expect(asked('tag:pressure', 'sentence')).toBeNull();
});
