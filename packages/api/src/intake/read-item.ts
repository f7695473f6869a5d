import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { IntakeProposal, IntakeReading, IntakeText, XmlMappingWire } from '@koersvast/contracts';
import { DomainError, type Refusal } from '@koersvast/core/error';
import { createOffsetMap } from '@koersvast/core/text';
import {
  carryOver,
  type FileToGroup,
  type Grouping,
  groupFiles,
  guessLanguage,
  type IndexRow,
  layoutOf,
  likenessOf,
  type Mend,
  matchIndex,
  mayBeIndex,
  mendReading,
  nearFrom,
  type Peeked,
  type PlaceOnPage,
  peek,
  type ReadFile,
  type ReadMetadata,
  readFile,
  readIndex,
  signatureOf,
  type TextEncoding,
  Twins,
  titleFrom,
  Unpacker,
} from '@koersvast/formats';
import { segment, titleOfFile, toldNotice, type WholeDocument, wholeOf } from '../document/read-source.ts';
import { type Given, givenBytes } from './given.ts';

/* Work on the files of an intake that is done in a process of its own: pure, but for where bytes lie. */

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

/** What a file is, before it is read, and what it lists where it is a list of letters. */
export interface Looked extends Peeked {
  readonly rows: readonly IndexRow[];
}

export async function peekAtAll(
  files: readonly { readonly given: Given; readonly path: string }[],
): Promise<(Looked | Refused)[]> {
  return eachByItself(files, async ({ given, path }) => {
    const bytes = await givenBytes(given);
    const rows = listedIn(bytes, path);
    return { ...peek(bytes, path, rows.length > 0), rows };
  });
}

/** What is wrong with one of several. */
export interface Refused {
  readonly refused: Refusal;
}

/** One that is refused costs the others nothing. */
async function eachByItself<Each, Done>(
  all: readonly Each[],
  work: (each: Each) => Promise<Done>,
): Promise<(Done | Refused)[]> {
  const done: (Done | Refused)[] = [];
  for (const each of all) {
    try {
      done.push(await work(each));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      done.push({ refused: error.refusal });
    }
  }
  return done;
}

/** A table that is damaged may still be kept beside a letter: it lists nothing. */
function listedIn(bytes: Uint8Array, path: string): readonly IndexRow[] {
  try {
    return mayBeIndex(bytes, path) ? (readIndex(bytes, path)?.rows ?? []) : [];
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

/** Which files make one letter, by what they are and what lists say of them. */
export async function groupAside(
  files: readonly FileToGroup[],
  rows: readonly IndexRow[],
  paths: readonly string[],
): Promise<Grouping> {
  return groupFiles(files, matchIndex(rows, paths).together);
}

/** What lists say of letters, and which of their rows came to nothing. */
interface ListedAside {
  /** By the path of a file of a letter. */
  readonly found: readonly (readonly [string, IndexRow])[];
  /** By the number of the row among `rows`, from 0. */
  readonly unmatched: readonly UnmatchedRow[];
}

interface UnmatchedRow {
  readonly row: number;
  readonly line: number;
  readonly name: string;
  readonly why: 'none' | 'several';
}

/** `paths` are those of letters that can still be told of; `here` of all that is in the import. */
export async function matchAside(
  rows: readonly IndexRow[],
  paths: readonly string[],
  here: readonly string[],
): Promise<ListedAside> {
  const match = matchIndex(rows, paths);
  const numbers = new Map(rows.map((row, nth) => [row, nth]));
  const told = (row: IndexRow, name: string, why: UnmatchedRow['why']): UnmatchedRow => ({
    ...{ row: numbers.get(row) ?? 0, line: row.line, why },
    name: onOneLine(name, NAMED).toWellFormed(),
  });
  const several = match.ambiguous.map(({ row, name }) => told(row, name, 'several'));
  // A file that cannot be read, or is in already, is here all the same.
  const none = matchIndex(match.withoutFile, here).withoutFile.map((row) => told(row, calledIn(row), 'none'));
  return {
    found: [...match.rows],
    unmatched: [...several, ...none].sort((one, other) => one.row - other.row),
  };
}

/** Longer is no name. */
const NAMED = 200;

/** What a row of a list is about, in the words of the list. */
function calledIn({ metadata, files, identifiers, document, fields, line }: IndexRow): string {
  const names = [metadata.title, files[0], metadata.subject, identifiers[0], document];
  return [...names, ...Object.values(fields)].find((name) => name) ?? String(line);
}

export interface ReadItemOptions {
  readonly encoding: TextEncoding | null;
  readonly mapping: XmlMappingWire | null;
  /** The file with the details of a publication. */
  readonly details: Uint8Array | null;
  readonly mends: readonly Mend[];
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
  return { ...summaryOf(name, read, mends, language), packed: packReading(read) };
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

const onOneLine = (text: string, most: number): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`;
};

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

/** A reading as it is kept until it is a document: small, and for this program alone. */
function packReading(read: ReadFile): Uint8Array {
  return deflateRawSync(JSON.stringify(read), { level: 1 });
}

function unpackReading(packed: Uint8Array): ReadFile {
  return JSON.parse(inflateRawSync(packed).toString('utf8')) as ReadFile;
}

const mendedReading = (packed: Uint8Array, mends: readonly Mend[]): ReadFile => {
  const read = unpackReading(packed);
  return mends.length === 0 ? read : mendReading(read, mends);
};

/** The whole of a reading, as it would be stored. */
export async function textOfItem(
  packed: Uint8Array,
  mends: readonly Mend[],
  language: string,
): Promise<IntakeText> {
  const read = mendedReading(packed, mends);
  const { blocks } = segment(read, language);
  return {
    text: read.text,
    blocks: blocks.map(({ index, kind, level, paragraph, start, end, data }) => ({
      ...{ index, kind, level: level ?? null, paragraph, start, end },
      data: data ? { ...data } : null,
    })),
    notes: read.notes.map(({ mark, start, end, at }) => ({ mark, start, end, at })),
    dropped: (read.dropped ?? []).map(({ text, why, at, page, box }) => ({
      ...{ text, why, at, page },
      box: box === null ? null : pageBox(box),
    })),
    lines: (read.places ?? []).map(({ start, end, page, box }) => ({ start, end, page, box: pageBox(box) })),
  };
}

function pageBox([left, top, right, bottom]: PlaceOnPage['box']): [number, number, number, number] {
  return [left, top, right, bottom];
}

/** What of a document is read from its file; the bytes themselves come later. */
export type ItemDocument = Omit<WholeDocument, 'original' | 'originalName'>;

/** What is kept of a text to find others like it. */
export interface Sketch {
  readonly same: string;
  readonly bytes: Uint8Array;
}

/** What is kept of texts to find others like them. */
export async function sketchTexts(texts: readonly string[]): Promise<Sketch[]> {
  return texts.map(signatureOf);
}

type Sketched = Sketch & { readonly id: string };

/** So many are told of each: of a text that is there a hundred times, nobody reads all the names. */
export const twinsTold = 20;

/**
 * For each of `own`, by its id, which of `known` and of `own` have the same text, and which may have nearly the same: the
 * first of them, so that what is told of many that are all the same grows no faster than they do.
 */
export async function twinsAmong(
  known: readonly Sketched[],
  own: readonly Sketched[],
): Promise<Record<string, { readonly same: readonly string[]; readonly near: readonly string[] }>> {
  const twins = new Twins<string>();
  for (const each of [...known, ...own]) twins.add(each.id, each);
  const others = (ids: readonly string[], id: string) =>
    ids
      .slice(0, twinsTold + 1)
      .filter((other) => other !== id)
      .slice(0, twinsTold);
  return Object.fromEntries(
    own.map((each) => [
      each.id,
      {
        same: others(twins.same(each), each.id),
        near: others(
          twins.candidates(each).map(({ id }) => id),
          each.id,
        ),
      },
    ]),
  );
}

/** A text, or a reading with what was mended in it. */
export type TwinText =
  | { readonly text: string }
  | { readonly packed: Uint8Array; readonly mends: readonly Mend[] };

/** How alike two texts are; null where they are not near. */
export async function likenessOfTwins(one: TwinText, other: TwinText): Promise<number | null> {
  const textOf = (each: TwinText) =>
    'text' in each ? each.text : mendedReading(each.packed, each.mends).text;
  const likeness = likenessOf(textOf(one), textOf(other));
  return likeness >= nearFrom ? likeness : null;
}

/** What is stored of readings when they become documents in these languages. */
export async function documentsOfItems(
  items: readonly {
    readonly packed: Uint8Array;
    readonly mends: readonly Mend[];
    readonly language: string;
  }[],
): Promise<ItemDocument[]> {
  return items.map(({ packed, mends, language }) => documentOfItem(packed, mends, language));
}

function documentOfItem(packed: Uint8Array, mends: readonly Mend[], language: string): ItemDocument {
  const read = mendedReading(packed, mends);
  const {
    original: _,
    originalName: __,
    ...whole
  } = wholeOf({ ...read, original: new Uint8Array(), originalName: null }, language);
  return whole;
}
