import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nastyText, seeded } from '../../testing/nasty-text.ts';
import { initialsAmong, initialsOf, namesAmong } from './initials.ts';
import { foldName } from './name.ts';

it.each([
  ['Anna Bos', 'AB'],
  ['Emma de Lange', 'EL'],
  ['Els de Vries', 'EV'],
  ['Jan van den Berg', 'JB'],
  ['Jan-Willem de Boer', 'JWB'],
  ['Piet in ’t Veld', 'PV'],
  ["Mies van 't Hof-van der Horst", 'MHH'],
  ['Hans von der Mühle', 'HM'],
  ['Anna Van den Berg', 'AVB'],
  ['els de vries', 'EV'],
  ['de Jong', 'J'],
  ['De Jong', 'DJ'],
  ['de', 'D'],
  ['van den', 'VD'],
  ['  Els ', 'E'],
  ['Øystein Åse', 'ØÅ'],
  ['👍 van Os', '👍O'],
  ['👨‍👩‍👧‍👦 Å', '👨‍👩‍👧‍👦Å'],
  ['e\u0301mile Zola', 'E\u0301Z'],
  ['', ''],
])('the initials of “%s” are “%s”', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

const named = (names: readonly string[]) => names.map((name, place) => ({ id: String(place), name }));

describe('among others', () => {
  it.each([
    [
      ['Anna Bos', 'Els Bos'],
      ['AB', 'EB'],
    ],
    [
      ['Anna Bos', 'Arend Bos'],
      ['AnB', 'ArB'],
    ],
    [
      ['Anna Bos', 'Anna Berg'],
      ['ABo', 'ABe'],
    ],
    [
      ['Anna Bos', 'Anneke Bos'],
      ['AnnaB', 'AnneB'],
    ],
    [
      ['Anna Bos', 'Arend Bos', 'Anna Berg'],
      ['ABo', 'ArB', 'ABe'],
    ],
    [
      ['Anna Bos', 'Anna Bos'],
      ['AB1', 'AB2'],
    ],
    [
      ['Anna Bos', 'anna  bos', 'AB1'],
      ['AB1', 'ab2', 'A'],
    ],
    [
      ['Els', 'Emma'],
      ['El', 'Em'],
    ],
    [
      ['\u200B', ''],
      ['1', '2'],
    ],
  ])('%j are %j', (names, initials) => {
    const found = initialsAmong(named(names));
    expect([...named(names)].map(({ id }) => found.get(id)).map((each) => each?.toUpperCase())).toEqual(
      initials.map((each) => each.toUpperCase()),
    );
  });

  it.each([
    [
      ['Anna Bos', 'Els Bos'],
      ['Anna Bos', 'Els Bos'],
    ],
    [
      ['Anna Bos', 'anna  bos', 'Els'],
      ['Anna Bos (1)', 'anna  bos (2)', 'Els'],
    ],
    [
      ['A', 'A (1)', 'A'],
      ['A (2)', 'A (1)', 'A (3)'],
    ],
  ])('%j are called %j', (names, called) => {
    expect([...namesAmong(named(names)).values()]).toEqual(called);
  });

  test('nobody is taken for another', () => {
    const name = fc.oneof(
      nastyText,
      fc.constantFrom('Anna Bos', 'anna bos', 'Arend Bos', 'AB', 'AB1', 'A B (1)', 'A B'),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        for (const told of [initialsAmong(named(names)), namesAmong(named(names))]) {
          expect(told.size).toBe(names.length);
          expect(new Set([...told.values()].map(foldName)).size).toBe(names.length);
        }
      }),
      { ...seeded, numRuns: 200 },
    );
  });
});
