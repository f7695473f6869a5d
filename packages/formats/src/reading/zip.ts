import { DomainError } from '@koersvast/core/error';
import { fileLimits } from '@koersvast/core/file';
import { Inflate } from 'fflate';
import { crc32 } from './crc32.ts';
import { type ZipEntry, zipEntries } from './zip-entries.ts';

/** A packed file that was looked at and may be read. What is packed within it stays packed. */
export interface Zip {
  /** Of its files, in their order, with `/` between folders. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /**
   * Unpacks one. Null when there is none of this name. Throws `file_damaged`, and `file_unpacks_too_large` as soon as it,
   * or all that was unpacked of this zip, exceeds what may be, whatever the zip says of its size.
   */
  read(name: string): Uint8Array | null;
}

export type ZipLimits = { readonly [Each in 'unpacked' | 'unpackedFile']: number };

/** The input is given in pieces, so that what one of them becomes at most (1,032 times as much) is soon counted. */
const PIECE = 16_384;

/**
 * Opens a zip, from its directory at the end. Throws `file_damaged` for what is none, `file_encrypted`, `file_unsafe` for
 * names that lead out of it, and `file_unpacks_too_large`, for too many files as well.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits = fileLimits): Zip {
  const entries = zipEntries(bytes);
  let declared = 0;
  for (const { size } of entries) {
    declared += size;
    if (size > limits.unpackedFile || declared > limits.unpacked)
      throw new DomainError('file_unpacks_too_large');
  }
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  let unpacked = 0;
  return {
    names: [...byName.keys()],
    has: (name) => byName.has(name),
    read(name) {
      const entry = byName.get(name);
      if (entry === undefined) return null;
      const room = Math.min(limits.unpackedFile, limits.unpacked - unpacked);
      const content = unpackEntry(bytes, entry, room);
      unpacked += content.length;
      return content;
    },
  };
}

/** Unpacks one entry, into `room` bytes at most. Throws `file_damaged` and `file_unpacks_too_large`. */
export function unpackEntry(
  bytes: Uint8Array,
  { from, packedSize, size, method, crc }: ZipEntry,
  room: number,
): Uint8Array {
  if (from + packedSize > bytes.length) throw new DomainError('file_damaged');
  const packed = bytes.subarray(from, from + packedSize);
  const content = method === 0 ? packed : inflate(packed, room, size);
  if (content.length > room) throw new DomainError('file_unpacks_too_large');
  if (content.length !== size || crc32(content) !== crc) throw new DomainError('file_damaged');
  return content;
}

/** Stops at more than it should be. Throws `file_unpacks_too_large`, and `file_damaged` for what is not packed so. */
function inflate(packed: Uint8Array, most: number, size: number): Uint8Array {
  const content = new Uint8Array(Math.min(size, most));
  let length = 0;
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length <= content.length) content.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length || at === 0; at += PIECE) {
      inflater.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
      if (length > content.length) break;
    }
  } catch {
    throw new DomainError('file_damaged');
  }
  if (length > content.length) throw new DomainError(size > most ? 'file_unpacks_too_large' : 'file_damaged');
  return content.subarray(0, length);
}
