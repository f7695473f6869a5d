import type { FileFormat, MetadataKey, NoticeCode } from '@koersvast/core/file';
import type { ComposedBlock, Note } from './reading/compose.ts';
import type { TextEncoding } from './text/encoding.ts';
import type { XmlMapping } from './xml/mapping.ts';

/** What was guessed, left out or changed on the way from bytes to text, to be told to the person who adds the file. */
export interface ReadNotice {
  readonly code: NoticeCode;
  readonly count: number;
  /** Some of what is counted, quoted, where that says more than the number. */
  readonly examples?: readonly string[];
}

/** Something that a file says of itself, and where in the text it was read; nowhere when it stands beside the text. */
export interface MetadataValue {
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
  /** That it was read from the letter's own words, and not stated by the file. */
  readonly from?: 'letter';
}

export type ReadMetadata = Readonly<Partial<Record<MetadataKey, MetadataValue>>>;

export interface ReadOptions {
  /** Overrides what would be detected, in formats that are plain text. */
  readonly encoding: TextEncoding | null;
  /** The bytes of the file with details that goes with this one (`metadata.xml` of an official publication). */
  readonly metadata?: Uint8Array | null;
  /** What a person said of the elements of XML that is of no known format. */
  readonly mapping?: XmlMapping | null;
}

/** Offsets count UTF-16 code units of `text`. */
export interface ReadDocument {
  /** A title that the file itself states. */
  readonly title: string | null;
  /** A BCP 47 tag that the file itself states. */
  readonly language: string | null;
  /** Canonical: see `canonicalText` in core. Never empty, never white space alone. */
  readonly text: string;
  /** The blocks that the format itself knows; null when they are to be found in the text. */
  readonly blocks: readonly ComposedBlock[] | null;
  readonly notes: readonly Note[];
  readonly metadata: ReadMetadata;
  /** The words of each head and foot of a page, once: they are not in the text, and may say what the letter is. */
  readonly margins?: readonly string[];
  /** What was left out of the text, where the words of it are known, so that it can be shown and kept after all. */
  readonly dropped?: readonly DroppedWords[];
  /** How many pages the file has, where it has any. */
  readonly pages?: number;
  /** Where the words stand in a file with pages, in the order of the text. */
  readonly places?: readonly PlaceOnPage[];
  readonly notices: readonly ReadNotice[];
  readonly encoding: string;
}

/** Why words are not in the text: they are the head or foot of pages, the file calls them no text, or a person dropped them. */
export type DroppedWhy = 'running' | 'artifact' | 'outside_structure' | 'person';

/** Words that were left out, as one block of them would be. */
export interface DroppedWords {
  readonly text: string;
  readonly why: DroppedWhy;
  /** The offset in the text before which they stood; null where that is not known. */
  readonly at: number | null;
  /** From 1; null in what has no pages. */
  readonly page: number | null;
  readonly box: PlaceOnPage['box'] | null;
  /** Of what a person dropped: what it was, and where its lines stand, by offsets in `text`. */
  readonly was?: Omit<ComposedBlock, 'start' | 'end'> & {
    readonly mark: string | null;
    readonly lines: readonly PlaceOnPage[];
  };
}

/** Words of one line, and where that stands. */
export interface PlaceOnPage {
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly page: number;
  /** Left, top, right and bottom in points (1/72 inch), from the top left corner of the page as it is shown. */
  readonly box: readonly [number, number, number, number];
}

/**
 * Makes a canonical text out of the bytes of one format. Pure: the same bytes give the same text. A reader puts together
 * pieces and notes, and `documentOf` makes the document of them.
 */
export interface DocumentReader {
  readonly id: string;
  /** Raised with every change that could read a file differently; stored beside the document. */
  readonly version: string;
  /** What it reads, as the bytes tell. */
  readonly kinds: readonly FileFormat[];
  /** Throws a `DomainError` for what it cannot read: `file_empty`, `file_damaged`, `file_encrypted`, `over_limit`, … */
  read(bytes: Uint8Array, options: ReadOptions): Promise<ReadDocument>;
}
