import { DomainError } from '@koersvast/core/error';
import type { BlockDraft } from '@koersvast/core/text';
import { plainTextReader } from './plain-text.ts';
import type { TextEncoding } from './text/encoding.ts';

/** What was guessed or changed on the way from bytes to text, to be told to the person who adds the file. */
export interface ReadNotice {
  readonly code:
    | 'encoding_guessed'
    | 'bytes_replaced'
    | 'byte_order_mark_dropped'
    | 'line_breaks_changed'
    | 'characters_replaced';
  readonly count: number;
}

export interface ReadOptions {
  /** Overrides what would be detected, in formats that are plain text. */
  readonly encoding: TextEncoding | null;
}

export interface ReadDocument {
  /** A title that the file itself states. */
  readonly title: string | null;
  /** Canonical: see `canonicalText` in core. Never empty, never white space alone. */
  readonly text: string;
  /** The blocks that the format itself knows; null when they are to be found in the text. */
  readonly blocks: readonly BlockDraft[] | null;
  readonly notices: readonly ReadNotice[];
  readonly encoding: string;
}

/** Makes a canonical text out of the bytes of one format. Pure: the same bytes give the same text. */
export interface DocumentReader {
  readonly id: string;
  /** Raised with every change that could read a file differently; stored beside the document. */
  readonly version: string;
  /** In lower case, without the full stop. */
  readonly extensions: readonly string[];
  readonly mediaTypes: readonly string[];
  /** Throws `file_empty`, `file_is_binary` or `file_not_supported`. */
  read(bytes: Uint8Array, options: ReadOptions): ReadDocument;
}

/** Every format that can be read, the most general last. */
export const documentReaders: readonly DocumentReader[] = [plainTextReader];

/** Formats with markup, pages, tables or pictures, of which the bytes are no text for people to code. */
const unreadable = new Set(
  (
    'pdf doc docx docm dot dotx odt ott rtf pages wpd html htm xhtml mht mhtml xml tei json jsonl csv tsv xls xlsx xlsm ods ' +
    'ppt pptx odp epub mobi msg eml zip 7z rar gz tar jpg jpeg png gif tif tiff bmp webp heic svg mp3 mp4 m4a wav mov avi exe dll dmg iso db sqlite sav dta rds rdata'
  ).split(' '),
);

/**
 * The reader for a file of this name. What has no extension, or one that no format is known by (`brief nr. 12`,
 * `2019.12.20`), is read as plain text: its bytes say whether that is what it is. Throws `file_not_supported` for an
 * extension of a format that no reader has.
 */
export function readerFor(fileName: string): DocumentReader {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.trim().toLowerCase() ?? '';
  const found = documentReaders.find((reader) => reader.extensions.includes(extension));
  if (found !== undefined) return found;
  if (unreadable.has(extension)) throw new DomainError('file_not_supported', { extension });
  return plainTextReader;
}
