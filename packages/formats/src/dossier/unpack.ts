import { dossierLimits, type LeftOutReason } from '@koersvast/core/dossier';
import { DomainError, type Refusal } from '@koersvast/core/error';
import { unpackEntry } from '../reading/zip.ts';
import { type ArchiveEntry, archiveEntries } from '../reading/zip-entries.ts';
import { leftOutFor, Paths, safePath } from './path.ts';

/** A file of a drop, as it was given or as it lies in an archive. */
export interface DroppedFile {
  readonly kind: 'file';
  /** Its own in this drop: safe, and with the archives that it lay in as folders. */
  readonly path: string;
  /** As it was named where it came from, when that had to be changed; else null. */
  readonly named: string | null;
  /** In bytes, once it is open. */
  readonly size: number;
  /** Its bytes. Of what is packed they are made each time; throws `file_damaged` and `file_unpacks_too_large`. */
  open(): Uint8Array;
}

/** A file that nobody wants to read. */
export interface LeftOutFile {
  readonly kind: 'left_out';
  readonly path: string;
  readonly why: LeftOutReason;
}

/** An archive, or a file in one, that cannot be unpacked: all else goes on. */
export interface RefusedFile {
  readonly kind: 'refused';
  readonly path: string;
  readonly refusal: Refusal;
}

export type Unpacked = DroppedFile | LeftOutFile | RefusedFile;

export type UnpackLimits = { readonly [Each in keyof typeof dossierLimits]: number };

/**
 * Lays the files of one drop beside each other, one after the other as they are asked for: archives are opened, also
 * those in archives, and nothing of one is unpacked before it is its turn. No more is in memory than the archives that
 * lie around one file, and that file when it is open.
 */
export class Unpacker {
  readonly #paths = new Paths();
  readonly #limits: UnpackLimits;
  #files = 0;

  constructor(limits: UnpackLimits = dossierLimits) {
    this.#limits = limits;
  }

  /** What one file of the drop is or holds. Throws nothing: what goes wrong is among what it gives. */
  *unpack(path: string, bytes: Uint8Array): Generator<Unpacked, void, undefined> {
    const left = leftOutFor(path) ?? (bytes.length === 0 ? 'empty_file' : null);
    if (left !== null) yield { kind: 'left_out', path: safePath(path), why: left };
    else yield* this.#given(path, bytes, 0, { unpacked: 0 });
  }

  *#given(
    path: string,
    bytes: Uint8Array,
    depth: number,
    budget: Budget,
  ): Generator<Unpacked, void, undefined> {
    let entries: readonly ArchiveEntry[] | null = null;
    try {
      entries = archivedIn(path, bytes, this.#limits.files);
      if (entries !== null && depth >= this.#limits.archives)
        throw new DomainError('archive_too_deep', { maximum: this.#limits.archives });
      if (entries?.length === 0) throw new DomainError('file_empty');
      this.#refuseMore();
    } catch (error) {
      yield refused(safePath(path), error);
      return;
    }
    if (entries === null) yield this.#file(path, bytes.length, () => bytes);
    else yield* this.#archive(folderOf(path), bytes, entries, depth, budget);
  }

  *#archive(
    folder: string,
    bytes: Uint8Array,
    entries: readonly ArchiveEntry[],
    depth: number,
    budget: Budget,
  ): Generator<Unpacked, void, undefined> {
    for (const entry of entries) {
      // Without what leads out of the archive, so that it stays within the folder that stands for it.
      const path = `${folder}/${safePath(entry.name)}`;
      const left = leftOutFor(entry.name) ?? (entry.link ? 'link' : entry.size === 0 ? 'empty_file' : null);
      if (left !== null) {
        yield { kind: 'left_out', path: safePath(path), why: left };
        continue;
      }
      try {
        this.#refuseMore();
        if (entry.problem !== null) throw new DomainError(entry.problem);
        this.#count(entry, budget);
      } catch (error) {
        yield refused(safePath(path), error);
        if (this.#isFull) return;
        continue;
      }
      const open = () => unpackEntry(bytes, entry, entry.size);
      if (isZipNamed(entry.name)) {
        const inner = opened(open);
        if (inner instanceof DomainError) yield refused(safePath(path), inner);
        else yield* this.#given(`${folder}/${entry.name}`, inner, depth + 1, budget);
      } else yield this.#file(`${folder}/${entry.name}`, entry.size, open);
    }
  }

  get #isFull(): boolean {
    return this.#files >= this.#limits.files;
  }

  #refuseMore(): void {
    if (this.#isFull) throw new DomainError('archive_too_many_files', { maximum: this.#limits.files });
  }

  /** What an entry says of its size is believed here, and `open` holds it to that. */
  #count({ size }: ArchiveEntry, budget: Budget): void {
    budget.unpacked += size;
    if (size > this.#limits.unpackedFile || budget.unpacked > this.#limits.unpacked)
      throw new DomainError('file_unpacks_too_large');
  }

  #file(named: string, size: number, open: () => Uint8Array): DroppedFile {
    this.#files += 1;
    const path = this.#paths.take(safePath(named));
    return { kind: 'file', path, named: path === named ? null : named, size, open };
  }
}

/** What was unpacked of an archive of the drop, with what lies within it. */
interface Budget {
  unpacked: number;
}

function opened(open: () => Uint8Array): Uint8Array | DomainError {
  try {
    return open();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function refused(path: string, error: unknown): RefusedFile {
  if (!(error instanceof DomainError)) throw error;
  return { kind: 'refused', path, refusal: error.refusal };
}

/** An archive stands as a folder of its name. */
const folderOf = (path: string) => path.replace(/\.zip$/i, '');

/** Only what is called so is looked into within an archive: a document is packed too, and is none. */
const isZipNamed = (name: string) => /\.zip$/i.test(name);

/** The parts that tell a document or a workbook, all of which are packed, from an archive. */
const ofDocuments: ReadonlySet<string> = new Set([
  '[Content_Types].xml',
  'mimetype',
  'META-INF/container.xml',
  'META-INF/manifest.xml',
]);

/**
 * The files of an archive; null for anything else, documents that are packed among it. Throws what `archiveEntries`
 * throws for what is called an archive: of anything else its reader says what is wrong.
 */
function archivedIn(path: string, bytes: Uint8Array, most: number): ArchiveEntry[] | null {
  const isZip =
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
  if (!isZip) return null;
  try {
    const entries = archiveEntries(bytes, most);
    return entries.some(({ name }) => ofDocuments.has(name)) ? null : entries;
  } catch (error) {
    if (error instanceof DomainError && !isZipNamed(path)) return null;
    throw error;
  }
}
