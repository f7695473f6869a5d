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

test('a label among words is the mark of a note, one before them a number', () => {
  const chunks: Page['chunks'][number][] = [];
  const words = (text: string) => {
    const content = String(chunks.length);
    const x0 = 70 + chunks.length * 100;
    chunks.push({
      ...{ text, content, y: 100, x0, x1: x0 + 90, size: 10, angle: 0, box: [x0, 92, x0 + 90, 102] },
      ...{ bold: false, italic: false, spaceBefore: false, spaceAfter: false, artifact: false },
    });
    return { content };
  };
  const element = (role: string, ...children: Element['children'][number][]): Element => ({ role, children });
  const mark = () => element('Lbl', element('Link', element('Span', words('3'))));
  // As Typst writes it: the note lies in the paragraph, behind its mark.
  const noted = element('P', words('Opgemerkt.'), mark(), element('Note', mark(), words('Kamerstukken.')));
  const item = element('LI', element('Lbl', words('2')), element('LBody', words('Een punt'), mark()));
  const tree = element('Document', noted, element('L', item));
  const book = new NoteBook();
  const read = blocksOf([{ number: 1, width: 595, height: 842, chunks, tree }], book).map(({ parts }) =>
    parts.flatMap((part) => part.chunks.map(({ text, raised }) => (raised ? `[${text}]` : text))),
  );
  expect(read).toEqual([
    ['Opgemerkt.', '[3]'],
    ['2', 'Een punt', '[3]'],
  ]);
  expect(book.notes.map(({ mark: own }) => own)).toEqual(['3']);
});
