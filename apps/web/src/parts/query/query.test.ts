import { queryErrorCodes } from '@koersvast/search';
import { describe, expect, it } from 'vitest';
import { find as en } from '../../i18n/en/find.ts';
import { find as nl } from '../../i18n/nl/find.ts';
import { readQuery, withForms } from './chips.ts';
import { queryOfText } from './selected-words.ts';

describe('the query of words that are selected', () => {
  it.each([
    ['sancties', 'sancties'],
    [' druk en  selectieve\r\nsamenwerking ', '"druk en selectieve samenwerking"'],
    ['Rusland/Oekraïne', '"Rusland Oekraïne"'],
    ['druk, en samenwerking', 'druk FOLLOWED/0 "en samenwerking"'],
    ['“druk”', 'druk'],
    ['AND', '"AND"'],
    ['l’état', 'l’état'],
    ['a*b', 'a FOLLOWED/0 b'],
    ['…', ''],
  ])('%j is %j', (text, query) => {
    expect(queryOfText(text)).toBe(query);
  });
});

describe('what is wrong with a query', () => {
  it.each(queryErrorCodes)('%s has words in both languages', (code) => {
    expect(en[`fault.${code}`]).not.toBe('');
    expect(nl[`fault.${code}`]).not.toBe('');
  });
});

describe('the parts of a query', () => {
  it.each([
    ['a b', 'a AND b', ['a', 'b'], ['b', 'a']],
    ['a OR "b c" OR d', 'a OR "b c" OR d', ['a', '"b c"', 'd'], ['"b c" OR d', 'a OR d', 'a OR "b c"']],
    ['(a OR b) c', '(a OR b) AND c', ['a OR b', 'c'], ['c', 'a OR b']],
    ['a NOT b', 'a AND NOT b', ['a', 'NOT b'], ['NOT b', 'a']],
  ])('of %s', (typed, whole, texts, without) => {
    const { chips } = readQuery(typed, []);
    expect(chips?.whole).toBe(whole);
    expect(chips?.chips.map(({ start, end }) => whole.slice(start, end))).toEqual(texts);
    expect(chips?.chips.map(({ text }) => text)).toEqual(texts);
    expect(chips?.chips.map((chip) => chip.without)).toEqual(without);
  });
  it.each(['a', 'a NEAR/2 b', 'a (', ''])('are none of %j', (typed) => {
    expect(readQuery(typed, []).chips).toBeNull();
  });
});

describe('a word of which the forms are to be chosen', () => {
  it.each(['~sanctie', '~sanctie[]'])('%s is told with its place', (typed) => {
    const { toChoose } = readQuery(`handel ${typed} OR ~x`, []);
    expect(toChoose).toEqual({ word: 'sanctie', forms: null, start: 7, end: 7 + typed.length });
  });
  it('has them written into the query, and shown as one part', () => {
    const typed = '(~sanctie OR handel) Rusland';
    const { toChoose } = readQuery(typed, []);
    if (toChoose === null) throw new Error('Nothing is to be chosen.');
    const whole = withForms(typed, toChoose, ['sanctie', "sanctie's"]);
    expect(whole).toBe("(~sanctie[sanctie sanctie's] OR handel) Rusland");
    const read = readQuery("~sanctie[sanctie sanctie's]", []);
    expect(read.chips?.chips).toEqual([
      {
        text: "~sanctie[sanctie sanctie's]",
        ofForms: { word: 'sanctie', forms: ['sanctie', "sanctie's"], start: 0, end: 27 },
        ...{ start: 0, end: 27, without: '' },
      },
    ]);
  });
});

describe('conditions in a query', () => {
  it.each([
    ['tag:pressure', ['tag:pressure']],
    ['[tag:pressure coder:"Anna de Wit"] trade', ['[tag:pressure coder:"Anna de Wit"]', 'trade']],
    ['trade date:2014..2020 TARGET:Russia', ['trade', 'date:2014..2020', 'Target:Russia']],
    ['tag:a OVERLAPS tag:b trade', ['tag:a OVERLAPS tag:b', 'trade']],
  ])('are those that the project has: %s', (typed, texts) => {
    const { chips } = readQuery(typed, [{ name: 'Target' }]);
    expect(chips?.chips.map(({ text }) => text)).toEqual(texts);
  });
  it('are words where nothing has such a name', () => {
    expect(readQuery('Target:Russia', []).chips).toBeNull();
  });
  it.each([en, nl])('has examples that can all be read', (language) => {
    for (const [key, example] of Object.entries(language).filter(([each]) => each.startsWith('example.'))) {
      const { ok, toChoose } = readQuery(example, []);
      expect([key, ok || toChoose !== null]).toEqual([key, true]);
    }
  });
});
