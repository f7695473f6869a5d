import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { DocumentPreview, DocumentRow, DocumentSource } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { FileFormat } from '@koersvast/core/file';
import { cleanName } from '@koersvast/core/person';
import { createOffsetMap, type Places, placesOf, SEGMENTER_VERSION } from '@koersvast/core/text';
import {
  type DatasetContent,
  guessLanguage,
  letterContent,
  plainTextReader,
  type ReadDocument,
  type ReadNotice,
  readFile,
  readPastedText,
  statedOf,
  type TextEncoding,
  titleFrom,
  withLetter,
} from '@koersvast/formats';
import { packPlaces } from './page-lines.ts';

interface ReadSource extends ReadDocument {
  readonly format: FileFormat;
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

/** Reads pasted text or a file. Throws what `readFile` throws. */
async function readSource(source: DocumentSource, encoding: TextEncoding | null): Promise<ReadSource> {
  if (source.kind === 'pasted') {
    const read = readPastedText(source.text);
    return {
      ...read,
      metadata: withLetter(read),
      format: 'text',
      original: new TextEncoder().encode(source.text),
      originalName: null,
      reader: `${plainTextReader.id} ${plainTextReader.version}`,
    };
  }
  const originalName = baseName(source.name);
  const original = new Uint8Array(Buffer.from(source.base64, 'base64'));
  const read = await readFile(original, originalName, { encoding });
  return { ...read, original, originalName };
}

export function toldNotice({ code, count, examples }: ReadNotice) {
  return examples === undefined ? { code, count } : { code, count, examples: [...examples] };
}

/** A file's name without its extension: a title when the text has none. */
export function titleOfFile(name: string | null): string | null {
  return cleanName(name?.replace(/\.[^.]+$/, '') ?? '') || null;
}

interface Segmented extends DatasetContent {
  readonly segmenter: string;
}

/**
 * What a reader gave, as a document of a dataset, with blocks and sentences as they are stored for the life of a document.
 * Throws what `letterContent` throws, and `input_not_valid` for a language tag that looks like one and is none.
 */
export function segment(read: ReadDocument, language: string): Segmented {
  try {
    return { ...letterContent(read, '', language), segmenter: SEGMENTER_VERSION };
  } catch (error) {
    if (error instanceof RangeError) throw new DomainError('input_not_valid', { path: 'metadata.language' });
    throw error;
  }
}

/** A document as it was read: all that is frozen when it is added. */
export interface WholeDocument
  extends Pick<ReadSource, 'text' | 'original' | 'originalName' | 'encoding' | 'reader'> {
  readonly notices: ReturnType<typeof toldNotice>[];
  /** A title that the file itself states. */
  readonly title: string | null;
  readonly segmenter: string;
  readonly places: Places;
  readonly pages: DocumentRow['pages'];
  readonly stated: DocumentRow['stated'];
  readonly pageLines: string | null;
}

/**
 * All that is frozen of what a reader has found, in `language`. Throws `over_limit` for more blocks or sentences than
 * there may be.
 */
export function wholeOf(
  read: ReadDocument & Pick<ReadSource, 'original' | 'originalName' | 'reader'>,
  language: string,
): WholeDocument {
  const { title, original, originalName, reader, encoding } = read;
  const { text, blocks, sentences, segmenter, notices = [], places = [] } = segment(read, language);
  const stated = Object.entries(statedOf(read.metadata));
  return {
    ...{ text, title, original, originalName, reader, encoding, segmenter },
    notices: notices.map(toldNotice),
    places: placesOf(text, { blocks, sentences }),
    pages: read.pages ?? null,
    stated: stated.length === 0 ? null : Object.fromEntries(stated),
    pageLines: packPlaces(places),
  };
}

/** Reads what was sent and finds its blocks and sentences. Throws what `readSource` and `segment` throw. */
export async function readWhole(
  source: DocumentSource,
  encoding: TextEncoding | null,
  language: string,
): Promise<WholeDocument> {
  return wholeOf(await readSource(source, encoding), language);
}

const openingBlocks = 12;
const openingLength = 400;

function cut(text: string): string {
  return text.length <= openingLength ? text : `${text.slice(0, openingLength).toWellFormed().trimEnd()}…`;
}

/** How it will be read, and the text itself by its hash. `fallback` is the language of the project. */
export async function previewSource(
  source: DocumentSource,
  encoding: TextEncoding | null,
  fallback: string,
): Promise<Omit<DocumentPreview, 'sameAs'>> {
  const read = await readSource(source, encoding);
  const language = read.language ?? guessLanguage(read.text) ?? fallback;
  const { blocks, sentences } = segment(read, language);
  return {
    format: read.format,
    title: read.title ?? titleOfFile(read.originalName) ?? titleFrom(read.text.trim().slice(0, 80)) ?? '',
    language,
    encoding: read.encoding,
    notices: read.notices.map(toldNotice),
    lengthCp: createOffsetMap(read.text).codePointLength,
    paragraphs: blocks.filter((block) => block.paragraph !== null).length,
    sentences: sentences.length,
    opening: blocks.slice(0, openingBlocks).map(({ kind, paragraph, start, end }) => ({
      kind,
      paragraph,
      text: cut(read.text.slice(start, end)),
    })),
    textSha256: createHash('sha256').update(read.text, 'utf8').digest('hex'),
  };
}
