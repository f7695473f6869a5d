import { describe, expect, test } from 'vitest';
import { unitsBetween } from '../relation/asked.ts';
import { type PairPiece, pieces, unitsWith } from './piece.ts';

const left = Int32Array.from([0, 10, 20, 30, 50, 60]);
const right = Int32Array.from([5, 25, 22, 28, 32, 40]);
const overlaps = { relation: 'overlaps', distance: null } as const;
const listed = (piece: PairPiece): readonly number[] => [...pieces(left, right, overlaps, piece)];

describe('pieces', () => {
  test('of what overlaps', () => {
    expect(listed('common')).toEqual([5, 10, 20, 25, 22, 28]);
    expect(listed('first')).toEqual([0, 10, 20, 30]);
    expect(listed('either')).toEqual([0, 10, 5, 25, 20, 30, 22, 28]);
    expect(listed('union')).toEqual([0, 25, 5, 30, 20, 30]);
  });

  test('of what is near: nothing in common, or all from the one to the other', () => {
    const words = { starts: Int32Array.of(11, 14, 31, 41, 45), ends: Int32Array.of(13, 19, 32, 44, 49) };
    const near = { relation: 'near', distance: { most: 1, between: unitsBetween(words) } } as const;
    expect([...pieces(left, right, near, 'common')]).toEqual([]);
    expect([...pieces(left, right, near, 'union')]).toEqual([20, 40]);
    expect([...pieces(left, right, { relation: 'before', distance: null }, 'union')]).toEqual([
      0, 28, 20, 40,
    ]);
  });
});

describe('unitsWith', () => {
  const units = Int32Array.from([0, 10, 10, 20, 22, 30]);
  test.each([
    [
      [2, 3, 4, 5],
      [0, 10],
    ],
    [
      [8, 12],
      [0, 20],
    ],
    [
      [2, 3, 8, 12],
      [0, 20],
    ],
    [
      [20, 22],
      [20, 22],
    ],
    [
      [0, 1, 25, 26],
      [0, 10, 22, 30],
    ],
    [[], []],
  ])('%j is in %j', (hits, expected) => {
    expect([...unitsWith(Int32Array.from(hits), units)]).toEqual(expected);
  });
});
