import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allFields,
  type DocumentField,
  fieldCalled,
  fieldKinds,
  fieldOrder,
  fieldsProblem,
  fitOfKind,
  namesAfter,
  readFieldValue,
  readNumber,
  shownFieldValue,
  typedFieldValue,
  withFormerNames,
} from './document-field.ts';

const field = (kind: DocumentField['kind'], values: readonly string[] = []): DocumentField => ({
  name: 'veld',
  kind,
  values,
});
const words = { yes: 'ja', no: 'nee', date: (date: string) => `d ${date}`, decimal: ',', group: '.' };

describe('a number', () => {
  test.each([
    ['1234', '1234', '1234', '1234'],
    ['1.234', '1234', '1.234', '1.234'],
    ['1,234', '1.234', '1234', null],
    ['1.234,5', '1234.5', '1234.5', '1234.5'],
    ['1,234.5', '1234.5', '1234.5', '1234.5'],
    ['1.234.567', '1234567', '1234567', '1234567'],
    ['0,5', '0.5', '0.5', '0.5'],
    [',5', '0.5', '0.5', '0.5'],
    ['3,14159', '3.14159', '3.14159', '3.14159'],
    ['1 234 567', '1234567', '1234567', '1234567'],
    ['1\u00A0234,50', '1234.50', '1234.50', '1234.50'],
    ['−7', '-7', '-7', '-7'],
    ['+7', '7', '7', '7'],
    ['007', '7', '7', '7'],
    ['-0', '0', '0', '0'],
    ['12.34.56', null, null, null],
    ['1,2,3', null, null, null],
    ['1.', null, null, null],
    ['.', null, null, null],
    ['1e5', null, null, null],
    ['7 %', null, null, null],
    ['12 34', null, null, null],
    ['9'.repeat(60), null, null, null],
  ])('%s', (typed, dutch, english, unknown) => {
    expect([readNumber(typed, 'nl'), readNumber(typed, 'en'), readNumber(typed, null)]).toEqual([
      dutch,
      english,
      unknown,
    ]);
  });
});

test.each([
  ['date', '20 december 2019', '2019-12-20'],
  ['date', 'December 2019', '2019-12'],
  ['date', '2019', '2019'],
  ['date', '2019-12-20 00:00:00', '2019-12-20'],
  ['date', '31-2-2020', null],
  ['date', '12/20/2019', null],
  ['choice', 'brief', 'Brief'],
  ['choice', '  NOTA ', 'nota'],
  ['choice', 'motie', null],
  ['yes_no', 'Ja', 'yes'],
  ['yes_no', 'FALSE', 'no'],
  ['yes_no', 'x', 'yes'],
  ['yes_no', 'misschien', null],
  ['text', ' as it is ', ' as it is '],
  ['number', '  ', ''],
] as const)('a %s out of %j', (kind, typed, value) => {
  expect(readFieldValue(field(kind, ['Brief', 'nota']), typed, 'nl')).toBe(value);
});

test('what is stored is read again as the same, and so is what is shown to be changed', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.double().map(String),
    fc.integer().map((number) => number.toLocaleString('nl')),
    fc.constantFrom('ja', 'no', '2019', '4 feb. 2021', 'brief', '1.234', '1,5'),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...fieldKinds),
      typed,
      fc.constantFrom('nl', 'en'),
      (kind, text, notation) => {
        const own = field(kind, ['brief', 'nota']);
        const stored = readFieldValue(own, text, notation);
        if (stored === null) return;
        expect(readFieldValue(own, stored, null)).toBe(stored);
        expect(readFieldValue(own, typedFieldValue(own, stored, words), 'nl')).toBe(stored);
      },
    ),
  );
});

test('values sort by what they are, and stand in words', () => {
  const orders = (kind: DocumentField['kind'], ...stored: string[]) =>
    stored.map((each) => fieldOrder(field(kind, ['b', 'a']), each));
  expect(orders('number', '10', '9.5', 'x', '')).toEqual([10, 9.5, 'x', null]);
  expect(orders('choice', 'a', 'b')).toEqual([1, 0]);
  expect(orders('yes_no', 'no', 'yes')).toEqual([0, 1]);
  expect(fieldOrder(field('text'), undefined)).toBe(null);
  const shown = (kind: DocumentField['kind'], stored: string) => shownFieldValue(field(kind), stored, words);
  expect(shown('number', '-1234567.50')).toBe('-1.234.567,50');
  expect(shown('number', 'een paar')).toBe('een paar');
  expect([shown('yes_no', 'no'), shown('date', '2019-12')]).toEqual(['nee', 'd 2019-12']);
});

test('a new kind tells what fits, what is read as something else, and what does not fit', () => {
  expect(fitOfKind({ kind: 'number', values: [] }, ['1', '1', '1234,5', 'veel', '', 'veel'])).toEqual({
    fits: 3,
    readAs: [{ stored: '1234,5', value: '1234.5', count: 1 }],
    not: [{ stored: 'veel', count: 2 }],
  });
});

test('fields that documents have without a definition are text, behind those that are defined', () => {
  const defined = [{ name: 'Thema', kind: 'choice', values: ['a'] }] as const;
  expect(allFields(defined, ['zaal', 'thema', 'kamer']).map(({ name, kind }) => [name, kind])).toEqual([
    ['Thema', 'choice'],
    ['kamer', 'text'],
    ['zaal', 'text'],
  ]);
});

test('definitions that cannot be are told', () => {
  const choice = (...values: string[]) => field('choice', values);
  expect(fieldsProblem([field('text'), { ...field('date'), name: 'VELD' }])).toBe('name_twice');
  expect(fieldsProblem([choice('a', 'A')])).toBe('value_twice');
  expect(fieldsProblem([choice()])).toBe('values_missing');
  expect(fieldsProblem([choice('a', 'b')])).toBe(null);
});

describe('a field that is called otherwise', () => {
  const text = (name: string, ...formerly: string[]): DocumentField => ({
    ...{ name, kind: 'text', values: [] },
    ...(formerly.length === 0 ? {} : { formerly }),
  });

  test.each<[string, DocumentField[], string, string | undefined]>([
    ['by its name', [text('Onderwerp', 'Thema')], 'onderwerp', 'Onderwerp'],
    ['by what it was called', [text('Zaal'), text('Onderwerp', 'Thema')], 'thema', 'Onderwerp'],
    ['by its name before what another was called', [text('A', 'B'), text('B')], 'b', 'B'],
    ['by nothing else', [text('A', 'B')], 'C', undefined],
  ])('is found %s', (_, fields, name, found) => {
    expect(fieldCalled(fields, name)?.name).toBe(found);
  });

  test.each<
    [string, DocumentField[], DocumentField[], [from: string, to: string][], (string[] | undefined)[]]
  >([
    ['remembers its name', [text('B')], [text('A')], [['A', 'B']], [['A']]],
    ['remembers those before', [text('C')], [text('B', 'A')], [['B', 'C']], [['B', 'A']]],
    ['forgets what it is called again', [text('A')], [text('B', 'A')], [['B', 'A']], [['B']]],
    ['keeps them when nothing is renamed', [text('B')], [text('B', 'A')], [], [['A']]],
    [
      'forgets a name that another takes',
      [text('B'), text('A')],
      [text('B', 'A')],
      [],
      [undefined, undefined],
    ],
    [
      'forgets both where two change names',
      [text('B'), text('A')],
      [text('A'), text('B')],
      [
        ['A', 'B'],
        ['B', 'A'],
      ],
      [undefined, undefined],
    ],
    ['forgets another spelling', [text('thema')], [text('Thema')], [['Thema', 'thema']], [undefined]],
  ])('%s', (_, after, before, pairs, expected) => {
    const renames = pairs.map(([from, to]) => ({ from, to }));
    expect(withFormerNames(after, before, renames).map(({ formerly }) => formerly)).toEqual(expected);
    for (const [from, to] of pairs) expect(namesAfter(renames)(from.toUpperCase())).toBe(to);
  });
});
