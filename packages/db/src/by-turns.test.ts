import { expect, test } from 'vitest';
import { jsonByTurns, mapByTurns } from './by-turns.ts';

/** Work that takes a while, without a clock that it waits for. */
function busy(milliseconds: number) {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('what takes long lets others have their turn in between, and keeps its order', async () => {
  let others = 0;
  const other = () => {
    others += 1;
    timer = setImmediate(other);
  };
  let timer = setImmediate(other);
  const things = Array.from({ length: 40 }, (_, at) => at);
  const done = await mapByTurns(things, (thing, index) => {
    busy(4);
    return thing + index;
  });
  clearImmediate(timer);
  expect(done).toEqual(things.map((at) => at * 2));
  expect(others).toBeGreaterThan(5);
});

test('the JSON of a list is that of the list, and an error of one is thrown', async () => {
  const list = [{ a: 'é "x"', b: null }, { c: [1, { d: undefined }] }];
  expect(await jsonByTurns(list, (each) => each)).toBe(JSON.stringify(list));
  expect(await jsonByTurns([], Object)).toBe('[]');
  const wrong = mapByTurns([1], () => {
    throw new Error('not this one');
  });
  await expect(wrong).rejects.toThrow('not this one');
});
