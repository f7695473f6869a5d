import { afterEach, expect, test, vi } from 'vitest';
import { makeSample } from '../bench/page/sample.ts';
import { blocksOf, drag, letter, nextFrame, over, pointAt, settled, show } from '../testing/view.ts';

const long = makeSample(60_000, 300);
const stateChange = 'oncontentvisibilityautostatechange';

/** Takes a property from where an object has it, for one test. */
function without(owner: object, name: string): void {
  let at: object | null = owner;
  while (at !== null && !Object.hasOwn(at, name)) at = Object.getPrototypeOf(at);
  if (at === null) return;
  const home = at;
  const before = Object.getOwnPropertyDescriptor(home, name);
  Reflect.deleteProperty(home, name);
  restore.push(() => before !== undefined && Object.defineProperty(home, name, before));
}

const restore: (() => void)[] = [];

afterEach(() => {
  for (const back of restore.splice(0)) back();
  vi.unstubAllGlobals();
});

test('without idle callbacks the whole text still comes', async () => {
  vi.stubGlobal('requestIdleCallback', undefined);
  const { view } = await show(long.text, long);
  expect(
    blocksOf(view)
      .map((block) => block.textContent)
      .join('\n'),
  ).toBe(long.text);
});

test('without the browser’s word on what is near an observer tells it', async () => {
  without(document.createElement('div'), stateChange);
  expect(stateChange in document.createElement('div')).toBe(false);
  const { view } = await show(long.text, long);
  await settled();
  const far = () => view.element.querySelector('.kv-chunk:last-child mark');
  expect(far()).toBeNull();
  blocksOf(view).at(-1)?.scrollIntoView();
  while (far() === null) await nextFrame();
  expect(view.rectsOf({ start: long.text.length - 5, end: long.text.length })).not.toBeNull();
});

test('without caret positions a range tells what is under a point', async () => {
  without(document, 'caretPositionFromPoint');
  const { view, told } = await show(letter, { annotations: [over(letter, 'druk', 'a')] });
  const { x, y } = pointAt(view, letter.indexOf('druk') + 2);
  expect(view.offsetAt(x + 1, y)).toBe(letter.indexOf('druk') + 2);
  await drag(view, letter.indexOf('combinatie') + 2, letter.indexOf('druk') + 2);
  expect(told.selections).toEqual(['combinatie van druk (mouse)']);
});

test('without custom highlights a draft is simply not marked', async () => {
  without(CSS, 'highlights');
  const { view } = await show(letter);
  view.setDraft({ start: 0, end: 5 });
  expect('highlights' in CSS).toBe(false);
  view.setDraft(null);
});
