import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeApart } from './place-apart.ts';

const room = { gap: 16, from: 32, to: 272 };

it('leaves alone what does not meet', () => {
  expect(placeApart([100, 40, 200], room)).toEqual([100, 40, 200]);
});

it('sets apart what does, in its order, around where it wants to be', () => {
  expect(placeApart([100, 100], room)).toEqual([92, 108]);
  expect(placeApart([100, 104, 112], room)).toEqual(
    [100, 104, 112].map((_, at) => 105.33333333333333 - 16 + at * 16),
  );
});

it('stays within its room', () => {
  expect(placeApart([270, 272, 400], room)).toEqual([240, 256, 272]);
  expect(placeApart([0, 10], room)).toEqual([32, 48]);
});

it('never lets two meet where there is room for all', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 15 }), (wanted) => {
      const placed = [...placeApart(wanted, room)].sort((one, other) => one - other);
      for (const [at, place] of placed.entries()) {
        expect(place).toBeGreaterThanOrEqual(room.from);
        expect(place).toBeLessThanOrEqual(room.to);
        if (at > 0) expect(place - (placed[at - 1] ?? 0)).toBeGreaterThanOrEqual(room.gap - 1e-9);
      }
    }),
  );
});
