import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MergeRule, mergeFields, mergeValue, sameValue } from './merge.ts';

interface Quote {
  readonly quote: string;
  readonly note: string;
}
const plain: MergeRule = { list: 'plain', idOf: (item: Quote) => `${item.quote}\n${item.note}` };
const named: MergeRule = { list: 'named', idOf: (item: { readonly id: string }) => item.id };
const quote = (words: string, note = ''): Quote => ({ quote: words, note });

describe('one field', () => {
  it.each([
    ['nobody changed it', 'a', 'a', 'a', { outcome: 'same', value: 'a' }],
    ['I changed it', 'a', 'b', 'a', { outcome: 'mine', value: 'b' }],
    ['they changed it', 'a', 'a', 'b', { outcome: 'theirs', value: 'b' }],
    ['both made the same of it', 'a', 'b', 'b', { outcome: 'same', value: 'b' }],
    ['both changed it', 'a', 'b', 'c', { outcome: 'conflict', value: 'b' }],
    ['they emptied what I changed', 'a', 'b', '', { outcome: 'conflict', value: 'b' }],
    ['I emptied what they changed', 'a', null, 'b', { outcome: 'conflict', value: null }],
  ])('%s', (_name, base, mine, theirs, merged) => {
    expect(mergeValue<string | null>(base, mine, theirs)).toEqual(merged);
  });
});

describe('an object whose entries are fields of their own', () => {
  it.each([
    ['different entries', { a: '1' }, { a: '2' }, { a: '1', b: '3' }, { a: '2', b: '3' }],
    ['an entry taken out, another added', { a: '1' }, {}, { a: '1', b: '3' }, { b: '3' }],
    ['the same entry added alike', {}, { a: '1', b: '2' }, { a: '1', c: '3' }, { a: '1', b: '2', c: '3' }],
  ])('%s', (_name, base, mine, theirs, value) => {
    expect(mergeValue<object>(base, mine, theirs, 'record')).toEqual({ outcome: 'both', value });
  });
  it.each([
    ['the same entry', { a: '1' }, { a: '2' }, { a: '3' }],
    ['an entry taken out that the other changed', { a: '1', b: '1' }, { b: '1' }, { a: '2', b: '1' }],
    ['the same name added for different things', {}, { a: '1' }, { a: '2' }],
  ])('is a conflict in %s', (_name, base, mine, theirs) => {
    expect(mergeValue<object>(base, mine, theirs, 'record').outcome).toBe('conflict');
  });
});

describe('a list of things known by what they say', () => {
  const [a, b, c, d] = [quote('a'), quote('b'), quote('c'), quote('d')];
  it.each([
    ['I add while they add', [a], [a, b], [a, c], [a, c, b]],
    ['I take out while they add', [a], [], [a, c], [c]],
    ['I change one while they add', [a, b], [a, d], [a, b, c], [a, d, c]],
    ['I add in front while they add behind', [a], [b, a], [a, c], [b, a, c]],
    ['both take out the same one', [a, b], [b], [b], [b]],
    ['I reorder while they add', [a, b], [b, a], [a, b, c], [b, c, a]],
    ['the same words twice stay twice', [a, a], [a, a, b], [a, a, c], [a, a, c, b]],
  ])('%s', (_name, base, mine, theirs, value) => {
    expect(mergeValue<Quote[]>(base, mine, theirs, plain).value).toEqual(value);
    expect(mergeValue<Quote[]>(base, mine, theirs, plain).outcome).not.toBe('conflict');
  });
  it.each([
    ['both change the same one', [a], [b], [c]],
    ['I change what they took out', [a, b], [c, b], [b]],
    ['I take out what they changed', [a, b], [b], [c, b]],
    ['both put them in another order', [a, b, c], [b, a, c], [a, c, b]],
  ])('is a conflict when %s', (_name, base, mine, theirs) => {
    expect(mergeValue<Quote[]>(base, mine, theirs, plain)).toEqual({ outcome: 'conflict', value: mine });
  });
});

describe('a list of things with a name', () => {
  const kind = (id: string, name = id, retired = false) => ({ id, name, retired });
  it('merges each by its parts', () => {
    const base = [kind('a'), kind('b')];
    const mine = [kind('a', 'A'), kind('b'), kind('c')];
    const theirs = [kind('a', 'a', true), kind('b', 'B')];
    expect(mergeValue(base, mine, theirs, named)).toEqual({
      outcome: 'both',
      value: [kind('a', 'A', true), kind('b', 'B'), kind('c')],
    });
  });
  it.each([
    ['both rename the same one', [kind('a')], [kind('a', 'A')], [kind('a', 'Z')]],
    ['I rename what they took out', [kind('a'), kind('b')], [kind('a', 'A'), kind('b')], [kind('b')]],
  ])('is a conflict when %s', (_name, base, mine, theirs) => {
    expect(mergeValue(base, mine, theirs, named).outcome).toBe('conflict');
  });
});

it('takes the side that was chosen where both changed the same, and of all else what either did', () => {
  const kind = (id: string, name: string) => ({ id, name });
  const base = [kind('a', 'a'), kind('b', 'b'), kind('c', 'c')];
  const mine = [kind('a', 'mine'), kind('b', 'b'), kind('d', 'new of mine')];
  const theirs = [kind('e', 'new of theirs'), kind('a', 'theirs'), kind('b', 'B'), kind('c', 'C')];
  const names = (preferred: 'mine' | 'theirs') =>
    mergeValue(base, mine, theirs, named, preferred).value.map(({ name }) => name);
  expect(names('mine')).toEqual(['new of theirs', 'mine', 'B', 'new of mine']);
  expect(names('theirs')).toEqual(['new of theirs', 'theirs', 'B', 'new of mine', 'C']);
  expect(mergeValue('a', 'b', 'c', 'whole', 'theirs')).toEqual({ outcome: 'theirs', value: 'c' });
  expect(mergeValue<object>({ a: 1 }, { a: 2, b: 1 }, { a: 3 }, 'record', 'theirs').value).toEqual({
    a: 3,
    b: 1,
  });
  const [a, b, c] = [quote('a'), quote('b'), quote('c')];
  expect(mergeValue([a], [b], [c], plain, 'mine').value).toEqual([b]);
  expect(mergeValue([a, b, c], [b, a, c], [a, c, b], plain, 'mine').value).toEqual([b, a, c]);
});

it('looks at what counts of an item alone, and keeps the items that are here', () => {
  const item = (at: number, name: string, value: string) => ({ at, name, value });
  const rule: MergeRule = {
    list: 'named',
    idOf: ({ name }: { name: string }) => name,
    says: ({ value }: { value: string }) => value,
  };
  const base = [item(0, 'a', '1'), item(1, 'b', '1')];
  const mine = [item(0, 'a', '1'), item(1, 'b', '2')];
  const theirs = [item(5, 'a', '1'), item(6, 'b', '1'), item(7, 'c', '3')];
  expect(mergeValue(base, mine, theirs, rule)).toEqual({
    outcome: 'both',
    value: [item(0, 'a', '1'), item(1, 'b', '2'), item(7, 'c', '3')],
  });
  expect(mergeValue(base, mine, [item(5, 'a', '1'), item(6, 'b', '3')], rule).outcome).toBe('conflict');
  const marked: MergeRule = { list: 'plain', idOf: ({ name }: { name: string }) => name };
  expect(mergeValue([item(0, 'a', '')], [item(0, 'a', '')], [item(4, 'a', '')], marked)).toEqual({
    outcome: 'same',
    value: [item(0, 'a', '')],
  });
});

it('brings the fields of a row together, each by itself', () => {
  const base = { name: 'druk', definition: 'oud', whenNot: '', examples: [quote('a')] };
  const mine = { ...base, whenNot: 'nooit', definition: 'van mij', examples: [quote('a'), quote('b')] };
  const theirs = { ...base, name: 'pressure', definition: 'van hen', examples: [quote('a'), quote('c')] };
  expect(mergeFields(base, mine, theirs, { examples: plain })).toEqual({
    value: {
      name: 'pressure',
      definition: 'van mij',
      whenNot: 'nooit',
      examples: [quote('a'), quote('c'), quote('b')],
    },
    conflicts: ['definition'],
  });
});

it('loses no item and makes none up, whatever two people do to a list', () => {
  const items = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 });
  const idOf = (item: string) => item;
  fc.assert(
    fc.property(items, items, items, (base, mine, theirs) => {
      const { outcome, value } = mergeValue<string[]>(base, mine, theirs, { list: 'plain', idOf });
      if (outcome === 'conflict') return;
      const wanted = [...new Set([...mine, ...theirs])].filter(
        (item) => !base.includes(item) || (mine.includes(item) && theirs.includes(item)),
      );
      expect([...value].sort()).toEqual(wanted.sort());
    }),
    { seed: 20261128, numRuns: 500 },
  );
});

it('is the same for both sides but for the conflict and the order', () => {
  const items = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
  const idOf = (item: string) => item;
  fc.assert(
    fc.property(items, items, items, (base, mine, theirs) => {
      const rule = { list: 'plain', idOf } as const;
      const here = mergeValue<string[]>(base, mine, theirs, rule);
      const there = mergeValue<string[]>(base, theirs, mine, rule);
      expect(here.outcome === 'conflict').toBe(there.outcome === 'conflict');
      if (here.outcome !== 'conflict') expect([...here.value].sort()).toEqual([...there.value].sort());
    }),
    { seed: 20261129, numRuns: 500 },
  );
});

it.each([
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [null, {}, false],
  [[1], [1, undefined], false],
  ['1', 1, false],
])('%j and %j: %s', (one, other, same) => {
  expect(sameValue(one, other)).toBe(same);
});
