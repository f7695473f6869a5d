import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenBy, type FilteredDocument } from '../document-filter.ts';
import { datePeriods, groupDocuments, mostGroups } from './index.ts';

const fields = [
  { name: 'Beleid', kind: 'choice', values: ['sancties', 'handel'] },
  { name: 'Pagina’s', kind: 'number', values: [] },
  { name: 'Spoed', kind: 'yes_no', values: [] },
  { name: 'Ontvangen', kind: 'date', values: [] },
  { name: 'Trefwoord', kind: 'text', values: [] },
] as const;
const document = (given: Partial<FilteredDocument>): FilteredDocument => ({
  ...{ title: 'Letter', language: 'nl', date: null, author: null, addressee: null, dossier: null },
  ...{ documentNumber: null, sourceUrl: null, licence: null, fields: {} },
  ...given,
});
const own = (name: string, ...values: (string | null)[]) =>
  values.map((value) => document({ fields: value === null ? {} : { [name]: value } }));
const keysOf = (documents: readonly FilteredDocument[], column: string) => {
  const { groups, of } = groupDocuments(documents, column, fields);
  return of.map((at) => groups[at]?.key);
};

describe('groups of documents', () => {
  it.each([
    [
      'years of a date as far as it is known',
      ['2014-03-01', '2013', null, '2014-12'],
      ['in 2014', 'in 2013', 'none', 'in 2014'],
    ],
    ['what is no date as it is written', ['2014', 'ooit'], ['in 2014', 'is ooit']],
  ])('%s', (_name, dates, keys) => {
    const documents = dates.map((date) => document({ date }));
    expect(keysOf(documents, 'date')).toEqual(keys);
  });

  it('has choices in their own order, and no before yes', () => {
    const groups = (name: string, ...values: (string | null)[]) =>
      groupDocuments(own(name, ...values), `field.${name}`, fields).groups.map(({ values: of }) => of.join());
    expect(groups('Beleid', 'handel', null, 'Sancties', 'anders')).toEqual([
      'sancties',
      'handel',
      'anders',
      '',
    ]);
    expect(groups('Spoed', 'yes', 'no')).toEqual(['no', 'yes']);
    expect(groups('Trefwoord', 'b', 'A', 'a', 'a', 'c')).toEqual(['a', 'b', 'c']);
  });

  it('has numbers by themselves, and many of them as ranges of what is there', () => {
    const few = groupDocuments(own('Pagina’s', '10', '9', '2.5', '2.50'), 'field.Pagina’s', fields);
    expect(few.groups.map(({ values }) => values.join('-'))).toEqual(['2.5', '9', '10']);
    const many = Array.from({ length: 100 }, (_, at) => String(at));
    const { groups } = groupDocuments(own('Pagina’s', ...many, 'veel'), 'field.Pagina’s', fields);
    expect(groups.slice(0, 2).map(({ values }) => values)).toEqual([
      ['0', '9'],
      ['10', '19'],
    ]);
    expect(groups.at(-1)).toMatchObject({ kind: 'value', values: ['veel'] });
  });

  it('leaves out no document, and says of each group what is true of its documents alone', () => {
    const value = fc.constantFrom(
      null,
      'a',
      'A ',
      'á',
      '3',
      '12',
      '1.5',
      'yes',
      '2014',
      '2014-05',
      'sancties',
      '?',
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), fc.constantFrom(...fields, null), (values, field) => {
        const documents =
          field === null ? values.map((author) => document({ author })) : own(field.name, ...values);
        const column = field === null ? 'author' : `field.${field.name}`;
        const { groups, of } = groupDocuments(documents, column, fields);
        expect(of).toHaveLength(documents.length);
        for (const [at, { condition }] of groups.entries()) {
          const chosen = condition && chosenBy([condition], fields);
          for (const [place, each] of documents.entries()) expect(chosen?.(each)).toBe(of[place] === at);
        }
      }),
    );
  });

  it('has one group for all values for which there is no room', () => {
    const values = Array.from({ length: mostGroups + 20 }, (_, at) =>
      [`v${at}`, `v${at}`].slice(at < 5 ? 0 : 1),
    );
    const { groups } = groupDocuments(own('Trefwoord', ...values.flat()), 'field.Trefwoord', fields);
    expect(groups).toHaveLength(mostGroups);
    expect(groups.at(-1)).toMatchObject({ key: 'rest', values: ['21'], condition: { test: 'one_of' } });
  });
});

describe('periods', () => {
  it('run from the first to the last without gaps', () => {
    const dates = ['2014-11-02', '2015-02', '2015', null, 'ooit'];
    expect(datePeriods(dates, 'month')).toEqual({
      periods: ['2014-11', '2014-12', '2015-01', '2015-02'],
      of: [0, 3, null, null, null],
      undated: 3,
    });
    expect(datePeriods(dates, 'year')).toEqual({
      ...{ periods: ['2014', '2015'], of: [0, 1, 1, null, null], undated: 2 },
    });
    expect(datePeriods([], 'year')).toEqual({ periods: [], of: [], undated: 0 });
  });
  it('leave out what is from so long ago that there is no room for all between', () => {
    const { periods, of, undated } = datePeriods(['1600-01-01', '2020-05-05'], 'month');
    expect([periods.length, of, undated]).toEqual([600, [null, 599], 1]);
  });
});
