import { describe, expect, it, vi } from 'vitest';
import { nameBegunAt, offerOf, valueBegunAt, withName, withValue } from './completion.ts';
import { quotedFor, unquotedIn } from './unquoted.ts';

/** A query with | where somebody types. */
const at = (marked: string) => {
  const caret = marked.indexOf('|');
  const source = marked.replace('|', '');
  return { source, begun: valueBegunAt(source, caret, [{ name: 'Target' }, { name: 'Target group' }]) };
};

describe('a value that is typed', () => {
  it.each([
    ['tag:pr|', 'tag', 'pr'],
    ['sanctions TAG:|', 'tag', ''],
    ['[tag:=press|', 'tag', 'press'],
    ['(coder:"Anna de |', 'coder', 'Anna de '],
    ['target:Rus| date:2014', 'Target', 'Rus'],
    ['target group:y|', 'Target group', 'y'],
    ['[codeur:=A|', 'coder', 'A'],
    ['Afzender:"Minister |', 'author', 'Minister '],
  ])('%s', (marked, field, typed) => {
    expect(at(marked).begun).toMatchObject({ field, typed });
  });
  it.each(['tag|', 'xtag:a|', 'tag:a |', 'tag:"a" |', '"tag:a|', 'tag:(|', '|tag:a'])(
    'is none in %s',
    (marked) => {
      expect(at(marked).begun).toBeNull();
    },
  );
  it.each([
    ['tag:pr|', 'pressure', 'tag:pressure|'],
    ['tag:pr|es coder:x', 'selective cooperation', 'tag:"selective cooperation"| coder:x'],
    ['tag:"sel|" trade', 'selective cooperation', 'tag:"selective cooperation"| trade'],
    ['tag:"sel| coder:"Anna"', 'pressure', 'tag:pressure| coder:"Anna"'],
    ['[coder:|]', 'Els', '[coder:Els|]'],
  ])('%s and %s is %s', (marked, value, expected) => {
    const { source, begun } = at(marked);
    if (begun === null) throw new Error('no value');
    const { query, caret } = withValue(source, begun, value);
    expect(`${query.slice(0, caret)}|${query.slice(caret)}`).toBe(expected);
  });
});

describe('values that are offered', () => {
  const values = ['selective cooperation', 'cooperation', 'Coöp', 'pressure', 'a "b"', '', 'pressure'];
  it.each([
    ['coop', ['cooperation', 'Coöp', 'selective cooperation']],
    ['', ['selective cooperation', 'cooperation', 'Coöp', 'pressure']],
    ['PRESS', ['pressure']],
    ['pressure', []],
    ['ssure', []],
  ])('for %j', (typed, expected) => {
    expect(offerOf(values)(typed)).toEqual(expected);
  });
  it('are read once, however much is typed', () => {
    const offer = offerOf(values);
    const reading = vi.spyOn(String.prototype, 'charCodeAt');
    for (const typed of ['c', 'co', 'coo']) offer(typed);
    const read = new Set(reading.mock.contexts.map(String));
    reading.mockRestore();
    expect(read).toEqual(new Set(['c', 'co', 'coo']));
  });
});

describe('a name that is begun', () => {
  const named = (marked: string, language: 'nl' | 'en' = 'nl') => {
    const caret = marked.indexOf('|');
    const source = marked.replace('|', '');
    return { source, begun: nameBegunAt(source, caret, [{ name: 'Target' }], language) };
  };
  it.each([
    ['handel dat|', 'nl', ['datum:']],
    ['handel dat|', 'en', ['date:']],
    ['aut|', 'nl', ['auteur:']],
    // Whoever knows the other name is not kept from it.
    ['autho|', 'nl', ['author:']],
    ['TAR|', 'en', null],
    ['(tar|', 'en', ['Target:']],
    ['[cod|', 'nl', ['codeur:']],
    ['[tag:x dat|', 'nl', null],
    ['tag:druk CO|', 'nl', ['CONTAINS ']],
    ['tag:druk SA|', 'nl', ['SAME/sentence ', 'SAME/paragraph ', 'SAME/document ']],
    // What is wholly there is a word, and so is what is short or between marks.
    ['tag|', 'nl', null],
    ['da|', 'nl', null],
    ['"de dat|', 'nl', null],
    ['dat|um', 'nl', null],
    ['EU|', 'nl', null],
  ] as const)('%s in %s', (marked, language, expected) => {
    expect(named(marked, language).begun?.names ?? null).toEqual(expected);
  });
  it('is put in the place of what was typed', () => {
    const { source, begun } = named('(dat| trade)');
    if (begun === null) throw new Error('no name');
    expect(withName(source, begun, 'datum:')).toEqual({ query: '(datum: trade)', caret: 7 });
  });
});

describe('the quotation marks that a value lacks', () => {
  const fields = [{ name: 'Target', kind: 'choice' as const, values: ['North Africa'], id: 'x' }];
  const offered = (query: string, values: readonly string[] = []) =>
    unquotedIn(query, fields).map((each) => quotedFor(each, values, fields as never)?.query ?? null);
  it.each([
    ['date:march 2014', [], ['date:"march 2014"']],
    ['datum:4 maart 2014 sancties', [], ['datum:"4 maart 2014" sancties']],
    ['date:>=maart  2014 AND trade', [], ['date:>="maart 2014" AND trade']],
    [
      '(author:jan jansen) OR date:may 2014',
      ['Mr Jan Jansen'],
      ['(author:"jan jansen") OR date:may 2014', '(author:jan jansen) OR date:"may 2014"'],
    ],
    ['tag:selective cooperation now', ['Selective coöperation', 'now'], ['tag:"selective cooperation" now']],
    ['target:north africa', ['North Africa'], ['target:"north africa"']],
    ['set:eerste deel van sancties', ['Eerste deel'], ['set:"eerste deel" van sancties']],
    // Of a set a part of its name is none, of a detail it is.
    ['set:eerste deel', ['Eerste deel van 2014'], [null]],
    ['title:eerste deel', ['Eerste deel van 2014'], ['title:"eerste deel"']],
    ['tag:pressure trade', ['pressure', 'trade'], [null]],
    ['date:2014 trade', [], [null]],
    // There is nothing that could belong to it.
    ['date:2014..2015 maart', [], []],
    ['date:"maart" 2014', [], []],
    ['date:maart AND 2014', [], []],
    ['date:maart tag:pressure', [], []],
    ['date:maart "2014"', [], []],
    ['date:maart (2014', [], []],
  ])('%s, where there are %j', (query, values, expected) => {
    expect(offered(query, values)).toEqual(expected);
  });
});
