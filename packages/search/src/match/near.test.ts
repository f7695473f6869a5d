import { expect, test } from 'vitest';
import { type Random, seeded } from '../../testing/random.ts';
import type { WordTable } from '../fold/words.ts';
import type { Spans } from '../spans.ts';
import { nearPairs } from './near.ts';

type Pair = readonly [start: number, end: number];

const LENGTH = 60;

/** Words of one to three characters, some without anything between. */
function drawWords(random: Random): WordTable {
  const [starts, ends]: [number[], number[]] = [[], []];
  for (let at = random.whole(3); at < LENGTH; at += random.whole(3)) {
    starts.push(at);
    at += 1 + random.whole(3);
    ends.push(at);
  }
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** Any spans: also one in another, and those that begin or end within words. */
function drawSpans(random: Random): Spans {
  const drawn = Array.from({ length: random.whole(9) }, (): Pair => {
    const start = random.whole(LENGTH);
    return [start, start + 1 + random.whole(random.chance(30) ? 20 : 4)];
  });
  return Int32Array.from(ordered(drawn).flat());
}

function ordered(pairs: readonly Pair[]): Pair[] {
  const once = new Map(pairs.map((pair) => [pair.join(), pair]));
  return [...once.values()].sort(([start, end], [other, otherEnd]) => start - other || end - otherEnd);
}

function pairsOf(spans: Spans): Pair[] {
  return Array.from(
    { length: spans.length / 2 },
    (_, at): Pair => [spans[at * 2] ?? 0, spans[at * 2 + 1] ?? 0],
  );
}

/** As the README says it: each pair is tried, and each beside each. */
function plainly(
  left: Spans,
  right: Spans,
  { most, isInOrder, between }: { most: number; isInOrder: boolean; between: WordTable },
): Pair[] {
  const found: Pair[] = [];
  const tryPair = (first: Pair, second: Pair) => {
    if (first[1] > second[0]) return;
    const words = [...between.starts].filter(
      (start, at) => start >= first[1] && (between.ends[at] ?? 0) <= second[0],
    );
    if (words.length <= most) found.push([first[0], second[1]]);
  };
  for (const one of pairsOf(left))
    for (const other of pairsOf(right)) {
      tryPair(one, other);
      if (!isInOrder) tryPair(other, one);
    }
  const all = ordered(found);
  return all.filter(
    ([start, end]) =>
      !all.some(
        ([other, otherEnd]) => other >= start && otherEnd <= end && (other !== start || otherEnd !== end),
      ),
  );
}

test('on any spans, one in another too, what trying each pair finds', () => {
  let some = 0;
  for (let seed = 0; seed < 3_000; seed += 1) {
    const random = seeded(seed);
    const [left, right] = [drawSpans(random), drawSpans(random)];
    const near = { most: random.whole(4), isInOrder: random.chance(50), between: drawWords(random) };
    const found = pairsOf(nearPairs(left, right, { ...near, length: LENGTH + 30 }));
    expect(found, `${seed}`).toEqual(plainly(left, right, near));
    some += found.length;
  }
  expect(some).toBeGreaterThan(3_000);
});

test('a word that is everywhere near another one that is everywhere does not take for ever', () => {
  const count = 200_000;
  const each = (of: number) =>
    Int32Array.from({ length: count * 2 }, (_, at) => (at >> 1) * 4 + of + (at & 1));
  const places = (side: number) => Int32Array.from({ length: count * 2 }, (_, at) => at * 2 + side);
  const found = nearPairs(each(0), each(2), {
    most: 1_000,
    isInOrder: false,
    between: { starts: places(0), ends: places(1) },
    length: count * 4,
  });
  expect(found.length / 2).toBe(count * 2 - 1);
});
