import { countWhile } from '../sorted.ts';
import type { Utf16Offset } from './offset.ts';
import type { RawSpan } from './span.ts';

export const blockKinds = ['heading', 'paragraph', 'list_item', 'quote', 'footnote', 'table_cell'] as const;

export type BlockKind = (typeof blockKinds)[number];

/** A span of the text with a kind. Blocks of a document follow each other and never overlap or touch. */
export interface Block {
  /** Counts all blocks of the document from 1. */
  readonly index: number;
  readonly kind: BlockKind;
  /** Headings only: 1 is the highest. */
  readonly level?: number;
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
  /** The number in the margin: counts all blocks but headings from 1; null in a heading. */
  readonly paragraph: number | null;
  /** Notes only: the mark by which the running text points at it. */
  readonly mark?: string | null;
  /** Notes only: the place in the running text that it belongs to. */
  readonly at?: number | null;
  /** What the file says of it beside its words: who speaks, its name in the file. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A sentence lies in one block. The white space between sentences belongs to none. */
export interface Sentence {
  /** Counts the sentences of the document from 1. */
  readonly index: number;
  /** The index of its block. */
  readonly block: number;
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
}

/** A block before it is numbered: what a reader of a file format finds. */
export interface BlockDraft {
  readonly kind: BlockKind;
  readonly level?: number;
  readonly start: number;
  readonly end: number;
  readonly data?: Readonly<Record<string, string>>;
}

/** A note in the text: the block of kind footnote with its words, and the place in the running text that it belongs to. */
export interface NoteDraft {
  readonly mark: string;
  readonly start: number;
  /** Null where nothing points at it. */
  readonly at: number | null;
}

/** Numbers blocks that are in text order: `index` for all, `paragraph` for all but headings. A note tells its block. */
export function numberBlocks(drafts: readonly BlockDraft[], notes: readonly NoteDraft[] = []): Block[] {
  const noteAt = new Map(notes.map((note) => [note.start, note]));
  let paragraph = 0;
  return drafts.map((draft, position) => ({
    index: position + 1,
    kind: draft.kind,
    ...(draft.level === undefined ? {} : { level: draft.level }),
    start: draft.start as Utf16Offset,
    end: draft.end as Utf16Offset,
    paragraph: draft.kind === 'heading' ? null : ++paragraph,
    ...(draft.kind === 'footnote' && pointing(noteAt.get(draft.start))),
    ...(draft.data !== undefined && Object.keys(draft.data).length > 0 && { data: draft.data }),
  }));
}

function pointing(note: NoteDraft | undefined): Pick<Block, 'mark' | 'at'> {
  if (note === undefined) return {};
  return {
    ...(note.mark !== '' && { mark: note.mark }),
    ...(note.at !== null && { at: note.at }),
  };
}

/** The position of the last item that starts at or before `offset`, or -1. Items are in text order. */
export function lastStartingAt(items: readonly { readonly start: number }[], offset: number): number {
  return countWhile(items.length, (position) => (items[position]?.start ?? 0) <= offset) - 1;
}

/** The same of items of which only the starts are known. */
export function lastStart(starts: ArrayLike<number>, offset: number): number {
  return countWhile(starts.length, (position) => (starts[position] ?? 0) <= offset) - 1;
}

/**
 * The first and last of a document's items that a span covers, as positions in the list. A span that lies in
 * white space between two items is counted to the next one, after the last item to the last.
 */
function rangeCovered(items: readonly RawSpan[], span: RawSpan): { first: number; last: number } | null {
  if (items.length === 0) return null;
  let first = Math.max(0, lastStartingAt(items, span.start));
  if ((items[first]?.end ?? 0) <= span.start && first < items.length - 1) first += 1;
  const last = Math.max(first, lastStartingAt(items, span.end - 1));
  return { first, last };
}

/** Where a span stands, for a reader of the dataset: numbers as in the margin and in the CSV. */
export interface Location {
  readonly block: number | null;
  readonly paragraph: number | null;
  readonly paragraphEnd: number | null;
  readonly sentence: number | null;
  readonly sentenceEnd: number | null;
}

/**
 * The numbers of the block, paragraph and sentence in which a span starts and of those in which it ends. A
 * paragraph number is null in a heading, everything is null in a text without blocks.
 */
export function locateSpan(
  blocks: readonly Block[],
  sentences: readonly Sentence[],
  span: RawSpan,
): Location {
  const inBlocks = rangeCovered(blocks, span);
  const inSentences = rangeCovered(sentences, span);
  const from = inBlocks === null ? undefined : blocks[inBlocks.first];
  const to = inBlocks === null ? undefined : blocks[inBlocks.last];
  return {
    block: from?.index ?? null,
    paragraph: from?.paragraph ?? null,
    paragraphEnd: to?.paragraph ?? null,
    sentence: inSentences === null ? null : (sentences[inSentences.first]?.index ?? null),
    sentenceEnd: inSentences === null ? null : (sentences[inSentences.last]?.index ?? null),
  };
}
