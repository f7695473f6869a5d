import { expect, test } from 'vitest';
import type { DocumentField } from './document-field.ts';
import { chosenBy, type FilteredDocument } from './document-filter.ts';
import { readRule, ruleOf, ruleRenamed } from './document-rule.ts';

const fields: readonly DocumentField[] = [
  { name: 'Soort', kind: 'choice', values: ['brief', 'nota'] },
  { name: 'Bladzijden', kind: 'number', values: [] },
  { name: 'Openbaar', kind: 'yes_no', values: [] },
];
const letter: FilteredDocument = {
  title: 'Koersvast richting Rusland',
  date: '2019-12-20',
  author: 'Stef Blok',
  addressee: null,
  dossier: '35 373',
  documentNumber: null,
  sourceUrl: null,
  language: 'nl',
  licence: null,
  fields: { Soort: 'brief', Bladzijden: '12.5', openbaar: 'ja', thema: 'Oost-Europa', tekst: 'één' },
};

test.each([
  [['title', 'contains', 'RUSLAND'], true],
  [['field.tekst', 'contains', 'een'], true],
  [['title', 'contains', 'China'], false],
  [['date', 'range', '2019', '2019'], true],
  [['date', 'range', '2019-12-21', ''], false],
  [['date', 'range', '', '20 december 2019'], true],
  [['date', 'range', '2020', ''], false],
  [['field.Bladzijden', 'range', '12', '13'], true],
  [['field.Bladzijden', 'range', '100', ''], false],
  [['field.Soort', 'one_of', 'nota', 'Brief'], true],
  [['field.Soort', 'one_of', 'nota'], false],
  [['field.Openbaar', 'one_of', 'yes'], true],
  [['field.Openbaar', 'one_of', 'no'], false],
  [['addressee', 'empty'], true],
  [['author', 'empty'], false],
  [['author', 'filled'], true],
  [['field.Nergens', 'filled'], false],
  [['field.Nergens', 'empty'], true],
  [['author', 'range', 'R', 'T'], true],
  [['field.Thema', 'contains', 'europa'], true],
] as const)('%j chooses: %s', (condition, chosen) => {
  const conditions = readRule([[...condition]]) ?? [];
  expect(conditions).toHaveLength(1);
  expect(chosenBy(conditions, fields)(letter)).toBe(chosen);
  expect(ruleOf(conditions)).toEqual([condition]);
});

test('a month and a year are in a range where any of their days is', () => {
  const within = (date: string, from: string, to: string) =>
    chosenBy([{ column: 'date', test: 'range', values: [from, to] }], [])({ ...letter, date });
  expect(within('2019', '2019-06-01', '2019-07-01')).toBe(true);
  expect(within('2019-05', '2019-06-01', '')).toBe(false);
  expect(within('2019-06', '', '2019-06-15')).toBe(true);
});

test('all conditions hold together, and none chooses all', () => {
  const one = { column: 'author', test: 'contains', values: ['blok'] } as const;
  const other = { column: 'addressee', test: 'filled', values: [] } as const;
  expect(chosenBy([one], fields)(letter)).toBe(true);
  expect(chosenBy([one, other], fields)(letter)).toBe(false);
  expect(chosenBy([], fields)(letter)).toBe(true);
});

test.each([
  [['nowhere', 'empty']],
  [['__proto__', 'empty']],
  [['field.', 'empty']],
  [['title', 'like', 'x']],
  [['title', 'contains']],
  [['date', 'range', '2019']],
  [['author', 'filled', 'x']],
])('%j is no rule', (condition) => {
  expect(readRule([condition])).toBe(null);
});

test('a condition that calls a field what it was called before means that field', () => {
  const renamed = [{ ...fields[0], name: 'Genre', formerly: ['Soort'] }] as DocumentField[];
  const rule = readRule([['field.soort', 'one_of', 'brief']]) ?? [];
  const { Soort = '', ...others } = letter.fields;
  expect(chosenBy(rule, renamed)({ ...letter, fields: { ...others, Genre: Soort } })).toBe(true);
  // Another field of that name goes before it.
  expect(chosenBy(rule, [...renamed, ...fields])(letter)).toBe(true);
});

test('a rule follows a field that is called otherwise, and is itself where it names none', () => {
  const rule = [
    ['field.Soort', 'one_of', 'brief'],
    ['date', 'filled'],
  ];
  const named = (name: string) => (name === 'Soort' ? 'Genre' : name);
  expect(ruleRenamed(rule, named)).toEqual([
    ['field.Genre', 'one_of', 'brief'],
    ['date', 'filled'],
  ]);
  expect(ruleRenamed(rule, (name) => name)).toBe(rule);
});
