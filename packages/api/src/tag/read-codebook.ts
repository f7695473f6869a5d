import { Buffer } from 'node:buffer';
import { limits, overLimit } from '@koersvast/core/limit';
import {
  type CodebookFile,
  type CodebookReading,
  decodeText,
  readCodebook,
  type TextEncoding,
} from '@koersvast/formats';

/** The bytes of a file, base64, and how they are to be read; null to find out. */
export interface GivenFile {
  readonly base64: string;
  readonly encoding: TextEncoding | null;
}

export interface ReadCodebookFile extends CodebookFile {
  /** Null where text was given. */
  readonly encoding: TextEncoding | null;
}

/**
 * Reads a file with a codebook, as text or as bytes. Throws `over_limit` for one of more lines or characters than any
 * codebook needs, `file_empty` and `file_is_binary`.
 */
export function readCodebookFile(given: string | GivenFile, reading: CodebookReading = {}): ReadCodebookFile {
  if (typeof given === 'string') return { ...readCodebook(given, reading), encoding: null };
  const { text, encoding } = decodeText(new Uint8Array(Buffer.from(given.base64, 'base64')), given.encoding);
  if (text.length > limits.codebook) throw overLimit('codebook');
  return { ...readCodebook(text, reading), encoding };
}
