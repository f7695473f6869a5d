import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Truth, wordsOf } from '../../fixtures/truth.ts';
import type { ReadDocument } from '../reader.ts';
import { wordOrder } from '../testing/word-order.ts';
import { pdfReader } from './reader.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);

async function read(name: string): Promise<ReadDocument> {
  return pdfReader.read(await readFile(new URL(`files/${name}`, fixtures)), { encoding: null });
}

async function truthOf(letter: string): Promise<Truth> {
  return JSON.parse(await readFile(new URL(`truth/${letter}.json`, fixtures), 'utf8'));
}

/** The words of the running text, notes taken apart. */
function running({ text, blocks }: ReadDocument): string[] {
  return (blocks ?? [])
    .filter(({ kind }) => kind !== 'footnote')
    .flatMap(({ start, end }) => wordsOf(text.slice(start, end)));
}

function notesOf({ text, notes }: ReadDocument) {
  return notes.map(({ mark, start, end, at }) => ({
    mark,
    text: text.slice(start, end),
    after: at === null ? null : /\S*$/.exec(text.slice(0, at))?.[0],
  }));
}

describe('a tagged PDF', () => {
  it.each([
    'toezeggingen',
    'kamerstuk-kolommen',
    'brief-afbreken',
    'brief-kolom',
    'brief-tabellen',
    'letter-columns',
  ])('is read in the order of its structure: %s', async (letter) => {
    const [found, truth] = [await read(`${letter}.tagged.pdf`), await truthOf(letter)];
    expect(running(found)).toEqual(truth.blocks.flatMap(({ text }) => wordsOf(text)));
    expect(notesOf(found)).toEqual(truth.notes);
  });
});

describe('a PDF without tags', () => {
  it.each([
    'antwoorden',
    'brief-afbreken',
    'brief-eindnoten',
    'brief-kop',
    'brief-tabellen',
    'kamerstuk-kolommen',
    'letter-english',
    'brief-kolom',
  ])('is read in the order that the eye follows: %s', async (letter) => {
    const [found, truth] = [await read(`${letter}.pdf`), await truthOf(letter)];
    // What stands beside the text comes after it.
    const beside = truth.blocks.filter(({ box }) => box);
    const words = [...truth.blocks.filter(({ box }) => !box), ...beside].flatMap(({ text }) => wordsOf(text));
    expect(wordOrder(running(found), words)).toBeGreaterThanOrEqual(0.99);
    expect(notesOf(found)).toEqual(truth.notes);
  });

  it('says where each line stands, which covers all words', async () => {
    const { text, places = [], notices } = await read('antwoorden.pdf');
    expect(text.slice(places[0]?.start, places[0]?.end)).toBe(
      'Aan de Voorzitter van de Tweede Kamer der Staten-Generaal',
    );
    expect(places[0]?.page).toBe(1);
    const covered = places.reduce(
      (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
      text,
    );
    expect(covered.trim()).toBe('');
    expect(notices.map(({ code }) => code)).toEqual(['order_guessed', 'headings_guessed', 'heads_left_out']);
  });
});

it('refuses what is no PDF, or half of one', async () => {
  const whole = await readFile(new URL('files/brief-kort.pdf', fixtures));
  const read = (bytes: Uint8Array) => pdfReader.read(bytes, { encoding: null });
  await expect(read(new TextEncoder().encode('%PDF-1.7\nniets'))).rejects.toThrow('file_damaged');
  await expect(read(whole.subarray(0, 4000))).rejects.toThrow('file_damaged');
});

/** A file of these objects, of which the first is the catalogue. */
function fileOf(...objects: string[]): Uint8Array {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`;
  return new TextEncoder().encode(body + table + end);
}

const catalogue = '<</Type/Catalog/Pages 2 0 R>>';
const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>';

it.each([
  ['pages in a circle', fileOf(catalogue, '<</Type/Pages/Kids[2 0 R]/Count 5>>'), 'file_damaged'],
  ['a scan', fileOf(catalogue, '<</Type/Pages/Kids[3 0 R]/Count 1>>', page), 'file_without_text'],
  [
    '10,000 pages',
    fileOf(catalogue, `<</Type/Pages/Kids[${'3 0 R '.repeat(10_000)}]/Count 10000>>`, page),
    'over_limit',
  ],
  [
    'more pages by its own word than it has',
    fileOf(catalogue, '<</Type/Pages/Kids[3 0 R]/Count 999999999>>', page),
    'file_without_text',
  ],
])('refuses %s in words', async (_, bytes, code) => {
  await expect(pdfReader.read(bytes, { encoding: null })).rejects.toThrow(code);
});
