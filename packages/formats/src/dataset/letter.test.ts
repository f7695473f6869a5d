import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainBlocks } from '@koersvast/core/text';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { csvWriter } from '../csv/write.ts';
import { readCsvTables } from '../csv-tables/read.ts';
import { writeCsvTable } from '../csv-tables/write.ts';
import type { ReadDocument } from '../reader.ts';
import { readFile } from '../readers.ts';
import { documentOf } from '../reading/document.ts';
import type { NotePiece, Piece } from '../reading/piece.ts';
import type { Batches, Dataset, DatasetContent } from './dataset.ts';
import { datasetOfLetters, type Letter, type LetterInStudy } from './letter.ts';

const about: LetterInStudy = {
  id: '018f0000-0000-7000-8000-000000000001',
  project: 'Koersvast',
  title: 'Brief',
  language: 'nl',
  originalName: 'brief.pdf',
  createdAt: '2026-11-29T10:00:00.000Z',
  textSha256: '0'.repeat(64),
  attachments: ['bijlage.pdf'],
};

async function all<Thing>(batches: Batches<Thing>): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const some of batches) things.push(...some);
  return things;
}

/** What a reader gave, out of the dataset that was made of it. */
async function readingIn(dataset: Dataset, { text: given }: ReadDocument) {
  const [document] = await all(dataset.documents());
  const [content] = await all(dataset.contents());
  if (document === undefined || content === undefined) throw new Error('no letter in it');
  const { text, blocks, places, dropped, notices } = content;
  return {
    ...{ text, places, dropped, notices, encoding: document.encoding, pages: document.pages },
    stated: document.stated,
    blocks: blocks.map(({ kind, level, start, end, data }) => ({ kind, level, start, end, data })),
    notes: notesOf(content),
    quoted: blocks.map(({ start, end }) => given.slice(start, end)),
  };
}

const notesOf = ({ blocks }: DatasetContent) =>
  blocks.flatMap(({ kind, start, end, mark, at }) =>
    kind === 'footnote' ? { mark: mark ?? '', start, end, at: at ?? null } : [],
  );

/** The same, straight from the reader. */
function asGiven({ blocks, text, notes, places = [], dropped = [], notices, ...read }: ReadDocument) {
  const drafts = (blocks ?? plainBlocks(text)).map(({ kind, level, start, end, ...more }) => ({
    ...{ kind, level, start, end },
    data: 'data' in more && Object.keys(more.data ?? {}).length > 0 ? more.data : undefined,
  }));
  const noteAt = new Map(notes.map((note) => [note.start, note]));
  return {
    ...{ text, places, dropped, notices, blocks: drafts },
    ...{ pages: read.pages ?? null, encoding: read.encoding },
    stated: Object.fromEntries(
      Object.entries(read.metadata).map(([key, value]) => [key, { from: 'file', ...value }]),
    ),
    notes: drafts.flatMap(({ kind, start, end }) =>
      kind === 'footnote' ? (noteAt.get(start) ?? { mark: '', start, end, at: null }) : [],
    ),
    quoted: drafts.map(({ start, end }) => text.slice(start, end)),
  };
}

const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.constantFrom('De heer', 'Dr. X zegt a. b.', '🙂', 'é', '1.', '\u0000', '=1+1', ' '),
);
const kinds = fc.constantFrom('paragraph', 'list_item', 'quote', 'table_cell', 'heading');
const pieces = fc.array(
  fc.record({ kind: kinds, words, note: fc.boolean(), data: fc.dictionary(words, words, { maxKeys: 2 }) }),
  { minLength: 1, maxLength: 8 },
);

describe('a letter as a dataset', () => {
  test('keeps all that its reader gave', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (given) => {
        const made = given.map(
          ({ kind, words: said, note, data }, at): Piece => ({
            ...{ kind, data, runs: note ? [said, { note: String(at) }] : [said] },
            ...(kind === 'heading' && { level: 2 }),
          }),
        );
        const notes = given.flatMap(({ note, words: said }, at): NotePiece[] =>
          note ? [{ id: String(at), mark: String(at + 1), paragraphs: [[said]] }] : [],
        );
        fc.pre(given.some(({ words: said }) => /[\p{L}\p{N}]/u.test(said)));
        const read = documentOf({
          ...{ pieces: made, notes, metadata: { date: '2020-01-02', subject: 'Rusland' } },
          notices: [{ code: 'pictures_left_out', count: 2 }],
        });
        const dataset = datasetOfLetters([{ read: { ...read, reader: 'docx 1' }, about }]);
        expect(await readingIn(dataset, read)).toEqual(asGiven(read));
        expect(dataset.lost()).toContainEqual({ what: 'pictures_left_out', count: 2, first: 'brief.pdf' });
      }),
      { seed: 1848, numRuns: 150 },
    );
  });

  const folder = join(import.meta.dirname, '../../fixtures/files');
  const some = readdirSync(folder).filter((name) => name.startsWith('brief-eindnoten'));
  it.each(some)('keeps all that was read of %s', async (name) => {
    const read = await readFile(readFileSync(join(folder, name)), name, { encoding: null });
    const letter: Letter = { read, about };
    const dataset = datasetOfLetters([letter, letter]);
    expect(await readingIn(dataset, read)).toEqual(asGiven(read));
    expect(dataset.lost().reduce((sum, { count }) => sum + count, 0)).toBe(
      read.notices.reduce((sum, { code, count }) => sum + (code.endsWith('_left_out') ? 2 * count : 0), 0),
    );
  });

  it('is written as any dataset is, and read again', async () => {
    const read = await readFile(
      new TextEncoder().encode(
        'Datum: 4 juli 2025\nBetreft: Rusland\n\nGeachte voorzitter,\n\nIk schrijf u.',
      ),
      'brief.txt',
      { encoding: null },
    );
    const table = await writeCsvTable(datasetOfLetters([{ read, about }]), 'documents');
    const writer = csvWriter('data');
    let documents = writer.header(table.columns.map((column) => column.name));
    for await (const rows of table.batches()) for (const row of rows) documents += writer.record(row);
    const [row] = await all(readCsvTables({ documents }).documents());
    expect(row).toMatchObject({
      document: { id: about.id, title: 'Brief' },
      attachments: ['bijlage.pdf'],
      stated: { date: { value: '2025-07-04', from: 'letter' }, subject: { value: 'Rusland' } },
      paragraphs: 3,
      reader: read.reader,
    });
  });

  it('keeps short what a file says of a block at length', async () => {
    const read = documentOf({
      pieces: [{ kind: 'paragraph', runs: ['Ja.'], data: { who: 'x'.repeat(999) } }],
    });
    const [content] = await all(datasetOfLetters([{ read: { ...read, reader: 'tei 1' }, about }]).contents());
    expect(content?.blocks[0]?.data?.who).toHaveLength(300);
  });
});
