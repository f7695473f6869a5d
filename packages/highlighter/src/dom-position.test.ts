import { segmentPlainText } from '@koersvast/core/text';
import { describe, expect, test } from 'vitest';
import { blocksOf, letter, over, show } from '../testing/view.ts';

/** Selects by nodes, as the browser would, and gives the offsets that the view reads from it. */
async function read(
  make: (view: { root: HTMLElement; blocks: HTMLElement[] }) => [Node, number, Node, number],
  annotations = [over(letter, 'van druk', 'a'), over(letter, 'druk en', 'b')],
): Promise<[number, number] | null> {
  const { view } = await show(letter, { annotations });
  view.setActive('a');
  const [anchor, anchorOffset, focus, focusOffset] = make({ root: view.element, blocks: blocksOf(view) });
  document.getSelection()?.setBaseAndExtent(anchor, anchorOffset, focus, focusOffset);
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
  (anchor instanceof Element ? anchor : anchor.parentElement)?.dispatchEvent(event);
  const text = clipboardData.getData('text/plain');
  return text === '' ? null : [letter.indexOf(text), letter.indexOf(text) + text.length];
}

const segmented = segmentPlainText(letter, 'nl');
const block = (position: number) => segmented.blocks[position] ?? { start: -1, end: -1 };

function textNodes(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
}

const at = (list: readonly Node[], position: number): Node => list.at(position) ?? document;

describe('from a range to a span', () => {
  test('inside one text node', async () => {
    const found = await read(({ blocks }) => {
      const node = at(textNodes(at(blocks, 0)), 0);
      return [node, 2, node, 9];
    });
    expect(found).toEqual([2, 9]);
  });

  test('over several text nodes of one block', async () => {
    const found = await read(({ blocks }) => {
      const nodes = textNodes(at(blocks, 1));
      return [at(nodes, 0), 5, at(nodes, -1), 3];
    });
    expect(found?.[0]).toBe(block(1).start + 5);
    expect(found?.[1]).toBe(letter.indexOf('druk en') + 'druk en'.length + 3);
  });

  test('backward', async () => {
    const found = await read(({ blocks }) => {
      const nodes = textNodes(at(blocks, 1));
      return [at(nodes, -1), 3, at(nodes, 0), 5];
    });
    expect(found?.[0]).toBe(block(1).start + 5);
  });

  test('across blocks', async () => {
    const found = await read(({ blocks }) => [
      at(textNodes(at(blocks, 0)), 0),
      0,
      at(textNodes(at(blocks, 3)), 0),
      4,
    ]);
    expect(found).toEqual([0, block(3).start + 4]);
  });

  test('from block element to block element, as a triple click gives', async () => {
    const found = await read(({ blocks }) => [at(blocks, 1), 0, at(blocks, 2), 0]);
    expect(found).toEqual([block(1).start, block(2).start]);
  });

  test('to behind the last child of a block', async () => {
    const found = await read(({ blocks }) => [
      at(blocks, 1),
      0,
      at(blocks, 1),
      at(blocks, 1).childNodes.length,
    ]);
    expect(found).toEqual([block(1).start, block(1).end]);
  });

  test('from a mark element', async () => {
    const found = await read(({ blocks }) => {
      const mark = blocks[1]?.querySelector('mark') ?? at(blocks, 1);
      return [mark, 0, mark, mark.childNodes.length];
    });
    expect(found).toEqual([letter.indexOf('van druk'), letter.indexOf('van druk') + 'van druk'.length]);
  });

  test('from a handle', async () => {
    const found = await read(({ blocks }) => {
      const handle = blocks[1]?.querySelector('.kv-handle[data-side="start"]') ?? at(blocks, 1);
      return [handle, 0, at(blocks, 2), 0];
    });
    expect(found).toEqual([letter.indexOf('van druk'), block(2).start]);
  });

  test('the whole view by its root', async () => {
    expect(await read(({ root }) => [root, 0, root, root.childNodes.length])).toEqual([0, letter.length]);
  });

  test('by a chunk', async () => {
    const found = await read(({ root }) => {
      const chunk = root.firstElementChild ?? root;
      return [chunk, 1, chunk, 3];
    });
    expect(found).toEqual([block(1).start, block(3).start]);
  });

  test('an emoji', async () => {
    const start = letter.indexOf('😀');
    const found = await read(({ blocks }) => {
      const node = at(textNodes(at(blocks, 2)), 0);
      return [node, start - block(2).start, node, start - block(2).start + 2];
    });
    expect(found).toEqual([start, start + 2]);
  });

  test('nothing in the view', async () => {
    expect(await read(({ root }) => [document.body, 0, root.parentElement ?? root, 0])).toBeNull();
  });
});

describe('from a span to the screen and back', () => {
  test('every offset that is a place for a caret is found again under its own point', async () => {
    const { view } = await show(letter, {
      annotations: [over(letter, 'druk en', 'a'), over(letter, 'druk', 'b')],
    });
    for (let offset = 0; offset < letter.length; offset += 1) {
      const rects = view.rectsOf({ start: offset, end: offset + 1 });
      const rect = rects?.[0];
      if (rect === undefined || rect.width < 3 || letter[offset] === ' ') continue;
      expect(view.offsetAt(rect.left + 1, rect.top + rect.height / 2)).toBeLessThanOrEqual(offset);
      expect(view.offsetAt(rect.left + 1, rect.top + rect.height / 2)).toBeGreaterThan(offset - 12);
    }
    const druk = letter.indexOf('druk');
    const rect = view.rectsOf({ start: druk, end: druk + 1 })?.[0] ?? new DOMRect();
    expect(view.offsetAt(rect.left + 1, rect.top + 5)).toBe(druk);
    expect(view.offsetAt(rect.right - 1, rect.top + 5)).toBe(druk + 1);
  });

  test('a span over several text nodes has one rectangle a line', async () => {
    const { view } = await show(letter, {
      annotations: [over(letter, 'geen', 'a'), over(letter, 'reden', 'b')],
    });
    const { start } = over(letter, 'ziet geen reden om', 'x');
    expect(view.rectsOf({ start, end: start + 18 })).toHaveLength(1);
    const whole = view.rectsOf(block(1)) ?? [];
    expect(whole.length).toBeGreaterThan(1);
    const tops = whole.map(({ top }) => Math.round(top));
    expect(new Set(tops).size).toBe(tops.length);
  });

  test('a point beside the text has the nearest offset, one outside the window none', async () => {
    const { view } = await show(letter);
    expect(view.offsetAt(-10, -10)).toBeNull();
    expect(view.offsetAt(10, innerHeight - 5)).toBe(letter.length);
    const { right, top } = view.rectsOf(block(3))?.[0] ?? new DOMRect();
    expect(view.offsetAt(right + 60, top + 5)).toBe(letter.length);
  });
});
