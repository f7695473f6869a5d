import { describe, expect, it } from 'vitest';
import { valueBegunAt, valuesFor, withValue } from './completion.ts';

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
    expect(valuesFor({ typed }, values)).toEqual(expected);
  });
});
