import { type Block, numberBlocks } from '@koersvast/core/text';

/** A block as a test writes it; `gap` is what stands before it, an empty line unless given. */
export interface WrittenBlock {
  readonly kind: Block['kind'];
  readonly words: string;
  readonly level?: number;
  readonly gap?: '\n' | '\t' | '\n\n';
  readonly mark?: string;
  /** The words after which a note's mark stands. */
  readonly after?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** A text with its blocks, as a reader of files would make it. */
export function written(list: readonly WrittenBlock[]): { text: string; blocks: Block[] } {
  let text = '';
  const drafts = list.map(({ kind, words, level, gap = '\n\n' }) => {
    if (text !== '') text += gap;
    const start = text.length;
    text += words;
    return { kind, start, end: text.length, ...(level === undefined ? {} : { level }) };
  });
  const blocks = numberBlocks(drafts).map((block, position): Block => {
    const { mark, after, data } = list[position] ?? {};
    const at = after === undefined ? null : text.indexOf(after) + after.length;
    return { ...block, ...(mark === undefined ? {} : { mark, at }), ...(data === undefined ? {} : { data }) };
  });
  return { text, blocks };
}

const cell = (words: string, gap?: '\n' | '\t', column?: number): WrittenBlock => ({
  kind: 'table_cell',
  words,
  ...(gap === undefined ? {} : { gap }),
  ...(column === undefined ? {} : { data: { column: String(column) } }),
});

/** One of each: headings, a list in a list, a quote, a table, notes, and two who speak. */
export const allKinds: readonly WrittenBlock[] = [
  { kind: 'heading', level: 1, words: 'Brief over de grens' },
  { kind: 'paragraph', words: 'Het kabinet wijkt niet af van zijn koers.' },
  { kind: 'list_item', level: 1, words: '1. Wat er gebeurt' },
  { kind: 'list_item', level: 2, gap: '\n', words: 'a. aan de grens' },
  { kind: 'list_item', level: 1, gap: '\n', words: '2. Wat er volgt' },
  { kind: 'quote', words: 'Wij blijven bij wat wij zeiden.' },
  cell('Jaar'),
  cell('Uitgaven', '\t'),
  cell('Toelichting', '\t'),
  cell('2024', '\n'),
  cell('een deel ervan', '\t', 3),
  { kind: 'footnote', words: 'Kamerstuk 31 778, nr. 3.', mark: '1', after: 'van zijn koers.' },
  { kind: 'footnote', words: 'Zie aldaar.', mark: '2', after: 'wat wij zeiden' },
  { kind: 'heading', level: 2, words: 'Het debat' },
  { kind: 'paragraph', words: 'Ik heb een vraag.', data: { speaker: 'Mevrouw Jansen' } },
  { kind: 'paragraph', words: 'En nog een.', data: { speaker: 'Mevrouw Jansen' } },
  { kind: 'paragraph', words: 'Daarop is dit het antwoord.', data: { speaker: 'De heer De Vries' } },
  { kind: 'paragraph', words: 'De voorzitter:', data: { role: 'speaker' } },
  { kind: 'paragraph', words: 'Dank u.', data: { speaker: 'De voorzitter' } },
];
