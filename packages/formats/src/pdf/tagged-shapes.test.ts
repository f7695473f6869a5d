import { expect, test } from 'vitest';
import { NoteBook } from './notes.ts';
import type { Element, Page } from './page.ts';
import { blocksOf } from './tagged.ts';
import { linesIn } from './tagged-lines.ts';

/** An item with its words, and a list in it. */
type Item = readonly [words: string, ...inner: Item[]];

const items: Item[] = [
  ['1. een', ['a. eerste'], ['b. tweede']],
  ['2. twee', ['a. derde'], ['b. vierde']],
  ['3. drie'],
];

/** The page on which these words stand: its tree has the whole list. */
function page(number: number, here: readonly string[]): Page {
  const chunks: Page['chunks'][number][] = [];
  const listOf = (inner: readonly Item[]): Element => ({
    role: 'L',
    children: inner.flatMap(([words, ...more]): Element[] => [
      { role: 'LI', children: [{ role: 'LBody', children: here.includes(words) ? [contentOf(words)] : [] }] },
      ...(more.length > 0 ? [listOf(more)] : []),
    ]),
  });
  const contentOf = (text: string) => {
    const y = 100 + chunks.length * 14;
    const content = `${number}/${chunks.length}`;
    chunks.push({
      ...{ text, content, y, x0: 70, x1: 170, size: 10, angle: 0, box: [70, y - 8, 170, y + 2] },
      ...{ bold: false, italic: false, spaceBefore: false, spaceAfter: false, artifact: false },
    });
    return { content };
  };
  const tree: Element = { role: 'Document', children: [listOf(items)] };
  return { number, width: 595, height: 842, chunks, tree };
}

test('lists in a list keep their order, wherever pages end', () => {
  const words = items.flatMap(([own, ...inner]) => [own, ...inner.map(([text]) => text)]);
  for (let end = 0; end <= words.length; end += 1) {
    const pages = [page(1, words.slice(0, end)), page(2, words.slice(end))];
    const read = blocksOf(pages, new NoteBook())
      .flatMap(({ parts }) => parts.flatMap(linesIn))
      .map(({ chunks }) => chunks.map(({ text }) => text).join(' '));
    expect(read).toEqual(words);
  }
});
