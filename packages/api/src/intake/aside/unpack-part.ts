import { DomainError, type Refusal } from '@koersvast/core/error';
import { Unpacker } from '@koersvast/formats';
import { type Given, givenBytes } from '../given.ts';

/** Of what is unpacked at once. */
const UNPACKED = { bytes: 8_000_000, files: 500 } as const;

export type FoundFile =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'left_out'; readonly path: string; readonly why: string }
  | { readonly kind: 'refused'; readonly path: string; readonly refusal: Refusal };

export interface UnpackedPart {
  /** False for what is no archive: a letter that is packed, as many formats are. */
  readonly isArchive: boolean;
  readonly found: readonly FoundFile[];
  /** Where to go on; null when that was all. */
  readonly next: number | null;
}

/** Some of what lies in a packed file, from number `from` on. */
export async function unpackPart(given: Given, path: string, from: number): Promise<UnpackedPart> {
  const bytes = await givenBytes(given);
  const found: FoundFile[] = [];
  let size = 0;
  let nth = 0;
  for (const each of new Unpacker().unpack(path, bytes)) {
    nth += 1;
    if (nth === 1 && each.kind === 'file' && each.size === bytes.length && each.open() === bytes)
      return { isArchive: false, found: [], next: null };
    if (nth <= from) continue;
    const file = opened(each);
    found.push(file);
    size += file.kind === 'file' ? file.bytes.length : 0;
    if (size >= UNPACKED.bytes || found.length >= UNPACKED.files)
      return { isArchive: true, found, next: nth };
  }
  return { isArchive: true, found, next: null };
}

function opened(
  each: ReturnType<Unpacker['unpack']> extends Generator<infer Item> ? Item : never,
): FoundFile {
  if (each.kind !== 'file') return each;
  try {
    return { kind: 'file', path: each.path, bytes: each.open() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: 'refused', path: each.path, refusal: error.refusal };
  }
}
