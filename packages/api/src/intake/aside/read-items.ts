import { createHash } from 'node:crypto';
import type { IntakeCarried, IntakeProposal, IntakeReading, XmlMappingWire } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { createOffsetMap } from '@koersvast/core/text';
import {
  carryOver,
  carryOverInLetter,
  guessLanguage,
  layoutOf,
  type Mend,
  mendReading,
  type ReadFile,
  type ReadMetadata,
  readFile,
  signatureOf,
  type TextEncoding,
  titleFrom,
  wordsOfMend,
} from '@koersvast/formats';
import { segment, titleOfFile, toldNotice } from '../../document/read-source.ts';
import { type Given, givenBytes } from '../given.ts';
import { eachByItself, type Refused } from './each-by-itself.ts';
import { onOneLine } from './on-one-line.ts';
import { packReading, unpackReading } from './packed.ts';
import type { Sketch } from './twins.ts';

export interface ReadItemOptions {
  readonly encoding: TextEncoding | null;
  readonly mapping: XmlMappingWire | null;
  /** The file with the details of a publication. */
  readonly details: Uint8Array | null;
  readonly mends: readonly Mend[];
  /** What was mended in an earlier reading of the letter, and that reading, packed, where it was kept. */
  readonly before?: { readonly mends: readonly Mend[]; readonly packed: Uint8Array | null } | undefined;
  /** The language of the project, for what does not say its own. */
  readonly language: string;
}

export interface ReadItem {
  readonly reading: IntakeReading;
  readonly proposals: Readonly<Record<string, IntakeProposal>>;
  readonly layout: string | null;
  /** What tells whether another text is the same, or nearly. */
  readonly sketch: Sketch;
  /** All that was read, for when it is looked at, mended and stored. */
  readonly packed: Uint8Array;
  /** The mends of an earlier reading that hold for this one, and those that do not. */
  readonly carried?: { readonly mends: readonly Mend[]; readonly told: IntakeCarried };
}

export interface ItemToRead {
  readonly given: Given;
  readonly path: string;
  readonly options: ReadItemOptions;
}

/** Reads files. One is refused with what `readFile` and `mendReading` throw, and `over_limit`. */
export async function readItems(items: readonly ItemToRead[]): Promise<(ReadItem | Refused)[]> {
  return eachByItself(items, readItem);
}

async function readItem({ given, path, options }: ItemToRead): Promise<ReadItem> {
  const { encoding, mapping, details, mends, language } = options;
  const name = path.split('/').at(-1) ?? path;
  const read = await readFile(await givenBytes(given), name, { encoding, mapping, metadata: details });
  const packed = packReading(read);
  if (options.before === undefined) return { ...summaryOf(name, read, mends, language), packed };
  const carried = carriedFrom(options.before, read);
  return { ...summaryOf(name, read, carried.mends, language), packed, carried };
}

/** So much of the words of a mend is told. */
const MENDED = 120;

/** Mends of an earlier reading of the letter for this one; all are left where that reading is none any more. */
function carriedFrom(
  { mends, packed }: NonNullable<ReadItemOptions['before']>,
  read: ReadFile,
): NonNullable<ReadItem['carried']> {
  try {
    const before = packed === null ? null : unpackReading(packed);
    if (before === null) throw new DomainError('mend_not_valid', { number: 1 });
    const carried = carryOverInLetter(mends, before, read);
    const left = carried.left.flatMap(({ number, why }) => {
      const kind = mends[number - 1]?.kind;
      return kind === undefined
        ? []
        : { kind, why, words: onOneLine(wordsOfMend(mends, number, before), MENDED) };
    });
    return { mends: carried.mends, told: { mends: mends.length, left } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const left = mends.map(({ kind }) => ({ kind, why: 'not_possible' as const, words: '' }));
    return { mends: [], told: { mends: mends.length, left } };
  }
}

/** The same of what was read before, with other mends. */
export async function mendItem(
  packed: Uint8Array,
  path: string,
  mends: readonly Mend[],
  language: string,
): Promise<Omit<ReadItem, 'packed'>> {
  return summaryOf(path.split('/').at(-1) ?? path, unpackReading(packed), mends, language);
}

/** Mends of one reading, carried over to another of the same layout, and that with them. */
export async function carryMends(
  from: Uint8Array,
  packed: Uint8Array,
  path: string,
  mends: readonly Mend[],
  language: string,
): Promise<{
  readonly mends: readonly Mend[];
  readonly left: number;
  readonly read: Omit<ReadItem, 'packed'>;
}> {
  const carried = carryOver(mends, unpackReading(from), unpackReading(packed));
  const read = await mendItem(packed, path, carried.mends, language);
  return { mends: carried.mends, left: carried.left.length, read };
}

const OPENING = 240;
const QUOTED = 300;

function summaryOf(
  name: string,
  whole: ReadFile,
  mends: readonly Mend[],
  fallback: string,
): Omit<ReadItem, 'packed'> {
  const read = mends.length === 0 ? whole : mendReading(whole, mends);
  const { text } = read;
  const language = read.language ?? guessLanguage(text) ?? fallback;
  const { blocks, sentences } = segment(read, language);
  const title = read.title ?? titleOfFile(name) ?? titleFrom(text.trim().slice(0, 80)) ?? '';
  return {
    reading: {
      ...{ format: read.format, reader: read.reader, language, encoding: read.encoding },
      title: titleFrom(title) ?? '…',
      notices: read.notices.map(toldNotice),
      lengthCp: createOffsetMap(text).codePointLength,
      paragraphs: blocks.filter((block) => block.paragraph !== null).length,
      sentences: sentences.length,
      pages: read.pages ?? null,
      dropped: read.dropped?.length ?? 0,
      opening: onOneLine(text.slice(0, OPENING * 2), OPENING),
      textSha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    },
    proposals: proposalsOf(text, read.metadata),
    layout: layoutOf(whole),
    sketch: signatureOf(text),
  };
}

function proposalsOf(text: string, metadata: ReadMetadata): Record<string, IntakeProposal> {
  return Object.fromEntries(
    Object.entries(metadata).map(([key, { value, start, end, from }]): [string, IntakeProposal] => [
      key,
      {
        value: value.slice(0, 2_000).toWellFormed(),
        from: from ?? 'file',
        passage:
          start === null || end === null
            ? null
            : { start, end, quote: onOneLine(text.slice(start, end), QUOTED) },
      },
    ]),
  );
}
