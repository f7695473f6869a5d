import { DomainError } from '@koersvast/core/error';
import { encodings, type TextEncoding } from './encoding.ts';
import { isOneScript, isUsualInWesternText } from './plausible.ts';
import { windows1252Character } from './windows-1252.ts';

/** The part of the web standard of this name that is used here; every place that runs this has it. */
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** What decoding had to guess or to replace. `count` is the number of characters concerned. */
export interface DecodeNotice {
  readonly code: 'encoding_guessed' | 'bytes_replaced';
  readonly count: number;
}

export interface DecodedText {
  /** As in the bytes, with a byte order mark if there was one, and with lone surrogates of UTF-16. */
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly notices: readonly DecodeNotice[];
}

/** How files begin that are no text, whatever their name says. */
const signatures = [
  '%PDF-',
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  '\u00D0\u00CF\u0011\u00E0',
  '\u0089PNG',
  'GIF8',
  '\u00FF\u00D8\u00FF',
  '\u001F\u008B',
  '7z\u00BC\u00AF',
  'Rar!',
  '\u007FELF',
  'SQLite format 3',
].map((signature) => Array.from(signature, (character) => character.charCodeAt(0)));

const startsWith = (bytes: Uint8Array, beginning: readonly number[]) =>
  beginning.every((byte, index) => bytes[index] === byte);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells a binary file from a text
const control = /[\u0000-\u0008\u000E-\u001F\u007F]/g;

/** More control characters than any text has: two or more, and at least one in fifty. */
function looksBinary(text: string): boolean {
  const count = text.match(control)?.length ?? 0;
  return count >= 2 && count * 50 >= text.length;
}

function decodeUtf8(bytes: Uint8Array, fatal: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Keeps lone surrogates; a last odd byte becomes U+FFFD. */
function decodeUtf16(bytes: Uint8Array, low: 0 | 1): string {
  const pieces: string[] = [];
  const even = bytes.length - (bytes.length % 2);
  for (let from = 0; from < even; from += 16_384) {
    const units: number[] = [];
    for (let at = from; at < Math.min(even, from + 16_384); at += 2) {
      units.push((bytes[at + low] ?? 0) | ((bytes[at + 1 - low] ?? 0) << 8));
    }
    pieces.push(String.fromCharCode(...units));
  }
  return pieces.join('') + (even < bytes.length ? '\uFFFD' : '');
}

function decodeWindows1252(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 8192) {
    pieces.push(Array.from(bytes.subarray(from, from + 8192), windows1252Character).join(''));
  }
  return pieces.join('');
}

function decodeAs(bytes: Uint8Array, encoding: TextEncoding): string {
  if (encoding === 'utf-8') return decodeUtf8(bytes, false) ?? '';
  if (encoding === 'windows-1252') return decodeWindows1252(bytes);
  if (encoding === 'utf-16le') return decodeUtf16(bytes, 0);
  if (encoding === 'utf-16be') return decodeUtf16(bytes, 1);
  return new TextDecoder(encoding, { fatal: false, ignoreBOM: true }).decode(bytes);
}

function encodingOfMark(bytes: Uint8Array): TextEncoding | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  return null;
}

/**
 * UTF-16 without a mark, told by its zero bytes: in Western text they are nearly all on one side. Such a file
 * can be valid UTF-8 as well, so this question comes first.
 */
function encodingOfZeros(bytes: Uint8Array): TextEncoding | null {
  if (bytes.length < 4 || bytes.length % 2 === 1) return null;
  const zeros = [0, 0];
  const sample = Math.min(bytes.length, 65_536);
  for (let at = 0; at < sample; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd * 10 > sample * 2 && even * 20 < odd) return 'utf-16le';
  if (even * 10 > sample * 2 && odd * 20 < even) return 'utf-16be';
  return null;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function decodedAs(bytes: Uint8Array, encoding: TextEncoding, guessed: boolean): DecodedText {
  const text = decodeAs(bytes, encoding);
  if (looksBinary(text)) throw new DomainError('file_is_binary');
  const replaced = count(text, /\uFFFD/g);
  // In UTF-8 the character may have been in the file: only what was not valid counts.
  const lossless = encoding === 'utf-8' && decodeUtf8(bytes, true) !== null;
  const notices: DecodeNotice[] = [];
  if (guessed) notices.push({ code: 'encoding_guessed', count: count(text, /[\u0080-\uFFFF]/g) });
  if (replaced > 0 && !lossless) notices.push({ code: 'bytes_replaced', count: replaced });
  return { text, encoding, notices };
}

/** How many characters beyond ASCII of a text a Western writer uses, and how many not. */
function beyondAscii(text: string): { usual: number; unusual: number } {
  const found = { usual: 0, unusual: 0 };
  for (const character of text.match(/\P{ASCII}/gu) ?? []) {
    if (isUsualInWesternText(character)) found.usual += 1;
    else found.unusual += 1;
  }
  return found;
}

/**
 * A file in UTF-8 of which a few bytes were damaged: what is whole in it far outnumbers what is not. A text in another
 * encoding has hardly ever even one such sequence by chance.
 */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = decodeUtf8(bytes, false) ?? '';
  const damaged = count(text, /\uFFFD/g);
  return damaged > 0 && count(text, /[^\p{ASCII}\uFFFD]/gu) >= damaged * 2;
}

/**
 * What the bytes are most likely to be when nothing tells: damaged UTF-8; UTF-16 without a mark in another script than
 * the Latin one, which has no zero bytes; of the two Western encodings the one in which more is usual; and
 * windows-1252, which fits any Western text.
 */
function guessEncoding(bytes: Uint8Array): TextEncoding {
  if (isDamagedUtf8(bytes)) return 'utf-8';
  const sample = bytes.subarray(0, 65_536);
  const western = beyondAscii(decodeAs(sample, 'windows-1252'));
  if (western.unusual * 5 > sample.length || looksBinary(decodeAs(sample, 'windows-1252'))) {
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      if (bytes.length % 2 === 0 && isOneScript(decodeAs(sample, encoding))) return encoding;
    }
  }
  const mac = beyondAscii(decodeAs(sample, 'macintosh'));
  return mac.usual > western.usual && mac.unusual === 0 ? 'macintosh' : 'windows-1252';
}

/** What calls itself one of these is windows-1252, as in browsers. */
const calledWestern =
  /^(?:windows-1252|cp-?1252|(?:x-)?ansi|(?:us-)?ascii|iso-?8859-?1|iso_8859-1|latin-?1|l1)$/i;

/**
 * The text of a file that names its own encoding by a label; null where the label means nothing, or where the bytes show
 * that it is another one. Throws as `decodeText`.
 */
export function decodeLabelled(
  bytes: Uint8Array,
  label: string,
): { text: string; encoding: string; notices: readonly DecodeNotice[] } | null {
  if (bytes.length === 0 || encodingOfMark(bytes) !== null || encodingOfZeros(bytes) !== null) return null;
  if (calledWestern.test(label)) return decodedAs(bytes, 'windows-1252', false);
  const own = encodings.find((encoding) => encoding === label.toLowerCase());
  if (own !== undefined) return own.startsWith('utf-16') ? null : decodedAs(bytes, own, false);
  try {
    const text = new TextDecoder(label, { fatal: false, ignoreBOM: true }).decode(bytes);
    return { text, encoding: label.toLowerCase(), notices: [] };
  } catch {
    return null;
  }
}

/**
 * From the bytes of a file to its text. In this order: `forced`; a byte order mark; UTF-16 without a mark;
 * UTF-8 if every byte fits; otherwise what is most likely, which is told as a guess. Bytes that mean nothing become
 * U+FFFD and are counted. Throws `file_empty` for no bytes and `file_is_binary` for what is no text.
 */
export function decodeText(bytes: Uint8Array, forced: TextEncoding | null = null): DecodedText {
  if (bytes.length === 0) throw new DomainError('file_empty');
  if (signatures.some((signature) => startsWith(bytes, signature))) throw new DomainError('file_is_binary');
  if (forced !== null && encodings.includes(forced)) return decodedAs(bytes, forced, false);
  const known = encodingOfMark(bytes) ?? encodingOfZeros(bytes);
  if (known !== null) return decodedAs(bytes, known, false);
  const utf8 = decodeUtf8(bytes, true);
  if (utf8 !== null && !looksBinary(utf8)) return decodedAs(bytes, 'utf-8', false);
  return decodedAs(bytes, guessEncoding(bytes), true);
}
