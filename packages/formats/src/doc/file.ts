import { DomainError } from '@koersvast/core/error';
import { windows1252Character } from '../text/windows-1252.ts';
import type { Bytes } from './bytes.ts';
import type { CompoundFile } from './compound.ts';
import {
  characterRuns,
  type ParagraphRun,
  type Properties,
  type PropertyRuns,
  paragraphRuns,
} from './properties.ts';

/** Where tables stand in the file: the places of their pairs in its head (MS-DOC, FibRgFcLcb97). */
const tables = {
  styles: 1,
  footnotePlaces: 2,
  footnoteTexts: 3,
  heads: 11,
  characters: 12,
  paragraphs: 13,
  fonts: 15,
  settings: 31,
  pieces: 33,
  shapes: 40,
  endnotePlaces: 46,
  endnoteTexts: 47,
  boxes: 56,
  lists: 73,
  listUses: 74,
} as const;

/** The texts that follow each other in the file, in their order, with the place of their length in its head. */
const texts = {
  body: 0x4c,
  footnotes: 0x50,
  heads: 0x54,
  macros: 0x58,
  comments: 0x5c,
  endnotes: 0x60,
  boxes: 0x64,
};
export type TextName = keyof typeof texts;

/** A stretch of text that stands together in the file. */
interface TextPiece {
  readonly start: number;
  readonly end: number;
  readonly place: number;
  readonly wide: boolean;
}

/** A document of Word 97 to 2003, as it is stored (MS-DOC). Throws `file_encrypted`, `file_not_supported`. */
export class WordFile {
  readonly paragraphs: PropertyRuns<ParagraphRun>;
  readonly characters: PropertyRuns<Properties>;
  readonly #document: Bytes;
  readonly #tables: Bytes;
  readonly #pieces: readonly TextPiece[];

  constructor(compound: CompoundFile) {
    const document = compound.read('WordDocument');
    if (document === null) throw new RangeError('no document in it');
    this.#document = document;
    const flags = document.u16(10);
    if ((flags & 0x0100) !== 0) throw new DomainError('file_encrypted');
    // Word 6 and 95 stored their documents in another way.
    if (document.u16(0) !== 0xa5ec || document.u16(2) < 0xc1)
      throw new DomainError('file_not_supported', { extension: 'doc' });
    const stored = compound.read((flags & 0x0200) === 0 ? '0Table' : '1Table');
    if (stored === null) throw new RangeError('no tables in it');
    this.#tables = stored;
    this.#pieces = piecesOf(this.table('pieces'));
    this.paragraphs = paragraphRuns(document, this.table('paragraphs'));
    this.characters = characterRuns(document, this.table('characters'));
  }

  table(name: keyof typeof tables): Bytes {
    const at = 0x9a + tables[name] * 8;
    return this.#tables.slice(this.#document.u32(at), this.#document.u32(at + 4));
  }

  /** A table and all that stands behind it: parts of some are not counted. */
  onwards(name: keyof typeof tables): Bytes {
    const from = this.#document.u32(0x9a + tables[name] * 8);
    return this.#tables.slice(from, Math.max(0, this.#tables.length - from));
  }

  /** From which character to which a text goes. */
  range(name: TextName): { readonly start: number; readonly end: number } {
    let start = 0;
    for (const [each, at] of Object.entries(texts)) {
      const length = this.#document.u32(at);
      if (each === name) return { start, end: Math.min(start + length, this.#end) };
      start += length;
    }
    return { start: 0, end: 0 };
  }

  /** The stretches of text between two characters: their text, and where in the file it stands. */
  *stretches(
    start: number,
    end: number,
  ): Generator<{ cp: number; place: number; width: 1 | 2; text: string }> {
    for (const piece of this.#pieces) {
      const from = Math.max(start, piece.start);
      const to = Math.min(end, piece.end);
      if (from >= to) continue;
      const width = piece.wide ? 2 : 1;
      const place = piece.place + (from - piece.start) * width;
      const bytes = this.#document.slice(place, (to - from) * width);
      yield { cp: from, place, width, text: decoded(bytes, piece.wide) };
    }
  }

  get #end(): number {
    return this.#pieces.at(-1)?.end ?? 0;
  }
}

function decoded(bytes: Bytes, wide: boolean): string {
  const parts: string[] = [];
  if (!wide) {
    for (let at = 0; at < bytes.length; at += 8192) {
      parts.push(Array.from(bytes.raw.subarray(at, at + 8192), windows1252Character).join(''));
    }
  } else {
    const units = bytes.length / 2;
    for (let at = 0; at < units; at += 8192) parts.push(bytes.utf16(at * 2, Math.min(8192, units - at)));
  }
  return parts.join('');
}

function piecesOf(table: Bytes): TextPiece[] {
  let at = 0;
  while (table.u8(at) === 1) at += 3 + table.u16(at + 1);
  if (table.u8(at) !== 2) throw new RangeError('no text in it');
  const list = table.slice(at + 5, table.u32(at + 1));
  const count = Math.floor((list.length - 4) / 12);
  return Array.from({ length: count }, (_, index) => {
    const stored = list.u32((count + 1) * 4 + index * 8 + 2);
    const wide = (stored & 0x40000000) === 0;
    const place = stored & 0x3fffffff;
    return {
      start: list.u32(index * 4),
      end: list.u32(index * 4 + 4),
      place: wide ? place : place / 2,
      wide,
    };
  });
}
