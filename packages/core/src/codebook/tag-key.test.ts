import { describe, expect, it } from 'vitest';
import { commandNames, contextOf, defaultKeysOf } from '../../../../apps/web/src/data/keys.ts';
import {
  commandLetters,
  firstLetters,
  freeTagKeys,
  isReservedTagKey,
  lentLetters,
  suggestTagKey,
  tagKeyProblem,
  tagKeys,
} from './tag-key.ts';

describe('which keys tags can have', () => {
  it('leaves them every letter that is no command of the reader, and no digit', () => {
    const reader = commandNames
      .filter((command) => ['everywhere', 'letter'].includes(contextOf(command)))
      .flatMap((command) => defaultKeysOf(command));
    expect(tagKeys).toEqual([...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => !reader.includes(letter)));
    expect([...'0123456789'].every(isReservedTagKey)).toBe(true);
  });

  it('takes no further letter from them: codebooks have all others as keys', () => {
    expect([...commandLetters].join('')).toBe('acdehijklmnx');
  });

  it.each([
    ['p', false],
    ['pj', false],
    ['p1', false],
    ['d', true],
    ['da', false],
    ['ja', true],
    ['ea', true],
    ['1', true],
  ])('%s is kept: %s', (key, kept) => {
    expect(isReservedTagKey(key)).toBe(kept);
  });
});

const tags = (...keys: string[]) => keys.map((key) => ({ key }));

it.each([
  ['p', tags(), null],
  ['pa', tags(), null],
  ['pa', tags('pb', 's'), null],
  ['P', tags(), 'letter'],
  ['pab', tags(), 'letter'],
  ['p1', tags(), 'letter'],
  ['é', tags(), 'letter'],
  ['', tags(), 'letter'],
  ['j', tags(), 'reserved'],
  ['jp', tags(), 'reserved'],
  ['7', tags(), 'reserved'],
  ['p', tags('p'), 'taken'],
  ['pa', tags('pa'), 'taken'],
  ['pa', tags('p'), 'taken'],
  ['p', tags('pa'), 'taken'],
])('%s beside %j: %s', (key, others, kind) => {
  expect(tagKeyProblem(key, others)?.kind ?? null).toBe(kind);
});

describe('suggestTagKey', () => {
  it.each([
    ['pressure', [], 'p'],
    ['selective cooperation', [], 's'],
    ['Selectieve samenwerking', ['s'], 't'],
    ['énergie', [], 'r'],
    ['123', [], 'b'],
    ['pressure', ['pa'], 'r'],
    ['vrede', tagKeys, 'dv'],
    ['x', tagKeys, 'ax'],
    ['日本', tagKeys, 'aa'],
  ])('%s beside %j is %s', (name, taken, key) => {
    expect(suggestTagKey(name, taken)).toBe(key);
  });

  /** Gives keys one after the other and returns them; each must be allowed beside those before it. */
  function give(count: number, wanted?: number): (string | null)[] {
    const keys: string[] = [];
    return Array.from({ length: count }, (_, at) => {
      const key = suggestTagKey(`tag ${String.fromCharCode(97 + (at % 26))}${at}`, keys, wanted);
      if (key === null) return null;
      expect(tagKeyProblem(key, tags(...keys))).toBeNull();
      keys.push(key);
      return key;
    });
  }

  it('gives twelve tags one letter each', () => {
    expect(give(12).every((key) => key?.length === 1)).toBe(true);
  });

  it('asks no letter of a command before the sixty-fifth', () => {
    expect([...lentLetters(tags(...give(64).filter((key) => key !== null)))]).toEqual([]);
  });

  it('has a key for each of 220 tags that are made one by one', () => {
    const keys = give(220);
    expect(keys).not.toContain(null);
    expect(new Set(keys).size).toBe(220);
  });

  it('has a key of two letters for each of 500 tags that come together', () => {
    expect(firstLetters.length * 26).toBeGreaterThanOrEqual(500);
    const keys = give(500, 500);
    expect(keys).not.toContain(null);
    expect(new Set(keys).size).toBe(500);
  });

  it('has none when all are used', () => {
    const all = firstLetters.flatMap((first) =>
      [...'abcdefghijklmnopqrstuvwxyz'].map((second) => first + second),
    );
    expect(suggestTagKey('x', all)).toBeNull();
    expect(freeTagKeys(tags(...all))).toEqual([]);
  });
});

it.each([
  [tags('p', 's'), tagKeys.filter((letter) => letter !== 'p' && letter !== 's')],
  [tags(...tagKeys), ['ab', 'ca', 'da', 'ha', 'ia', 'la']],
])('%j leave %j', (others, free) => {
  expect(freeTagKeys(others)).toEqual(free);
});
