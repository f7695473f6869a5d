import { DomainError } from '@koersvast/core/error';
import { plainTextReader } from './plain-text.ts';
import type { DocumentReader, ReadDocument, ReadOptions } from './reader.ts';
import { type FileKind, kindOf, nameDiffers } from './reading/kind.ts';

/** Every format that can be read. */
const documentReaders: readonly DocumentReader[] = [plainTextReader];

/** A document as a reader found it, with what it was read as and by which reader. */
export interface ReadFile extends ReadDocument {
  readonly format: FileKind;
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
  const differs = nameDiffers(fileName, format)
    ? [{ code: 'kind_differs', count: 1, examples: [format] } as const]
    : [];
  return {
    ...read,
    notices: [...differs, ...read.notices],
    format,
    reader: `${reader.id} ${reader.version}`,
  };
}
