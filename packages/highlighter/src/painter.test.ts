import { segmentPlainText } from '@koersvast/core/text';
import { describe, expect, test } from 'vitest';
import { blocksOf, drawn, letter, over, show } from '../testing/view.ts';

const sentence = 'een combinatie van druk en selectieve samenwerking';

/** The first paragraph of the letter as it is drawn, cut down to the part that matters. */
async function paragraph(...quotes: string[]): Promise<string> {
  const annotations = quotes.map((quote, at) => over(letter, quote, 'abcdef'.charAt(at)));
  const { view } = await show(letter, { annotations, onBoundaryDrag: undefined });
  const text = drawn(blocksOf(view)[1] ?? view.element);
  return text.slice(text.indexOf('Rusland, ') + 9, text.indexOf(', te wijzigen'));
}

describe('annotations are drawn as elements around their text', () => {
  test.each([
    ['one', ['druk'], 'een combinatie van <a druk> en selectieve samenwerking'],
    ['apart', ['druk', 'samenwerking'], 'een combinatie van <a druk> en selectieve <b samenwerking>'],
    ['adjacent', ['druk', ' en '], 'een combinatie van <a druk><b  en >selectieve samenwerking'],
    ['nested', ['druk en selectieve', 'druk'], 'een combinatie van <a <b druk> en selectieve> samenwerking'],
    ['nested at the end', ['van druk', 'druk'], 'een combinatie <a van <b druk>> en selectieve samenwerking'],
    ['identical', ['druk', 'druk', 'druk'], 'een combinatie van <a <b <c druk>>> en selectieve samenwerking'],
    ['crossing', ['van druk', 'druk en'], 'een combinatie <a van <b druk>><b  en> selectieve samenwerking'],
    [
      'three that cross',
      ['combinatie van druk', 'van druk en', 'druk en selectieve'],
      'een <a combinatie <b van <c druk>>><b <c  en>><c  selectieve> samenwerking',
    ],
  ])('%s', async (_name, quotes, expected) => {
    expect(await paragraph(...quotes)).toBe(expected);
  });
});

test('an annotation across blocks has a piece in each, and the gap belongs to none', async () => {
  const start = letter.indexOf('de minister.');
  const end = letter.indexOf('kabinet') + 'kabinet'.length;
  const { view } = await show(letter, { annotations: [{ id: 'a', start, end, paint: 0, label: 'x' }] });
  const [, first, second] = blocksOf(view);
  expect(drawn(first ?? view.element)).toMatch(/schrijft <a de minister\.>$/);
  expect(drawn(second ?? view.element)).toMatch(/^<a Het kabinet> hecht/);
  const described = view.element.querySelectorAll('[aria-description]');
  expect(described).toHaveLength(1);
});

test('whatever is drawn, the text in the page is the text', async () => {
  const annotations = Array.from({ length: 60 }, (_, at) => ({
    id: `a${at}`,
    start: (at * 17) % (letter.length - 40),
    end: ((at * 17) % (letter.length - 40)) + 1 + ((at * 7) % 39),
    paint: at % 3,
    label: 'x',
  }));
  const { view } = await show(letter, { annotations });
  expect(blocksOf(view).map((block) => block.textContent)).toEqual(letter.split('\n\n'));
  for (const { id } of annotations) view.remove(id);
  expect(view.element.querySelectorAll('mark')).toHaveLength(0);
  expect(blocksOf(view).map((block) => block.textContent)).toEqual(letter.split('\n\n'));
});

test('emoji and combining marks are drawn whole', async () => {
  const annotations = [
    over(letter, '😀', 'a'),
    over(letter, '👩‍👩‍👧‍👦', 'b'),
    over(letter, 'cafe\u0301', 'c'),
  ];
  const { view } = await show(letter, { annotations });
  const text = drawn(blocksOf(view)[2] ?? view.element);
  expect(text).toBe('Het kabinet hecht aan <a 😀> samenwerking. <b 👩‍👩‍👧‍👦> Café en <c cafe\u0301>.');
});

test('three annotations on one word have three lines under it', async () => {
  const annotations = ['a', 'b', 'c'].map((id, paint) => over(letter, 'druk', id, { paint }));
  const { view } = await show(letter, { annotations });
  const marks = [...view.element.querySelectorAll('mark')];
  const styles = marks.map((mark) => getComputedStyle(mark));
  expect(styles.map((style) => style.textDecorationStyle)).toEqual(['solid', 'dashed', 'wavy']);
  const offsets = styles.map((style) => Number.parseFloat(style.textUnderlineOffset));
  expect(new Set(offsets).size).toBe(3);
  expect([...offsets].sort((a, b) => a - b)).toEqual(offsets);
});

test('colours and line styles come from the appearance, in both themes by variables', async () => {
  const { view } = await show(letter, { annotations: [over(letter, 'druk', 'a', { paint: 1 })] });
  const mark = view.element.querySelector('mark') ?? view.element;
  expect(getComputedStyle(mark).textDecorationColor).toBe('rgb(176, 71, 28)');
  expect(getComputedStyle(mark).backgroundColor).toBe('rgb(245, 226, 218)');
  expect(getComputedStyle(mark).textDecorationStyle).toBe('dashed');
});

describe('the lines of several annotations', () => {
  const tall = Array.from({ length: 40 }, (_, at) => `Éen woord ${at} ÁÉ glijdt`).join(' ');
  /** How far below its baseline the deepest line of a mark ends, at the most: a double one is the highest. */
  const depthOf = (mark: HTMLElement) => {
    const style = getComputedStyle(mark);
    return (
      Number.parseFloat(style.textUnderlineOffset) + 3.5 * Number.parseFloat(style.textDecorationThickness)
    );
  };

  test.each([
    ['two', 2],
    ['three', 3],
    ['five', 5],
    ['eight', 8],
  ])('%s end above the next line of text, in a heading too', async (_name, count) => {
    for (const kind of ['paragraph', 'heading'] as const) {
      const blocks = segmentPlainText(tall, 'nl').blocks.map((block) => ({ ...block, kind }));
      const annotations = Array.from({ length: count }, (_, at) => over(tall, 'woord 0 ÁÉ glijdt', `a${at}`));
      const { view } = await show(tall, { blocks, annotations });
      const [first, second] = view.rectsOf({ start: 0, end: tall.length }) ?? [];
      const marks = [...view.element.querySelectorAll('mark')];
      const block = blocksOf(view)[0] ?? view.element;
      const size = Number.parseFloat(getComputedStyle(block).fontSize);
      // Text stands in its rectangle as in any: the baseline at some four fifths, capitals from some seventh on.
      const baseline = (first?.top ?? 0) + (first?.height ?? 0) * 0.78;
      const capitals = (second?.top ?? 0) + (second?.height ?? 0) * 0.78 - size * 0.75;
      expect(baseline + Math.max(...marks.map(depthOf))).toBeLessThanOrEqual(capitals + 0.5);
      view.destroy();
    }
  });

  test('make only their own line higher', async () => {
    const annotations = ['a', 'b', 'c', 'd', 'e'].map((id) => over(tall, 'woord 0', id));
    const { view } = await show(tall, { annotations });
    const tops = view.rectsOf({ start: 0, end: tall.length })?.map(({ top }) => top) ?? [];
    const steps = tops.slice(1).map((top, at) => Math.round(top - (tops[at] ?? 0)));
    expect(steps[0]).toBeGreaterThan(steps[1] ?? 0);
    expect(new Set(steps.slice(1)).size).toBe(1);
    for (const id of ['e', 'd', 'c']) view.remove(id);
    expect(view.element.querySelector('.kv-room')).toBeNull();
  });

  test('keep no place under one that has ended', async () => {
    const annotations = [
      over(letter, 'combinatie van druk', 'a'),
      over(letter, 'van druk en selectieve samenwerking', 'b'),
      over(letter, 'selectieve', 'c'),
    ];
    const { view } = await show(letter, { annotations });
    const lanes = () =>
      [...view.element.querySelectorAll<HTMLElement>('mark')].map(({ dataset, textContent }) => [
        dataset.id,
        dataset.lane,
        textContent,
      ]);
    expect(lanes()).toEqual([
      ['a', '0', 'combinatie van druk'],
      ['b', '1', 'van druk'],
      ['b', '0', ' en selectieve samenwerking'],
      ['c', '1', 'selectieve'],
    ]);
    // The active one stays one piece, and nothing else takes its line.
    view.setActive('b');
    const under = (id: string) =>
      [...view.element.querySelectorAll<HTMLElement>(`mark[data-id="${id}"]`)].map(
        ({ dataset }) => dataset.lane,
      );
    expect(under('b')).toHaveLength(1);
    expect(under('c')).not.toContain(under('b')[0]);
    expect(under('a').at(-1)).not.toBe(under('b')[0]);
  });
});

test('more than there are lanes for share the last one, and a number that is no text says how many', async () => {
  const annotations = Array.from({ length: 11 }, (_, at) => over(letter, 'druk', String(at)));
  const { view } = await show(letter, { annotations });
  const marks = [...view.element.querySelectorAll('mark')];
  expect(marks.map((mark) => mark.dataset.lane)).toEqual([...'01234567777']);
  expect(marks.map((mark) => mark.dataset.more ?? '').slice(7)).toEqual(['', '+1', '+2', '+3']);
  const shown = marks.map((mark) => getComputedStyle(mark, '::after'));
  expect(shown.filter(({ content, display }) => content !== 'none' && display !== 'none')).toHaveLength(1);
  expect(shown.at(-1)?.content).toContain('+3');
  expect(blocksOf(view)[1]?.textContent).not.toContain('+');
});

test('a fixed lane is kept whatever else is there', async () => {
  const annotations = [
    over(letter, 'druk', 'a', { lane: 2 }),
    over(letter, 'samenwerking', 'b', { lane: 1 }),
  ];
  const { view } = await show(letter, { annotations });
  const lanes = [...view.element.querySelectorAll('mark')].map((mark) => mark.dataset.lane);
  expect(lanes).toEqual(['2', '1']);
});

describe('the active annotation', () => {
  test('is one outlined element, with a handle at either end', async () => {
    const annotations = [
      over(letter, 'combinatie van druk', 'a'),
      over(letter, 'van druk en selectieve', 'b'),
    ];
    const { view } = await show(letter, { annotations });
    view.setActive('b');
    expect(drawn(blocksOf(view)[1] ?? view.element)).toContain(
      'een <a combinatie ><b ⟨<a van druk> en selectieve⟩> samenwerking',
    );
    expect(view.element.querySelectorAll('.kv-active')).toHaveLength(1);
    view.setActive('a');
    expect(drawn(blocksOf(view)[1] ?? view.element)).toContain(
      '<a ⟨combinatie <b van druk>⟩><b  en selectieve>',
    );
    view.setActive(null);
    expect(view.element.querySelectorAll('.kv-active, .kv-handle')).toHaveLength(0);
  });

  test('is marked where it stands when it is one element, and leaves its block as it was', async () => {
    const annotations = [
      over(letter, 'combinatie van druk', 'a'),
      over(letter, 'van druk en selectieve', 'b'),
    ];
    const { view } = await show(letter, { annotations });
    const block = () => drawn(blocksOf(view)[1] ?? view.element);
    const elementOf = (id: string) => view.element.querySelector(`mark[data-id="${id}"]`);
    const [before, whole] = [block(), elementOf('a')];
    view.setActive('a');
    expect(elementOf('a')).toBe(whole);
    view.setActive(null);
    expect(elementOf('a')).toBe(whole);
    expect(block()).toBe(before);
    // In two pieces it is drawn as one; that goes when there is time, and at once where something else is drawn.
    view.setActive('b');
    expect(block()).not.toBe(before);
    view.setActive(null);
    await expect.poll(block).toBe(before);
    view.setActive('b');
    view.setActive('a');
    expect(view.element.querySelectorAll('.kv-active')).toHaveLength(1);
    expect(block()).toContain('<a ⟨combinatie <b van druk>⟩><b  en selectieve>');
  });

  test('has one handle in each block when it crosses blocks, and none when it is fixed', async () => {
    const start = letter.indexOf('de minister.');
    const across = { id: 'a', start, end: letter.indexOf('hecht'), paint: 0, label: 'x' };
    const { view } = await show(letter, { annotations: [across] });
    view.setActive('a');
    expect(
      [...view.element.querySelectorAll<HTMLElement>('.kv-handle')].map(({ dataset }) => dataset.side),
    ).toEqual(['start', 'end']);
    view.update({ ...across, fixed: true });
    expect(view.element.querySelectorAll('.kv-handle')).toHaveLength(0);
  });
});

test('a span that is not one of the text is left out', async () => {
  const annotations = [
    { id: 'a', start: -1, end: 4, paint: 0, label: 'x' },
    { id: 'b', start: 4, end: 4, paint: 0, label: 'x' },
    { id: 'c', start: 4, end: letter.length + 1, paint: 0, label: 'x' },
    over(letter, 'druk', 'd'),
  ];
  const { view } = await show(letter, { annotations });
  expect([...view.element.querySelectorAll('mark')].map(({ dataset }) => dataset.id)).toEqual(['d']);
  expect(view.annotationsIn({ start: 0, end: letter.length })).toEqual(['d']);
});

test('the sentence that these cases use is in the letter', () => {
  expect(letter).toContain(sentence);
});
