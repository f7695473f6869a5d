import axe from 'axe-core';
import { describe, expect, test, vi } from 'vitest';
import { commands } from 'vitest/browser';
import { allKinds, type WrittenBlock, written } from '../testing/blocks.ts';
import { blocksOf, drag, over, settled, show } from '../testing/view.ts';
import { itemLevels } from './structure.ts';
import type { TextView, TextViewOptions } from './types.ts';

async function open(list: readonly WrittenBlock[] = allKinds, options: Partial<TextViewOptions> = {}) {
  const { text, blocks } = written(list);
  return { text, blocks, ...(await show(text, { blocks, sentences: [], ...options })) };
}

const links = (view: TextView, side: string) => [
  ...view.element.querySelectorAll<HTMLElement>(`.kv-note-link[data-side="${side}"]`),
];
/** What the page draws, without being a character of it, at the beginning of an element. */
const drawnBefore = (element: Element) => getComputedStyle(element, '::before').content;

/** A generator of numbers that gives the same ones for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

/** Some document of all kinds of blocks, with notes and speakers where it happens. */
function someBlocks(seed: number): WrittenBlock[] {
  const pick = numbersFrom(seed);
  const kinds = ['heading', 'paragraph', 'list_item', 'quote', 'footnote', 'table_cell'] as const;
  const list: WrittenBlock[] = [];
  for (let at = 0; at < 60; at += 1) {
    const kind = kinds[pick(kinds.length)] ?? 'paragraph';
    const words = Array.from({ length: 1 + pick(9) }, () => `w${at}${['', 'é', '😀', '😀n'][pick(4)]}`).join(
      pick(9) === 0 ? '\n' : ' ',
    );
    for (let times = 1 + pick(kind === 'table_cell' ? 9 : 2); times > 0; times -= 1) {
      const same = list.at(-1)?.kind === kind;
      list.push({
        kind,
        words: `${words}.${times}`,
        ...(same && kind === 'table_cell' ? { gap: pick(3) === 0 ? ('\n' as const) : ('\t' as const) } : {}),
        ...(same && kind === 'list_item' ? { gap: '\n' as const } : {}),
        ...(kind === 'heading' || kind === 'list_item' ? { level: 1 + pick(8) } : {}),
        ...(kind === 'footnote' ? { mark: String(at) } : {}),
        ...(kind === 'footnote' && pick(4) > 0 ? { after: list[pick(list.length)]?.words ?? words } : {}),
        ...(pick(3) === 0 ? { data: { speaker: `S${pick(3)}` } } : {}),
      });
    }
  }
  return list;
}

describe('whatever is drawn around it, the text stays what it is', () => {
  test.each([1, 2, 3, 4, 5, 6])('document %d', async (seed) => {
    const list = someBlocks(seed);
    const pick = numbersFrom(seed + 100);
    const { text, blocks, view } = await open(list);
    view.setAnnotations(
      Array.from({ length: 30 }, (_, at) => {
        const start = pick(text.length - 40);
        return { id: `a${at}`, start, end: start + 1 + pick(39), paint: at % 3, label: 'x' };
      }),
    );
    view.setActive('a3');
    const texts = () => blocksOf(view).map(({ textContent }) => textContent);
    const stored = blocks.map(({ start, end }) => text.slice(start, end));
    expect(texts()).toEqual(stored);
    expect(view.element.textContent).toBe(stored.join(''));
    view.setAnnotations([]);
    expect(texts()).toEqual(stored);
    // Each place is one place in the page, and back.
    for (let times = 0; times < 40; times += 1) {
      const first = pick(blocks.length);
      const start = blocks[first]?.start ?? 0;
      const end = blocks[first + pick(blocks.length - first)]?.end ?? 0;
      view.setSelection({ start, end });
      const clipboardData = new DataTransfer();
      view.element.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
      );
      expect(clipboardData.getData('text/plain')).toBe(text.slice(start, end));
    }
  });

  test('a place between rows, or beside the marks of notes, is a place in the text', async () => {
    const { text, view } = await open();
    const read = (node: Node, offset: number) => {
      document.getSelection()?.setBaseAndExtent(node, offset, view.element, view.element.childNodes.length);
      const clipboardData = new DataTransfer();
      view.element.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
      );
      return text.length - clipboardData.getData('text/plain').length;
    };
    const table = view.element.querySelector('.kv-table') ?? view.element;
    const rows = view.element.querySelectorAll('.kv-row');
    expect(read(table, 0)).toBe(text.indexOf('Jaar'));
    expect(read(table, 1)).toBe(text.indexOf('2024'));
    expect(read(rows[0] ?? table, 2)).toBe(text.indexOf('Toelichting'));
    expect(read(table, 2)).toBe(text.indexOf('Kamerstuk'));
    expect(read(view.element.querySelector('.kv-list') ?? table, 1)).toBe(text.indexOf('a. aan'));
    expect(read(view.element.querySelector('.kv-speaker') ?? table, 0)).toBe(text.indexOf('Ik heb'));
    const quote = blocksOf(view)[5] ?? view.element;
    expect(read(quote, 1)).toBe(text.indexOf('zeiden.') + 'zeiden'.length);
  });
});

describe('blocks are what they are', () => {
  test('to those who listen, and without a fault', async () => {
    const { view, host } = await open();
    const roles = ['list', 'listitem', 'table', 'row', 'cell', 'doc-footnote', 'doc-noteref', 'doc-backlink'];
    const counted = roles.map((role) => view.element.querySelectorAll(`[role="${role}"]`).length);
    expect(counted).toEqual([1, 3, 1, 2, 5, 2, 2, 2]);
    expect([...view.element.querySelectorAll('h2, h3')].map(({ tagName }) => tagName)).toEqual(['H2', 'H3']);
    const { violations } = await axe.run(host, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test('items are set in by their level, cells under one another, and a missing cell leaves its place', async () => {
    const { text, view } = await open();
    const leftOf = (words: string) => {
      const start = text.indexOf(words);
      return view.rectsOf({ start, end: start + 2 })?.[0]?.left ?? -1;
    };
    expect(leftOf('a. aan')).toBeGreaterThan(leftOf('1. Wat') + 8);
    expect(leftOf('2. Wat')).toBe(leftOf('1. Wat'));
    expect(leftOf('2024')).toBe(leftOf('Jaar'));
    expect(leftOf('een deel')).toBe(leftOf('Toelichting'));
    expect(leftOf('Toelichting')).toBeGreaterThan(leftOf('Uitgaven'));
  });

  test('numbers in the margin stay in one line, one for each row', async () => {
    const { view } = await open();
    const numbers = blocksOf(view).filter((block) => !['none', 'normal'].includes(drawnBefore(block)));
    expect(numbers).toHaveLength(14);
  });

  test('who speaks is said where it changes', async () => {
    const { view } = await open();
    const speakers = [...view.element.querySelectorAll('.kv-speaker')];
    expect(speakers.map(drawnBefore)).toEqual(['"Mevrouw Jansen"', '"De heer De Vries"']);
    expect(speakers.map((each) => each.nextElementSibling?.textContent)).toEqual([
      'Ik heb een vraag.',
      'Daarop is dit het antwoord.',
    ]);
  });

  test('a table that is too wide scrolls by itself', async () => {
    const cells = Array.from(
      { length: 40 },
      (_, at): WrittenBlock => ({
        kind: 'table_cell',
        words: `waardewaarde${at}`,
        ...(at === 0 ? {} : { gap: at % 20 === 0 ? ('\n' as const) : ('\t' as const) }),
      }),
    );
    const { text, view } = await open(cells);
    const table = view.element.querySelector('.kv-table');
    expect(table?.scrollWidth).toBeGreaterThan((table?.clientWidth ?? 0) + 200);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
    // What is gone to is in sight, sideways too.
    const start = text.indexOf('waardewaarde19');
    view.scrollTo({ start, end: start + 5 });
    const rect = view.rectsOf({ start, end: start + 5 })?.[0];
    const box = table?.getBoundingClientRect();
    expect(rect?.right).toBeLessThanOrEqual(box?.right ?? 0);
    expect(rect?.left).toBeGreaterThanOrEqual(box?.left ?? innerWidth);
  });

  test('a long table keeps its columns wherever it goes on', async () => {
    const rows = Array.from({ length: 200 }, (_, at): WrittenBlock[] => [
      { kind: 'table_cell', words: `${at}`, ...(at === 0 ? {} : { gap: '\n' as const }) },
      { kind: 'table_cell', words: `post ${at} ${'x'.repeat(at % 9)}`, gap: '\t' },
    ]).flat();
    const { text, view } = await open(rows);
    expect(view.element.querySelectorAll('.kv-table').length).toBeGreaterThan(1);
    const lefts = [10, 110, 190].map((row) => {
      const start = text.indexOf(`post ${row} `);
      view.scrollTo({ start, end: start + 4 });
      return Math.round(view.rectsOf({ start, end: start + 4 })?.[0]?.left ?? -1);
    });
    expect(new Set(lefts).size).toBe(1);
  });

  test('words are coded from one cell into another', async () => {
    const { text, view, told } = await open();
    await drag(view, text.indexOf('Jaar') + 1, text.indexOf('Uitgaven') + 4);
    expect(told.selections.at(-1)).toBe('Jaar\tUitgaven (mouse)');
    view.setAnnotations([over(text, 'Jaar\tUitgaven', 'a')]);
    expect([...view.element.querySelectorAll('[data-id="a"]')].map(({ textContent }) => textContent)).toEqual(
      ['Jaar', 'Uitgaven'],
    );
  });
});

test('items are as far in as their signs say, where the file does not', () => {
  const words = [
    ...[
      '1. Een',
      '2. Twee',
      'a. van twee',
      'b. ook',
      '3. Drie',
      '• punt',
      '– streep',
      '• punt',
      '4. Vier',
      'verder',
    ],
    ...['g) zeven', 'h) acht', 'i) negen', '1.1 onder', '1.2 onder', '1° graad', '(a) haken', 'ii. Romeins'],
  ];
  const list = words.map((each): WrittenBlock => ({ kind: 'list_item', words: each, gap: '\n' }));
  const { text, blocks } = written([
    ...list,
    { kind: 'paragraph', words: 'x' },
    { kind: 'list_item', words: '- y' },
  ]);
  const levels = itemLevels(text, blocks);
  expect(words.map((_, at) => levels.get(at))).toEqual([
    ...[1, 1, 2, 2, 1, 2, 3, 2, 1, 1],
    ...[2, 2, 2, 3, 3, 1, 2, 3],
  ]);
  expect(levels.get(blocks.length - 1)).toBe(1);
});

describe('notes', () => {
  test('have their mark where they belong and before their words, and a name', async () => {
    const { view } = await open(allKinds, {
      labels: { region: 'x', speak: () => '', note: (mark, side) => `${side} ${mark}` },
    });
    const [first] = links(view, 'mark');
    expect(links(view, 'mark').map(drawnBefore)).toEqual(['"1"', '"2"']);
    expect(links(view, 'note').map(drawnBefore)).toEqual(['"1"', '"2"']);
    expect(first?.getAttribute('aria-label')).toBe('mark 1');
    expect(first?.title).toBe('Kamerstuk 31 778, nr. 3.');
    expect(first?.previousSibling?.textContent).toMatch(/van zijn koers\.$/);
    expect(first?.nextSibling).toBeNull();
    expect(links(view, 'mark')[1]?.nextSibling?.textContent).toBe('.');
  });

  test('are gone to and back by pointer and by key, and the page hears of it', async () => {
    const onNote = vi.fn();
    const { text, view, told } = await open(allKinds, { onNote });
    const [mark, note] = [text.indexOf('van zijn koers.') + 15, text.indexOf('Kamerstuk')];
    links(view, 'mark')[0]?.click();
    expect(onNote.mock.calls).toEqual([[{ from: mark, to: note }]]);
    expect(view.getCaret()).toBe(note);
    links(view, 'mark')[0]?.focus();
    await commands.keys(['Enter']);
    expect(document.activeElement).toBe(links(view, 'note')[0]);
    await commands.keys(['Enter']);
    expect(document.activeElement).toBe(links(view, 'mark')[0]);
    expect(onNote.mock.calls.at(-1)).toEqual([{ from: note, to: mark }]);
    // A press on a mark is none on the words.
    const { x, y, width, height } = links(view, 'mark')[0]?.getBoundingClientRect() ?? new DOMRect();
    await commands.mouse([{ do: 'move', x: x + width / 2, y: y + height / 2 }, { do: 'down' }, { do: 'up' }]);
    await settled();
    expect(told.activations).toEqual([]);
    expect(onNote).toHaveBeenCalledTimes(4);
  });

  test('keep their mark, and the focus on it, when the words around it are coded', async () => {
    const { text, view } = await open();
    links(view, 'mark')[0]?.focus();
    view.add(over(text, 'zijn koers.', 'a'));
    expect(document.activeElement).toBe(links(view, 'mark')[0]);
    expect(links(view, 'mark')).toHaveLength(2);
    expect(view.rectsOf({ start: text.indexOf('zijn'), end: text.indexOf('koers.') + 6 })).toHaveLength(1);
  });

  test('that nothing points at have a mark that leads nowhere', async () => {
    const { view } = await open([
      { kind: 'paragraph', words: 'Woorden.' },
      { kind: 'footnote', words: 'Een noot.', mark: '*' },
    ]);
    expect(links(view, 'note').map(({ tagName }) => tagName)).toEqual(['SPAN']);
    expect(links(view, 'mark')).toEqual([]);
  });
});
