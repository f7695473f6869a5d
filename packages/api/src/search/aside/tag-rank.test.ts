import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LayerCodings } from '../../study/codings.ts';
import { tagRankIn } from './tag-rank.ts';

const condition = { field: 'tag', compare: 'is', value: 'x', upTo: null, start: 0, end: 5 } as const;
const place = fc.integer({ min: 0, max: 20 });
const spanOf = fc
  .tuple(place, fc.integer({ min: 1, max: 8 }))
  .map(([start, size]) => [start, start + size] as const);

test('of several tags on a hit it is the first of the codebook: its own, or else of all that touch a character', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(spanOf, fc.integer({ min: 0, max: 3 })), { maxLength: 12 }),
      spanOf,
      (codings, hit) => {
        const layer: LayerCodings = {
          ...{ kind: 'current', roundId: 'r', memberId: 'm', tagIds: ['0', '1', '2', '3'], memos: {} },
          numbers: codings.flatMap(([[start, end], tag]) => [tag, start, end, 0, 0]),
        };
        const asked = [
          {
            key: JSON.stringify(['tag', 'is', 'x', null]),
            test: { kind: 'tag' as const, ids: layer.tagIds },
          },
        ];
        const rankOf = tagRankIn([JSON.stringify(layer)], asked, {
          coded: [{ kind: 'coded', conditions: [condition] }],
          ranks: { 0: 7, 1: 3, 2: 5, 3: 1 },
        });
        const [start, end] = hit;
        const rank = (some: typeof codings) => Math.min(...some.map(([, tag]) => [7, 3, 5, 1][tag] ?? 99));
        const own = codings.filter(([[from, to]]) => from === start && to === end);
        const touching = codings.filter(([[from, to]]) => from < end && to > start);
        const expected = own.length > 0 ? rank(own) : touching.length > 0 ? rank(touching) : 2 ** 31 - 1;
        expect(rankOf(start, end)).toBe(expected);
      },
    ),
    { numRuns: 1_000, seed: 7 },
  );
});
