import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelCards } from './level-cards.ts';

describe('levelCards', () => {
  const card = (key: string, top: number, height = 60) => ({ key, top, height });
  it.each([
    ['level where there is room', [card('a', 0), card('b', 100)], null, [0, 100]],
    ['below the one before', [card('a', 0), card('b', 10)], null, [0, 68]],
    [
      'the active one level, the others out of its way',
      [card('a', 100), card('b', 110), card('c', 120)],
      'b',
      [42, 110, 178],
    ],
    ['no room above the active one', [card('a', 0), card('b', 10)], 'b', [0, 68]],
    ['no room', Array.from({ length: 8 }, (_, at) => card(String(at), at)), null, null],
    ['nothing', [], null, []],
  ])('%s', (_name, cards, active, expected) => {
    expect(levelCards(cards, active)).toEqual(expected);
  });

  it('never lays cards over each other, and keeps their order', () => {
    const cards = fc.array(
      fc.record({ top: fc.integer({ min: 0, max: 3000 }), height: fc.integer({ min: 20, max: 200 }) }),
    );
    fc.assert(
      fc.property(cards, fc.nat(), (drawn, pick) => {
        const sorted = drawn
          .sort((one, other) => one.top - other.top)
          .map((each, at) => ({ ...each, key: String(at) }));
        const tops = levelCards(sorted, String(pick % (sorted.length + 1)));
        if (tops === null) return;
        for (const [at, { height }] of sorted.entries()) {
          const next = tops[at + 1];
          if (next !== undefined) expect(next).toBeGreaterThanOrEqual((tops[at] ?? 0) + height + 8);
        }
      }),
      { seed: 20260104 },
    );
  });
});
