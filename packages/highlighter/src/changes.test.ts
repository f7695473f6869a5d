import { expect, test } from 'vitest';
import { blocksOf, drawn, letter, over, show } from '../testing/view.ts';

const druk = over(letter, 'druk', 'druk');
const slot = over(letter, 'Slot', 'slot');
const minister = over(letter, 'de minister', 'minister');

test('a change draws only the blocks that it touches', async () => {
  const { view } = await show(letter, { annotations: [druk, slot] });
  const before = blocksOf(view).map((block) => [...block.childNodes]);
  view.add(minister);
  const after = blocksOf(view).map((block) => [...block.childNodes]);
  expect(after[1]).not.toEqual(before[1]);
  for (const untouched of [0, 2, 3]) {
    expect(after[untouched]?.length).toBe(before[untouched]?.length);
    after[untouched]?.forEach((node, at) => {
      expect(node).toBe(before[untouched]?.[at]);
    });
  }
});

test('add, update and remove', async () => {
  const { view } = await show(letter);
  view.add(druk);
  expect(view.annotationsAt(druk.start)).toEqual(['druk']);
  view.update({ ...druk, end: druk.end + 3 });
  expect(drawn(view.element)).toContain('<druk druk en>');
  view.update({ ...druk, ...over(letter, 'Slot', 'druk') });
  expect(drawn(view.element)).toContain('<druk Slot>');
  expect(drawn(view.element)).not.toContain('<druk druk');
  view.remove('druk');
  expect(view.element.querySelectorAll('mark')).toHaveLength(0);
  view.remove('druk');
});

test('a new colour changes no element', async () => {
  const { view } = await show(letter, { annotations: [druk] });
  const mark = view.element.querySelector('mark');
  view.update({ ...druk, paint: 1, label: 'other', pending: true });
  expect(view.element.querySelector('mark')).toBe(mark);
  expect(mark?.dataset.paint).toBe('1');
  expect(mark?.dataset.key).toBe('s');
  expect(mark?.getAttribute('aria-description')).toBe('other');
  expect(mark?.className).toBe('kv-mark kv-paint-1 kv-pending');
});

test('a new list changes what differs', async () => {
  const { view } = await show(letter, { annotations: [druk, slot] });
  const mark = view.element.querySelector('[data-id="slot"]');
  view.setAnnotations([slot, minister]);
  expect([...view.element.querySelectorAll('mark')].map(({ dataset }) => dataset.id)).toEqual([
    'minister',
    'slot',
  ]);
  expect(view.element.querySelector('[data-id="slot"]')).toBe(mark);
  view.setAnnotations([]);
  expect(view.element.querySelectorAll('mark')).toHaveLength(0);
});

test('a long new list is drawn like a short one', async () => {
  const { view } = await show(letter, { annotations: [druk] });
  const list = Array.from({ length: 150 }, (_, at) => ({
    id: `n${at}`,
    start: at,
    end: at + 3,
    paint: at % 3,
    label: 'x',
  }));
  view.setAnnotations([...list, slot]);
  const ids = () => new Set([...view.element.querySelectorAll('mark')].map(({ dataset }) => dataset.id));
  expect(ids()).not.toContain('druk');
  expect(ids().size).toBe(view.annotationsIn({ start: 0, end: letter.length }).length - gapOnly(list));
  view.setFilter(({ paint, id }) => paint === 0 || id === 'slot');
  expect(ids()).not.toContain('n1');
  expect(ids()).toContain('n3');
  view.setFilter(null);
  expect(ids()).toContain('n1');
  const moved = list.map((annotation) => ({
    ...annotation,
    start: annotation.start + 1,
    end: annotation.end + 1,
  }));
  view.setAnnotations([...moved, slot]);
  expect(view.annotationsAt(0)).toEqual([]);
  view.setAnnotations([slot]);
  expect([...ids()]).toEqual(['slot']);
});

/** How many lie between two blocks only, where nothing is drawn. */
function gapOnly(list: readonly { start: number; end: number }[]): number {
  return list.filter(({ start, end }) => letter.slice(start, end).trim() === '').length;
}

test('a filter hides, also what is added later, and lets everything come back', async () => {
  const { view } = await show(letter, { annotations: [druk, slot] });
  view.setFilter(({ id }) => id !== 'druk' && id !== 'minister');
  view.add(minister);
  expect([...view.element.querySelectorAll('mark')].map(({ dataset }) => dataset.id)).toEqual(['slot']);
  expect(view.annotationsAt(druk.start)).toEqual([]);
  view.update({ ...druk, paint: 2 });
  expect(view.annotationsAt(druk.start)).toEqual([]);
  view.setFilter(null);
  expect(view.element.querySelectorAll('mark')).toHaveLength(3);
  expect(view.element.querySelector<HTMLElement>('[data-id="druk"]')?.dataset.paint).toBe('2');
});

test('colour by coder instead of by tag', async () => {
  const { view } = await show(letter, { annotations: [druk, slot] });
  const coders = [
    { colour: 2, line: 'dotted' as const, key: 'EL' },
    { colour: 1, line: 'double' as const, key: 'JB' },
  ];
  view.setPaint(coders, ({ id }) => (id === 'druk' ? 0 : 1));
  const marks = [...view.element.querySelectorAll('mark')];
  expect(marks.map((mark) => getComputedStyle(mark).textDecorationStyle)).toEqual(['dotted', 'double']);
  expect(marks.map((mark) => getComputedStyle(mark).textDecorationColor)).toEqual([
    'rgb(28, 138, 79)',
    'rgb(176, 71, 28)',
  ]);
  expect(marks.map(({ dataset }) => dataset.key)).toEqual(['EL', 'JB']);
});

test('two views on one page keep their own appearances', async () => {
  const { view } = await show(letter, { annotations: [druk] });
  const other = await show(letter, { annotations: [druk], appearances: [{ colour: 2, line: 'double' }] });
  const styleOf = (root: HTMLElement) =>
    getComputedStyle(root.querySelector('mark') ?? root).textDecorationStyle;
  expect(styleOf(view.element)).toBe('solid');
  expect(styleOf(other.view.element)).toBe('double');
});

test('hover lights every piece and leaves the elements alone', async () => {
  const across = { id: 'a', start: druk.start, end: letter.indexOf('hecht'), paint: 0, label: 'x' };
  const { view } = await show(letter, { annotations: [across, slot] });
  const marks = [...view.element.querySelectorAll('mark')];
  view.setHover(['a', 'unknown']);
  expect(marks.map((mark) => mark.classList.contains('kv-hover'))).toEqual([true, true, false]);
  view.setHover(['slot']);
  expect(marks.map((mark) => mark.classList.contains('kv-hover'))).toEqual([false, false, true]);
  view.setHover([]);
  expect(view.element.querySelectorAll('.kv-hover')).toHaveLength(0);
  expect([...view.element.querySelectorAll('mark')]).toEqual(marks);
});

test('a draft is marked by the browser and survives drawing', async () => {
  const { view } = await show(letter, { annotations: [druk] });
  view.setDraft({ start: minister.start, end: minister.end });
  const marked = () => [...(CSS.highlights.get('kv-draft') ?? [])].map(String);
  expect(marked()).toEqual(['de minister']);
  view.add(over(letter, 'schrijft de', 'x'));
  expect(marked()).toEqual(['de minister']);
  view.setDraft(null);
  expect(marked()).toEqual([]);
});

test('a destroyed view leaves nothing behind', async () => {
  const { view, host } = await show(letter, { annotations: [druk] });
  const sheets = document.adoptedStyleSheets.length;
  view.setDraft({ start: 0, end: 5 });
  view.destroy();
  expect(host.childNodes).toHaveLength(0);
  expect(document.adoptedStyleSheets).toHaveLength(sheets - 1);
  expect([...(CSS.highlights.get('kv-draft') ?? [])]).toEqual([]);
});
