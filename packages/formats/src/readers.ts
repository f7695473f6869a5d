import { DomainError } from '@koersvast/core/error';
import type { FileFormat, MetadataKey } from '@koersvast/core/file';
import { type LetterField, readLetter } from '@koersvast/core/letter';
import { akomaNtosoReader } from './akoma-ntoso/read.ts';
import { docReader } from './doc/read.ts';
import { docxReader } from './docx/read.ts';
import { epubReader } from './epub/read.ts';
import { htmlReader } from './html/read.ts';
import { markdownReader } from './markdown/read.ts';
import { odtReader } from './odt/read.ts';
import { publicationReader } from './op-xml/read.ts';
import { pdfReader } from './pdf/reader.ts';
import { plainTextReader } from './plain-text.ts';
import type { DocumentReader, MetadataValue, ReadDocument, ReadMetadata, ReadOptions } from './reader.ts';
import { kindOf, nameDiffers } from './reading/kind.ts';
import { rtfReader } from './rtf/read.ts';
import { teiReader } from './tei/read.ts';
import { xmlReader } from './xml/read.ts';

/** Every format that can be read. */
const documentReaders: readonly DocumentReader[] = [
  publicationReader,
  teiReader,
  akomaNtosoReader,
  xmlReader,
  htmlReader,
  epubReader,
  markdownReader,
  docxReader,
  docReader,
  odtReader,
  rtfReader,
  pdfReader,
  plainTextReader,
];

/** A document as a reader found it, with what it was read as and by which reader. */
export interface ReadFile extends ReadDocument {
  readonly format: FileFormat;
  /** The reader and its version. */
  readonly reader: string;
}

/**
 * Reads a file by the reader of what its bytes are; its name may say something else, which is told. Throws a
 * `DomainError` for what cannot be read.
 */
export async function readFile(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<ReadFile> {
  const format = kindOf(bytes, fileName);
  const reader = documentReaders.find(({ kinds }) => kinds.includes(format));
  if (reader === undefined) throw new DomainError('file_not_supported', { extension: format });
  const read = await reader.read(bytes, options);
  const metadata = isLetter(format, read)
    ? withLetter(format === 'markdown' ? { ...read, text: withoutMarks(read.text) } : read)
    : read.metadata;
  const differs = nameDiffers(fileName, format)
    ? [{ code: 'kind_differs', count: 1, examples: [format] } as const]
    : [];
  return {
    ...read,
    metadata,
    notices: [...differs, ...read.notices],
    format,
    reader: `${reader.id} ${reader.version}`,
  };
}

/** Debates and books are no letters: what looks like an address in them is none of theirs. */
function isLetter(format: FileFormat, { metadata }: ReadDocument): boolean {
  if (format === 'op-xml') return metadata.kind?.value !== 'Handelingen';
  return format !== 'tei' && format !== 'akoma-ntoso' && format !== 'epub' && format !== 'xml';
}

/**
 * The details of a file with those that its letter says of itself: the file is surer, and the letter says where they
 * stand.
 */
export function withLetter({
  text,
  notes,
  metadata,
  margins,
}: Pick<ReadDocument, 'text' | 'notes' | 'metadata' | 'margins'>): ReadMetadata {
  const letter = Object.fromEntries(
    Object.entries(readLetter(withoutNotes(text, notes), margins)).map(([field, found]) => [
      field,
      { ...found, from: 'letter' as const },
    ]),
  );
  const all: Partial<Record<MetadataKey, MetadataValue>> = { ...letter, ...metadata };
  for (const [field, found] of Object.entries(letter) as [LetterField, MetadataValue][]) {
    if (all[field]?.value === found.value) all[field] = found;
  }
  return all;
}

/** Markdown without the signs that mark its words, each of which is a space instead: `**Datum:** 4 juli 2025\\`. */
function withoutMarks(text: string): string {
  return text
    .replace(
      /^[ \t|:-]*--[ \t|:-]*$|^[ \t]*(?:#{1,6}|>)(?=[ \t])|\\$|\*{1,3}|(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])/gmu,
      (marks) => ' '.repeat(marks.length),
    )
    .replaceAll('|', '\t');
}

/** Of other papers, names and days, a note says what it likes. What stands elsewhere keeps its place. */
function withoutNotes(text: string, notes: ReadDocument['notes']): string {
  let running = '';
  for (const { start, end } of notes) {
    if (start < running.length) continue;
    running += text.slice(running.length, start) + ' '.repeat(end - start);
  }
  return running + text.slice(running.length);
}
