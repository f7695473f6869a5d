import type { NoticeCode } from '@koersvast/core/file';
import { limits, overLimit } from '@koersvast/core/limit';
import {
  type BlockDraft,
  createOffsetMap,
  findSentences,
  numberBlocks,
  plainBlocks,
} from '@koersvast/core/text';
import type { ReadDocument, ReadMetadata, ReadNotice } from '../reader.ts';
import type { Batches, Dataset, DatasetContent, DatasetDocument, Lost } from './dataset.ts';

/* A reader of letters gives documents of a dataset: this is the one place where they are made of what it read. */

/** What a letter is to the study that it comes into, which no file knows. */
export interface LetterInStudy {
  readonly id: string;
  readonly project: string;
  readonly title: string;
  /** By which its sentences are found. */
  readonly language: string;
  readonly originalName: string | null;
  readonly createdAt: string;
  readonly textSha256: string;
  /** Names of the files that are kept beside it. */
  readonly attachments: readonly string[];
}

export interface Letter {
  readonly read: ReadDocument & { readonly reader: string };
  readonly about: LetterInStudy;
}

/** Letters as their readers gave them, for every writer: nobody has coded in them yet. */
export function datasetOfLetters(letters: readonly Letter[]): Dataset {
  return {
    fieldNames: async () => [],
    documents: () => oneByOne(letters, documentOfLetter),
    contents: () => oneByOne(letters, ({ read, about }) => letterContent(read, about.id, about.language)),
    codebook: none,
    people: none,
    coding: none,
    annotations: none,
    lost: () => letters.flatMap(({ read, about }) => lostOf(read.notices, about.originalName ?? about.id)),
  };
}

async function* oneByOne<Each, Made>(all: readonly Each[], make: (each: Each) => Made): Batches<Made> {
  for (const each of all) yield [make(each)];
}

async function* none(): Batches<never> {}

/**
 * The words of a letter with its blocks and sentences numbered, its notes among them. Throws `over_limit` for more of
 * them than a document has, and a `RangeError` for a language tag that looks like one and is none.
 */
export function letterContent(read: ReadDocument, documentId: string, language: string): DatasetContent {
  const { text, notes, notices, places = [], dropped = [] } = read;
  const drafts = read.blocks ?? plainBlocks(text);
  if (drafts.length > limits.blocks) throw overLimit('blocks');
  const blocks = numberBlocks(drafts.map(withinReason), notes);
  const sentences = findSentences(text, blocks, language);
  if (sentences.length > limits.sentences) throw overLimit('sentences');
  return { documentId, text, blocks, sentences, places, dropped, notices };
}

function documentOfLetter({ read, about }: Letter): DatasetDocument {
  const { id, title, textSha256, ...rest } = about;
  const { blocks, sentences } = letterContent(read, id, about.language);
  const unknown = { date: null, author: null, addressee: null, dossier: null, documentNumber: null };
  return {
    ...rest,
    document: { ...unknown, id, title, textSha256 },
    ...{ sourceUrl: null, licence: null, fields: {} },
    lengthCp: createOffsetMap(read.text).codePointLength,
    lengthUtf16: read.text.length,
    blocks: blocks.length,
    paragraphs: blocks.filter(({ paragraph }) => paragraph !== null).length,
    sentences: sentences.length,
    notes: blocks.filter(({ kind }) => kind === 'footnote').length,
    encoding: read.encoding,
    pages: read.pages ?? null,
    reader: read.reader,
    stated: statedOf(read.metadata),
  };
}

/** Of what a file says of a block: names are shorter by far. */
const ofBlock = { entries: 20, key: 60, value: 300 } as const;
/** Of what a file says of itself: the title of a dossier may fill some lines. */
const longestDetail = 2_000;

function cutTo(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}

/** What files say of their blocks stands in each of them: however long that is, it is kept short. */
function withinReason(draft: BlockDraft): BlockDraft {
  if (draft.data === undefined) return draft;
  const entries = Object.entries(draft.data).slice(0, ofBlock.entries);
  const data = entries.map(([key, value]) => [cutTo(key, ofBlock.key), cutTo(value, ofBlock.value)]);
  return { ...draft, data: Object.fromEntries(data) };
}

interface StatedByLetter {
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly from: 'file' | 'letter';
}

/** What a file, or the letter in it, says of itself; whatever a study makes of that. */
export function statedOf(metadata: ReadMetadata): Record<string, StatedByLetter> {
  return Object.fromEntries(
    Object.entries(metadata).map(
      ([key, { value, start, end, from = 'file' as const }]): [string, StatedByLetter] => [
        key,
        { value: cutTo(value, longestDetail), start, end, from },
      ],
    ),
  );
}

/** What is gone; the other notices tell of what was guessed, or came otherwise than it stood there. */
const gone: ReadonlySet<NoticeCode> = new Set<NoticeCode>([
  'bytes_replaced',
  'characters_replaced',
  'heads_left_out',
  'comments_left_out',
  'pictures_left_out',
  'hidden_left_out',
  'surroundings_left_out',
  'embedded_left_out',
  'formulas_left_out',
  'elements_left_out',
  'pages_without_text',
]);

function lostOf(notices: readonly ReadNotice[], place: string): Lost[] {
  return notices
    .filter(({ code }) => gone.has(code))
    .map(({ code, count, examples = [] }) => ({
      what: code,
      count,
      first: examples[0] === undefined ? place : `${place}: ${examples[0]}`,
    }));
}
