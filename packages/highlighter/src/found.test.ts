import { expect, test } from 'vitest';
import { letter, over, show } from '../testing/view.ts';
import { createFoundMarks } from './found.ts';

/** The words that are marked, in the order of the text. */
function marked(name: string): string[] {
  const ranges = [...(CSS.highlights.get(name) ?? [])].map(
    ({ startContainer, startOffset, endContainer, endOffset }) => {
      const range = document.createRange();
      range.setStart(startContainer, startOffset);
      range.setEnd(endContainer, endOffset);
      return range;
    },
  );
  return ranges.sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other)).map(String);
}
const spansOf = (...words: readonly string[]) =>
  Int32Array.from(
    words
      .map((word) => over(letter, word, ''))
      .sort((one, other) => one.start - other.start || one.end - other.end)
      .flatMap(({ start, end }) => [start, end]),
  );

test('what was found is marked, stays so when annotations are drawn over it, and goes', async () => {
  const { view } = await show(letter);
  const found = createFoundMarks(view);
  found.setAll(spansOf('druk', 'de minister', 'Slot'));
  found.setPresent(over(letter, 'de minister', ''));
  expect(marked('kv-found').sort()).toEqual(['Slot', 'de minister', 'druk']);
  view.add(over(letter, 'schrijft de', 'x'));
  expect(marked('kv-found').sort()).toEqual(['Slot', 'de minister', 'druk']);
  expect(marked('kv-found-present')).toEqual(['de minister']);
  expect(view.annotationsAt(over(letter, 'druk', '').start)).toEqual([]);
  found.setAll(null);
  found.setPresent(null);
  expect([...marked('kv-found'), ...marked('kv-found-present')]).toEqual([]);
});

test('hits that overlap are one mark, and one over several blocks is marked in each', async () => {
  const { view } = await show(letter);
  const found = createFoundMarks(view);
  const [first, last] = [over(letter, 'druk', ''), over(letter, 'Slot', '')];
  const whole = Int32Array.of(first.start, last.end, first.start + 1, first.end);
  found.setAll(whole);
  const words = marked('kv-found');
  expect(words.length).toBeGreaterThan(1);
  expect(words.join('')).toBe(letter.slice(first.start, last.end).replaceAll('\n', ''));
  found.destroy();
  view.destroy();
  expect(marked('kv-found')).toEqual([]);
});

test('in a long text only what is near is marked, and the rest when it comes', async () => {
  const line = 'Er is druk op de minister, en dat blijft zo tot het slot van deze brief.\n';
  const long = line.repeat(4_000);
  const { view } = await show(long);
  const found = createFoundMarks(view);
  const at = (nth: number) => nth * line.length + 6;
  const all = Int32Array.from(Array.from({ length: 4_000 }, (_, nth) => [at(nth), at(nth) + 4]).flat());
  found.setAll(all);
  const before = marked('kv-found').length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(2_000);
  const last = { start: at(3_990), end: at(3_990) + 4 };
  found.setPresent(last);
  view.scrollTo(last);
  expect(marked('kv-found-present')).toEqual(['druk']);
  expect(marked('kv-found').length).toBeGreaterThan(before);
});
