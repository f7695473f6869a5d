import { describe, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { makeSample } from '../bench/page/sample.ts';
import { createTextView, type TextView } from '../src/index.ts';
import { blocksOf, letter, nextFrame, over, settled, show } from '../testing/view.ts';

const long = makeSample(120_000, 600);

async function showLong() {
  return show(long.text, { blocks: long.blocks, sentences: long.sentences, annotations: long.annotations });
}

/** Waits until `holds`, a frame at a time; a test that never gets there fails by its time limit. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await nextFrame();
}

const marked = (root: Element) => root.querySelectorAll('mark').length;

describe('the text comes in parts', () => {
  test('the first screen with its annotations is there at once', () => {
    const host = document.createElement('div');
    document.body.append(host);
    const view = createTextView(host, { ...long, language: 'nl', labels: { region: 'x', speak: () => '' } });
    expect(blocksOf(view).length).toBeGreaterThan(2);
    expect(blocksOf(view).length).toBeLessThan(long.blocks.length);
    expect(marked(view.element)).toBeGreaterThan(0);
    view.destroy();
    host.remove();
  });

  test('and then all of it, each block once and in order', async () => {
    const { view } = await showLong();
    const texts = blocksOf(view).map((block) => block.textContent);
    expect(texts).toEqual(long.blocks.map(({ start, end }) => long.text.slice(start, end)));
  });

  test('the browser finds what is far from the screen', async () => {
    const text = `${long.text}\n\nOnvindbaarwoord staat hier.`;
    const { view } = await show(text);
    const found = (window as unknown as { find(text: string): boolean }).find('Onvindbaarwoord');
    expect(found).toBe(true);
    expect(view.element.contains(document.getSelection()?.anchorNode ?? null)).toBe(true);
  });

  test('a view that is destroyed at once puts nothing more in', async () => {
    const host = document.createElement('div');
    document.body.append(host);
    const view = createTextView(host, { ...long, language: 'nl', labels: { region: 'x', speak: () => '' } });
    view.destroy();
    await settled();
    expect(host.childNodes).toHaveLength(0);
    host.remove();
  });

  test('an empty text is an empty view', async () => {
    const { view } = await show('');
    expect(view.element.textContent).toBe('');
    expect(view.visibleBlocks()).toBeNull();
    expect(view.getCaret()).toBe(0);
    view.focus();
    expect(view.handleKey(new KeyboardEvent('keydown', { key: 'ArrowRight' }))).toBe(true);
  });
});

describe('only what is near is drawn', () => {
  test('far blocks have no elements until they come near', async () => {
    const { view } = await showLong();
    await settled();
    const last = blocksOf(view).at(-1) ?? view.element;
    const total = long.annotations.length;
    expect(marked(view.element)).toBeLessThan(total / 2);
    last.scrollIntoView();
    await until(() => view.element.querySelector('.kv-chunk:last-child mark') !== null);
    const inLast = view.annotationsIn(long.blocks.at(-1) ?? { start: 0, end: 1 });
    const drawnInLast = new Set([...last.querySelectorAll('mark')].map(({ dataset }) => dataset.id));
    expect([...drawnInLast].sort()).toEqual([...inLast].sort());
  });

  test('a change in a far block is there when it is scrolled to', async () => {
    const { view } = await showLong();
    const { start } = long.blocks.at(-1) ?? { start: 0 };
    view.add({ id: 'far', start, end: start + 20, paint: 1, label: 'x' });
    expect(view.element.querySelector('[data-id="far"]')).toBeNull();
    view.scrollTo({ start, end: start + 20 });
    expect(view.element.querySelector('[data-id="far"]')).not.toBeNull();
    expect(view.rectsOf({ start, end: start + 20 })).not.toBeNull();
  });

  test('chunks that were left long ago give their elements back', async () => {
    const { view } = await showLong();
    const most = { marks: 0 };
    for (let position = 0; position < long.blocks.length; position += 12) {
      blocksOf(view)[position]?.scrollIntoView();
      await settled();
      most.marks = Math.max(most.marks, marked(view.element));
    }
    blocksOf(view)[0]?.scrollIntoView();
    await settled();
    expect(
      blocksOf(view)
        .map((block) => block.textContent)
        .join('\n'),
    ).toBe(long.text);
    expect(most.marks).toBeGreaterThan(0);
  });
});

describe('finding a place', () => {
  test('a far span comes to the middle', async () => {
    const { view } = await showLong();
    const { start } = long.blocks[120] ?? { start: 0 };
    view.scrollTo({ start, end: start + 10 });
    await settled();
    await settled();
    const rect = view.rectsOf({ start, end: start + 10 })?.[0] ?? new DOMRect();
    expect(Math.abs(rect.top + rect.height / 2 - innerHeight / 2)).toBeLessThan(40);
  });

  test('what is in sight stays where it is when only near is asked for', async () => {
    const { view } = await showLong();
    const before = scrollY;
    view.scrollTo({ start: 10, end: 20 }, { align: 'nearest' });
    expect(scrollY).toBe(before);
    const { start } = long.blocks[100] ?? { start: 0 };
    view.scrollTo({ start, end: start + 1 }, { align: 'nearest' });
    await settled();
    const rect = view.rectsOf({ start, end: start + 1 })?.[0] ?? new DOMRect();
    expect(rect.bottom).toBeLessThanOrEqual(innerHeight);
    expect(rect.top).toBeGreaterThanOrEqual(0);
  });

  test('in an element that scrolls, above its margin', async () => {
    const scroller = document.createElement('div');
    scroller.style.cssText = 'height:400px;overflow-y:auto';
    document.body.append(scroller);
    const host = document.createElement('div');
    scroller.append(host);
    const view = createTextView(host, {
      ...long,
      language: 'nl',
      labels: { region: 'x', speak: () => '' },
      scrollMargin: { top: 50, bottom: 0 },
    });
    await view.mounted;
    const { start } = long.blocks[80] ?? { start: 0 };
    view.scrollTo({ start, end: start + 10 }, { align: 'start' });
    await settled();
    const rect = view.rectsOf({ start, end: start + 10 })?.[0] ?? new DOMRect();
    expect(Math.abs(rect.top - scroller.getBoundingClientRect().top - 50)).toBeLessThan(35);
    expect(scrollY).toBe(0);
    view.destroy();
    scroller.remove();
  });

  test('rectangles and heights: exact when near, estimated when far', async () => {
    const { view } = await showLong();
    await settled();
    const far = long.blocks.at(-1)?.start ?? 0;
    expect(view.rectsOf({ start: far, end: far + 5 })).toBeNull();
    const rect = view.rectsOf({ start: 5, end: 9 })?.[0] ?? new DOMRect();
    expect(view.topOf(5)).toBeCloseTo(rect.top - view.element.getBoundingClientRect().top, 0);
    const tops = long.blocks.map(({ start }) => view.topOf(start));
    expect(tops.every((top, at) => at === 0 || top >= (tops[at - 1] ?? 0))).toBe(true);
    expect(tops.at(-1)).toBeLessThan(view.element.getBoundingClientRect().height);
  });

  test('the blocks in sight', async () => {
    const { view } = await showLong();
    expect(view.visibleBlocks()?.first).toBe(1);
    blocksOf(view)[60]?.scrollIntoView();
    await settled();
    const { first, last } = view.visibleBlocks() ?? { first: 0, last: 0 };
    expect(first).toBeLessThanOrEqual(61);
    expect(last).toBeGreaterThanOrEqual(61);
    expect(last - first).toBeLessThan(20);
  });

  test('a new width is told once a frame', async () => {
    let told = 0;
    const { host } = await show(letter, {
      onLayout: () => {
        told += 1;
      },
    });
    await settled();
    const before = told;
    host.style.inlineSize = '400px';
    await settled();
    expect(told).toBe(before + 1);
  });

  test('the caret stays with its text when the page is resized', async () => {
    const { view, host } = await show(letter);
    view.focus();
    await commands.keys(['Control+End']);
    host.style.inlineSize = '300px';
    await settled();
    const caret = view.element.querySelector('.kv-caret')?.getBoundingClientRect();
    const end = view.rectsOf({ start: letter.length - 1, end: letter.length })?.[0];
    expect(Math.abs((caret?.top ?? 0) - (end?.top ?? 99))).toBeLessThan(4);
  });
});

describe('what the page says', () => {
  test('kinds, levels and numbers of blocks', async () => {
    const text = 'Kop\n\nEerste.\n\n- punt\n\n> citaat\n\n2.1 Tweede kop\n\n[1] Noot.';
    const { view } = await show(text);
    expect(blocksOf(view).map(({ tagName, dataset }) => [tagName, dataset.kind, dataset.paragraph])).toEqual([
      ['H2', 'heading', undefined],
      ['P', 'paragraph', '1'],
      ['P', 'list_item', '2'],
      ['BLOCKQUOTE', 'quote', '3'],
      ['H4', 'heading', undefined],
      ['P', 'footnote', '4'],
    ]);
  });

  test('numbers are shown and are no text', async () => {
    const { view } = await show(letter);
    const block = blocksOf(view)[1] ?? view.element;
    expect(getComputedStyle(block, '::before').content).toBe('"1" / ""');
    expect(view.element.textContent).not.toMatch(/\d/);
  });

  test('markup in a document is text', async () => {
    const text = 'Kop\n\n<img src=x onerror="document.title=1"> & <b>vet</b>';
    const { view } = await show(text, { annotations: [over(text, '<b>', 'a', { label: '"><i>' })] });
    expect(blocksOf(view)[1]?.textContent).toBe(text.slice(5));
    expect(view.element.querySelector('img, b, i')).toBeNull();
  });

  test('a hard-wrapped paragraph flows, a line with tabs keeps them', async () => {
    const text =
      'De minister schrijft in een brief aan de Kamer dat het\nkabinet geen reden ziet om de houding te wijzigen.\n\nnaam\tdatum';
    const { view } = await show(text);
    const [first, second] = blocksOf(view);
    const spaceOf = (block: HTMLElement | undefined) => getComputedStyle(block ?? view.element).whiteSpace;
    expect(spaceOf(first)).toBe('normal');
    expect(spaceOf(second)).toBe('pre-wrap');
  });

  test('the region has a name, a language, help, and is not translated', async () => {
    const { view } = await show(letter);
    const { element } = view;
    expect(element.getAttribute('aria-label')).toBe('Een brief');
    expect(element.lang).toBe('nl');
    expect(element.getAttribute('translate')).toBe('no');
    expect(document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Kies tekst',
    );
  });
});

describe('colours that are forced', () => {
  test('annotations keep their lines, and what is active keeps an outline', async () => {
    const annotations = [over(letter, 'druk', 'a'), over(letter, 'Slot', 'b', { paint: 1 })];
    const { view } = await show(letter, { annotations });
    view.setActive('a');
    await commands.media({ forcedColors: 'active' });
    try {
      expect(matchMedia('(forced-colors: active)').matches).toBe(true);
      const styles = [...view.element.querySelectorAll('mark')].map((mark) => getComputedStyle(mark));
      expect(styles.map(({ textDecorationLine }) => textDecorationLine)).toEqual(['underline', 'underline']);
      expect(styles.map(({ textDecorationStyle }) => textDecorationStyle)).toEqual(['solid', 'dashed']);
      expect(styles[0]?.outlineStyle).toBe('solid');
      expect(styles[0]?.color).toBe(getComputedStyle(document.body).color);
    } finally {
      await commands.media({ forcedColors: 'none' });
    }
  });

  test('the dark page has its own colours', async () => {
    const { view } = await show(letter, { annotations: [over(letter, 'druk', 'a')] });
    const mark = view.element.querySelector('mark') ?? view.element;
    const light = getComputedStyle(mark).backgroundColor;
    await commands.media({ colorScheme: 'dark' });
    try {
      expect(getComputedStyle(mark).backgroundColor).not.toBe(light);
    } finally {
      await commands.media({ colorScheme: 'light' });
    }
  });
});

describe('room under words', () => {
  const spanOf = (quote: string, text = letter) => {
    const start = text.indexOf(quote);
    return { start, end: start + quote.length };
  };
  const wide =
    'Het eerste woord staat hier en daarna komt er nog veel meer, zodat deze alinea over ten minste drie regels loopt, wat voor deze proef genoeg is, en die proef gaat over de hoogte van elke regel in deze alinea, dus ook van de laatste.';
  const topsOf = (view: TextView, text: string) =>
    view.rectsOf({ start: 0, end: text.length })?.map(({ top }) => top) ?? [];

  test('makes their line higher and no other, and gives it back', async () => {
    const { view } = await show(wide);
    const before = topsOf(view, wide);
    expect(before.length).toBeGreaterThan(2);
    view.setRooms([{ ...spanOf('eerste woord', wide), room: 24 }]);
    const after = topsOf(view, wide);
    expect(after.map((top, at) => Math.round(top - (before[at] ?? 0)))).toEqual(
      before.map((_, at) => (at === 0 ? 0 : 24)),
    );
    expect(view.element.textContent).toContain(wide);
    view.setRooms([]);
    expect(topsOf(view, wide)).toEqual(before);
  });

  test('is the most that any word of the line needs, in marks and out of them, and the words keep their place', async () => {
    const { view } = await show(wide, { annotations: [over(wide, 'woord staat', 'a')] });
    const before = topsOf(view, wide);
    view.setRooms([
      { ...spanOf('eerste', wide), room: 6 },
      { ...spanOf('staat hier', wide), room: 30 },
    ]);
    expect(Math.round((topsOf(view, wide)[1] ?? 0) - (before[1] ?? 0))).toBe(30);
    for (const word of ['Het', 'eerste', 'staat', 'daarna'])
      expect(view.rectsOf(spanOf(word, wide))?.[0]?.top).toBeCloseTo(before[0] ?? 0, 1);
    expect(view.element.querySelectorAll('mark')).toHaveLength(1);
  });

  test('is there also for words that are drawn later, and whoever draws there is told', async () => {
    let layouts = 0;
    const { view } = await show(long.text, {
      blocks: long.blocks,
      sentences: long.sentences,
      onLayout: () => {
        layouts += 1;
      },
    });
    const last = long.blocks.at(-1);
    const told = layouts;
    view.setRooms([{ start: last?.start ?? 0, end: last?.end ?? 0, room: 10 }]);
    expect(layouts).toBeGreaterThan(told);
    view.scrollTo({ start: last?.start ?? 0, end: last?.end ?? 0 });
    const room = view.element.querySelector<HTMLElement>('.kv-room');
    expect(room?.style.getPropertyValue('--kv-room')).toBe('10px');
  });
});

describe('texts that are not set from left to right, or not as one column', () => {
  test('an Arabic paragraph begins at the right and ends with its full stop at the left', async () => {
    const text = 'إن هولندا تواصل الضغط على روسيا (2019).\n\nEn een Nederlandse alinea.';
    const { view } = await show(text);
    const first = view.rectsOf({ start: 0, end: 1 })?.[0];
    const stop = view.rectsOf({ start: text.indexOf('.'), end: text.indexOf('.') + 1 })?.[0];
    const block = view.element.querySelector('.kv-block')?.getBoundingClientRect();
    expect(first?.right).toBeGreaterThan((block?.right ?? Infinity) - 20);
    expect(stop?.left).toBeLessThan(first?.left ?? 0);
    const dutch = view.rectsOf({ start: text.indexOf('En'), end: text.indexOf('En') + 1 })?.[0];
    expect(dutch?.left).toBeLessThan((block?.left ?? 0) + 5);
  });

  test('the lines of an address are lines, and those of wrapped prose are not', async () => {
    const text =
      'De minister schrijft in een brief aan de Kamer dat het\nkabinet geen reden ziet om de houding te wijzigen.\n\nAan de Voorzitter van de Tweede Kamer\nder Staten-Generaal';
    const { view } = await show(text);
    const topOf = (word: string) =>
      view.rectsOf({ start: text.indexOf(word), end: text.indexOf(word) + 1 })?.[0]?.top ?? Number.NaN;
    expect(topOf('der Staten')).toBeGreaterThan(topOf('Voorzitter') + 5);
    expect(view.element.querySelectorAll('.kv-lines')).toHaveLength(1);
  });
});
