import { Buffer } from 'node:buffer';
import type { DocumentSource } from '@koersvast/contracts';
import {
  type Block,
  cleanName,
  DomainError,
  findSentences,
  limits,
  numberBlocks,
  overLimit,
  plainBlocks,
  SEGMENTER_VERSION,
  type Sentence,
} from '@koersvast/core';
import {
  plainTextReader,
  type ReadDocument,
  readerFor,
  readPastedText,
  type TextEncoding,
} from '@koersvast/formats';

export interface ReadSource extends ReadDocument {
  readonly original: Uint8Array;
  readonly originalName: string | null;
  /** The reader and its version. */
  readonly reader: string;
}

/** The last part of a path, which is all that a browser means by the name of a file. */
function baseName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? name;
  return base
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '\uFFFD')
    .slice(0, 255)
    .toWellFormed();
}

/** Reads pasted text or a file. Throws `file_empty`, `file_is_binary` or `file_not_supported`. */
export function readSource(source: DocumentSource, encoding: TextEncoding | null): ReadSource {
  if (source.kind === 'pasted') {
    return {
      ...readPastedText(source.text),
      original: new TextEncoder().encode(source.text),
      originalName: null,
      reader: `${plainTextReader.id} ${plainTextReader.version}`,
    };
  }
  const originalName = baseName(source.name);
  const reader = readerFor(originalName);
  const original = new Uint8Array(Buffer.from(source.base64, 'base64'));
  return {
    ...reader.read(original, { encoding }),
    original,
    originalName,
    reader: `${reader.id} ${reader.version}`,
  };
}

/** A file's name without its extension: a title when the text has none. */
export function titleOfFile(name: string | null): string | null {
  return cleanName(name?.replace(/\.[^.]+$/, '') ?? '') || null;
}

export interface Segmented {
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
  readonly segmenter: string;
}

/**
 * Blocks and sentences, computed once for the life of a document. Throws `over_limit` for more of them than there
 * may be, and `input_not_valid` for a language tag that looks like one and is none.
 */
export function segment(read: Pick<ReadDocument, 'text' | 'blocks'>, language: string): Segmented {
  const drafts = read.blocks ?? plainBlocks(read.text);
  if (drafts.length > limits.blocks) throw overLimit('blocks');
  const blocks = numberBlocks(drafts);
  try {
    const sentences = findSentences(read.text, blocks, language);
    if (sentences.length > limits.sentences) throw overLimit('sentences');
    return { blocks, sentences, segmenter: SEGMENTER_VERSION };
  } catch (error) {
    if (error instanceof RangeError) throw new DomainError('input_not_valid', { path: 'metadata.language' });
    throw error;
  }
}
