import { segmentPlainText } from '@koersvast/core/text';
import { describe, expect, test, vi } from 'vitest';
import { commands } from 'vitest/browser';
import { blocksOf, drag, drawn, letter, nativeText, pointAt, settled, show } from '../testing/view.ts';
import { partsOf } from './part.ts';
import type { ViewAnnotation } from './types.ts';

/** A machine that has much else to do is given time. */
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000 });

/** One paragraph of a million characters, of which most browsers need minutes to break it into lines at once. */
const endless = `Kop\n\n${'druk 🙂 en dialoog. '.repeat(50_000)}Slot`;
const longestLaidOut = 12_000;

const parted = (text: string) => partsOf({ text, ...segmentPlainText(text, 'nl'), language: 'nl' });

const letters = (text: string) => text.replaceAll(/\s/g, '').length;

describe('a block that is too long to be laid out at once', () => {
  test('is shown in parts that are laid out apart and hold all of the text', async () => {
    const { view } = await show(endless);
    const blocks = blocksOf(view);
    const lengths = blocks.map((block) => block.textContent.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(longestLaidOut);
    expect(
      blocks
        .slice(1)
        .map((block) => block.textContent)
        .join(''),
    ).toBe(endless.slice(5));
    const inChunks = [...view.element.querySelectorAll('.kv-chunk')].map((each) => each.textContent.length);
    expect(Math.max(...inChunks)).toBeLessThanOrEqual(24_000);
  });

  test('keeps one number and looks like one paragraph', async () => {
    const text = `${'Een zin over druk en dialoog. '.repeat(600)}Slot\n\nTweede`;
    const { view } = await show(text);
    const blocks = blocksOf(view);
    expect(blocks.length).toBeGreaterThan(3);
    const numbers = blocks.map(({ dataset }) => dataset.paragraph);
    expect(numbers).toEqual(['1', ...blocks.slice(2).map(() => undefined), '2']);
    const gaps = blocks
      .slice(0, -1)
      .map((block) => Number.parseFloat(getComputedStyle(block).marginBottom) > 0);
    expect(gaps).toEqual([...blocks.slice(2).map(() => false), true]);
    expect(view.visibleBlocks()).toEqual({ first: 1, last: 1 });
  });

  test.each([
    ['sentences', 'Een zin over druk. ', /\. $/],
    ['words', 'druk en dialoog, ', /[ ,]$/],
    ['characters', '👩‍👩‍👧‍👦', /👩‍👩‍👧‍👦$/u],
  ])('is divided between %s', (_name, piece, ending) => {
    const text = piece.repeat(Math.ceil(30_000 / piece.length)).trimEnd();
    const parts = parted(text);
    expect(parts.length).toBeGreaterThan(5);
    for (const { start, end } of parts.slice(0, -1)) expect(text.slice(start, end)).toMatch(ending);
    expect(parts.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  });

  test('a usual block is one part', () => {
    expect(parted(letter)).toEqual(segmentPlainText(letter, 'nl').blocks);
  });
});

describe('coding in it', () => {
  const seam = parted(endless)[2]?.start ?? 0;
  const across: ViewAnnotation = { id: 'a', start: seam - 9, end: seam + 4, paint: 0, label: 'x' };

  test('a change draws only the part that it is in', async () => {
    const { view } = await show(endless);
    const before = blocksOf(view).map((block) => block.firstChild);
    view.add({ id: 'a', start: 10, end: 14, paint: 0, label: 'x' });
    const changed = blocksOf(view).flatMap((block, at) => (block.firstChild === before[at] ? [] : [at]));
    expect(changed).toEqual([1]);
  });

  test('an annotation over the seam of two parts is drawn in both', async () => {
    const { view } = await show(endless, { annotations: [across] });
    view.scrollTo(across);
    await settled();
    const found = () => [...view.element.querySelectorAll<HTMLElement>('[data-id="a"]')];
    // The part behind the seam is drawn when the browser tells that it is near.
    await expect
      .poll(() =>
        found()
          .map((mark) => mark.textContent)
          .join(''),
      )
      .toBe(endless.slice(across.start, across.end));
    const marks = found();
    expect(marks).toHaveLength(2);
    expect(marks.filter(({ dataset }) => dataset.first !== undefined)).toHaveLength(1);
    view.setActive('a');
    const shown = blocksOf(view).slice(1, 3).map(drawn).join('');
    expect(shown.match(/⟨/g)).toHaveLength(1);
    expect(shown.match(/⟩/g)).toHaveLength(1);
  });

  test('a drag over the seam selects what is there', async () => {
    const { view, told } = await show(endless);
    view.scrollTo({ start: seam, end: seam + 1 });
    await settled();
    await drag(view, seam - 8, seam + 3);
    expect(told.selections.at(-1)).toBe('dialoog. druk (mouse)');
    expect(letters(nativeText())).toBe(letters('dialoog. druk'));
  });

  test('the caret goes over the seam by characters, lines and to both ends', async () => {
    const { view } = await show(endless);
    view.focus();
    view.scrollTo({ start: seam, end: seam + 1 });
    view.setCaret(seam - 1);
    await commands.keys(['ArrowRight', 'ArrowRight']);
    expect(view.getCaret()).toBe(seam + 1);
    await commands.keys(['ArrowUp']);
    expect(view.getCaret()).toBeLessThan(seam);
    await commands.keys(['ArrowDown']);
    expect(view.getCaret()).toBe(seam + 1);
    await commands.keys(['Control+End']);
    expect(view.getCaret()).toBe(endless.length);
    await commands.keys(['Control+Home']);
    expect(view.getCaret()).toBe(0);
  });

  test('a click on the line after the seam is a place after it', async () => {
    const { view } = await show(endless);
    view.scrollTo({ start: seam, end: seam + 1 });
    await settled();
    const { x, y } = pointAt(view, seam + 2);
    expect(view.offsetAt(x, y)).toBe(seam + 2);
  });

  test('an annotation over all of it is drawn first where it is seen, then where it is near', async () => {
    const { view } = await show(endless);
    view.focus();
    await commands.keys(['Control+a']);
    await settled();
    view.setSelection(null);
    view.add({ id: 'all', start: 0, end: endless.length, paint: 0, label: 'x' });
    const marks = () => view.element.querySelectorAll('[data-id="all"]').length;
    expect(marks()).toBeGreaterThan(1);
    expect(marks()).toBeLessThan(blocksOf(view).length / 4);
    const last = { start: endless.length - 4, end: endless.length };
    view.scrollTo(last);
    await eventually(() => expect(blocksOf(view).at(-1)?.querySelector('[data-id="all"]')).not.toBeNull());
    expect(view.annotationsIn(last)).toEqual(['all']);
  });

  test('all of it can be selected, and what is read out of that can be listened to', async () => {
    const { view, told } = await show(endless);
    view.focus();
    await commands.keys(['Control+a']);
    expect(view.getSelection()?.span).toEqual({ start: 0, end: endless.length });
    const spoken = told.spoken.at(-1) ?? '';
    expect(spoken).toMatch(/^\[Kop\n\ndruk.* … .*Slot\]$/s);
    expect(spoken.length).toBeLessThan(1_100);
  });
});
