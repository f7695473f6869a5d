import type { BlockKind } from '@koersvast/core/text';

/**
 * A stretch of a piece: words as they stand in the file, a line break that its author made, or the place of a note.
 * White space in words is that of the file: composing makes one space of each run of it, but keeps U+00A0.
 */
export type Run =
  | string
  /** Words that came from a known place (the number of a line on a page, of an element): composing says where they went. */
  | { readonly text: string; readonly place: number }
  | { readonly lineBreak: true }
  | { readonly note: string };

/** What becomes one block, in the order in which it is read. What has no words in it becomes none. */
export interface Piece {
  readonly kind: BlockKind;
  /** Headings only: 1 is the highest. */
  readonly level?: number;
  readonly runs: readonly Run[];
  /** Table cells only: whether it begins a row, or a table. */
  readonly opens?: 'table' | 'row';
  /** What the file says of this block beside its words: who speaks, its `xml:id`. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A foot- or endnote, without its mark in its words. */
export interface NotePiece {
  /** What a run names it by. */
  readonly id: string;
  /** As printed: `1`, `*`, `ii`. */
  readonly mark: string;
  /** Its paragraphs; they become one block, with a line break between them. */
  readonly paragraphs: readonly (readonly Run[])[];
}
