import type { NoticeCode } from '@koersvast/core/file';
import type { BlockKind } from '@koersvast/core/text';
import type { MarkupElement, MarkupNode } from './markup.ts';

/** What an element of a file is to a text. */
export type Rule =
  /** Words within a block. `apart`: with a space around them, and white space between its own elements is none. */
  | { readonly as: 'inline'; readonly apart?: boolean }
  /** One word of a text that is cut into words; a space follows unless it is joined to the next. */
  | { readonly as: 'token'; readonly joined: boolean }
  /** A block; of the kind of what it lies in unless one is given. */
  | { readonly as: 'block'; readonly kind?: BlockKind; readonly data?: Data; readonly apart?: boolean }
  /** A heading; of the level of the section that it lies in unless one is given. */
  | { readonly as: 'heading'; readonly level?: number; readonly data?: Data }
  /** What holds blocks: they are of this kind, and have this data, unless they say otherwise. */
  | { readonly as: 'container'; readonly kind?: BlockKind; readonly data?: Data }
  /** The same, and headings within are one level lower. */
  | { readonly as: 'section'; readonly data?: Data }
  /** An item of a list. Its marker is written before its words where the file has none. */
  | { readonly as: 'item'; readonly marker?: string }
  /** The number or mark before the next block. */
  | { readonly as: 'marker' }
  | { readonly as: 'table' }
  | { readonly as: 'row' }
  | { readonly as: 'cell' }
  | { readonly as: 'break' }
  /** Nothing of it is text. A code tells the person that it was left out. */
  | { readonly as: 'nothing'; readonly notice?: NoticeCode }
  /** The place of a note that is defined elsewhere. */
  | { readonly as: 'reference'; readonly id: string }
  /** A note, where it is defined; `isPlace` when its place is here as well. */
  | {
      readonly as: 'note';
      readonly id: string;
      readonly mark: string;
      readonly body: readonly MarkupNode[];
      readonly isPlace: boolean;
    }
  /** Other nodes stand for it. */
  | { readonly as: 'nodes'; readonly nodes: readonly MarkupNode[] };

export type Data = Readonly<Record<string, string>>;

/** What may tell what an element is, beside its name. */
export interface Surroundings {
  readonly parent: MarkupElement | null;
  /** Sections around it. */
  readonly depth: number;
}

/** How the elements of one format are read; null for an element that it does not know. */
export type RuleOf = (element: MarkupElement, surroundings: Surroundings) => Rule | null;
