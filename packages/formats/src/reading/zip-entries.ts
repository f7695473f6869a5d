import { DomainError } from '@koersvast/core/error';
import { fileLimits } from '@koersvast/core/file';
import { decodeText } from '../text/decode.ts';
import { dosText } from './dos-text.ts';

/** One file of a zip, as its directory says. */
export interface ZipEntry {
  readonly name: string;
  /** Where its packed bytes begin. */
  readonly from: number;
  readonly packedSize: number;
  /** Of its content; not yet believed. */
  readonly size: number;
  readonly method: 0 | 8;
  readonly crc: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const ENCRYPTED = 0x0041;
const UTF8 = 0x0800;
/** Of what an entry says of the machine that packed it. */
const dos: ReadonlySet<number> = new Set([0, 11, 14]);
const UNIX = 3;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;
/** What stands in a field of four bytes when the real number is in the field of eight. */
const IN_ZIP64 = 0xffffffff;

/** An entry of an archive that anybody may have packed: each is looked at by itself. */
export interface ArchiveEntry extends ZipEntry {
  /** Its name as it stands in the archive: it may lead out of it, or hold anything. */
  readonly name: string;
  /** Whether it is no file but points at one. */
  readonly link: boolean;
  /** Why it alone cannot be unpacked. */
  readonly problem: 'file_encrypted' | 'file_damaged' | null;
}

/**
 * The files of a zip that is one document, without its folders: what is wrong with one of them is wrong with all. Throws
 * what `openZip` throws.
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  return directoryOf(bytes, fileLimits.packedFiles, 'file_unpacks_too_large').map((entry) => {
    const name = safeName(entry.name);
    if (entry.problem !== null) throw new DomainError(entry.problem);
    return { ...entry, name };
  });
}

/**
 * The files of a zip in which somebody packed files, without its folders. Throws `file_damaged` when its directory cannot
 * be read, and `archive_too_many_files`.
 */
export function archiveEntries(bytes: Uint8Array, most: number): ArchiveEntry[] {
  return directoryOf(bytes, most, 'archive_too_many_files');
}

function directoryOf(
  bytes: Uint8Array,
  most: number,
  refusal: 'file_unpacks_too_large' | 'archive_too_many_files',
): ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = findEnd(view);
    const count = view.getUint16(end + 10, true);
    if (count > most) throw new DomainError(refusal, { maximum: most });
    const entries: ArchiveEntry[] = [];
    let at = view.getUint32(end + 16, true);
    for (let each = 0; each < count; each += 1) {
      const { entry, next } = readEntry(bytes, view, at);
      if (entry !== null) entries.push(entry);
      at = next;
    }
    return entries;
  } catch (error) {
    // A place that lies outside the file.
    if (error instanceof RangeError) throw new DomainError('file_damaged');
    throw error;
  }
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new DomainError('file_damaged');
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
): { entry: ArchiveEntry | null; next: number } {
  if (view.getUint32(at, true) !== ENTRY) throw new DomainError('file_damaged');
  const flags = view.getUint16(at + 8, true);
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  const madeOn = view.getUint8(at + 5);
  const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength), (flags & UTF8) !== 0, dos.has(madeOn));
  if (/[/\\]$/.test(name)) return { entry: null, next };
  const method = view.getUint16(at + 10, true);
  const [size, packedSize, local] = longNumbers(view, at + 46 + nameLength, extraLength, [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ]);
  if (view.getUint32(local, true) !== LOCAL) throw new DomainError('file_damaged');
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  return {
    entry: {
      name,
      from,
      packedSize,
      size,
      method: method === 0 ? 0 : 8,
      crc: view.getUint32(at + 16, true),
      link: madeOn === UNIX && ((view.getUint32(at + 38, true) >>> 16) & FILE_TYPE) === LINK,
      problem: problemOf(flags, method),
    },
    next,
  };
}

function problemOf(flags: number, method: number): ArchiveEntry['problem'] {
  if ((flags & ENCRYPTED) !== 0) return 'file_encrypted';
  return method === 0 || method === 8 ? null : 'file_damaged';
}

/** The numbers that did not fit, from the field of Zip64 among the extra ones; some programs write it for small files. */
function longNumbers(
  view: DataView,
  from: number,
  length: number,
  [size, packedSize, local]: [number, number, number],
): [number, number, number] {
  const numbers: [number, number, number] = [size, packedSize, local];
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const each of [0, 1, 2] as const) {
      if (numbers[each] !== IN_ZIP64) continue;
      numbers[each] = Number(view.getBigUint64(field, true));
      field += 8;
    }
  }
  return numbers;
}

/** A name within the zip. Throws `file_unsafe` for one that leads out of it. */
function safeName(raw: string): string {
  const name = raw.replaceAll('\\', '/');
  const leadsOut = name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..');
  // A name with a control character is meant to deceive.
  if (leadsOut || /[^\P{Cc}\u0080-\u009F]/u.test(name)) throw new DomainError('file_unsafe');
  return name;
}

/** What is no UTF-8 was written by the machine that packed it: DOS and Windows have letters of their own for names. */
function nameOf(bytes: Uint8Array, isUtf8: boolean, onDos: boolean): string {
  try {
    const { text, encoding } = decodeText(bytes, isUtf8 ? 'utf-8' : null);
    return encoding !== 'utf-8' && onDos ? dosText(bytes) : text;
  } catch {
    return dosText(bytes);
  }
}
