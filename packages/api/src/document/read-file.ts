import type { BlockKind } from '@koersvast/core/text';
import { createOffsetMap, plainBlocks } from '@koersvast/core/text';
import { guessLanguage, type MetadataValue, type ReadNotice, readFile } from '@koersvast/formats';

/** What is read in a file, for whoever has no server: offsets count code points. */
export interface FileReading {
  readonly format: string;
  /** The reader and its version. */
  readonly reader: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly text: string;
  readonly blocks: readonly {
    readonly kind: BlockKind;
    readonly level: number | null;
    readonly start: number;
    readonly end: number;
    /** What the file says of it beside its words: who speaks, its name in the file. */
    readonly data?: Readonly<Record<string, string>>;
  }[];
  /** `at` is the place in the running text that the note belongs to. */
  readonly notes: readonly {
    readonly mark: string;
    readonly start: number;
    readonly end: number;
    readonly at: number | null;
  }[];
  readonly metadata: Readonly<Partial<Record<string, MetadataValue>>>;
  readonly notices: readonly ReadNotice[];
}

/** Reads one file, with the bytes of the file of its details where it has one. Throws what `readFile` throws. */
export async function readAlone(
  name: string,
  bytes: Uint8Array,
  details: Uint8Array | null,
): Promise<FileReading> {
  const { format, reader, title, language, text, blocks, notes, metadata, notices } = await readFile(
    bytes,
    name,
    {
      encoding: null,
      metadata: details,
    },
  );
  const offsets = createOffsetMap(text);
  const cp = (offset: number) => offsets.toCodePoint(offset);
  const placed = blocks ?? plainBlocks(text);
  return {
    // In the order in which people are told of them.
    ...{ format, reader, title, language: language ?? guessLanguage(text), text },
    blocks: placed.map(({ kind, level, start, end, ...more }) => ({
      ...{ kind, level: level ?? null, start: cp(start), end: cp(end) },
      ...('data' in more && more.data !== undefined ? { data: more.data } : {}),
    })),
    notes: notes.map(({ mark, start, end, at }) => ({
      ...{ mark, start: cp(start), end: cp(end), at: at === null ? null : cp(at) },
    })),
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([key, { value, start, end }]) => [
        key,
        { value, start: start === null ? null : cp(start), end: end === null ? null : cp(end) },
      ]),
    ),
    notices,
  };
}
