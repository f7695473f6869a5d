import { memberFacts, projectFacts, roundFacts, roundStages } from '@koersvast/core/fact';
import { blockKinds } from '@koersvast/core/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CsvPreset } from '../csv/preset.ts';
import { csvWriter } from '../csv/write.ts';
import type { Batches, Dataset, DatasetAnnotation, DatasetDocument } from '../dataset/dataset.ts';
import { layerNames } from '../table/annotations.ts';
import type { CodebookRow } from '../table/codebook.ts';
import type { CodingRow } from '../table/coding.ts';
import type { FactRow } from '../table/facts.ts';
import { readCsvTables } from './read.ts';
import { type CsvTableName, csvTableNames, writeCsvTable } from './write.ts';

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('=1+1', ' spatie ', 'a;b,c', '"aanhaling"', 'regel\nregel', '', '-', '🙂', "'"),
);
const some = words.filter((text) => text !== '');
const maybe = fc.option(some, { nil: null });
const id = fc.uuid();
const count = fc.nat(100_000);
const moment = fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-11-29T04:05:06.789Z');
const name = fc.record({ id, name: some });
const byName = fc.dictionary(some, words, { maxKeys: 3 });

const facts = fc.record({
  id,
  title: words,
  date: fc.option(fc.constantFrom('2019', '2019-12', '2019-12-20'), { nil: null }),
  author: maybe,
  addressee: maybe,
  dossier: maybe,
  documentNumber: maybe,
  textSha256: fc.constant('0'.repeat(64)),
});
const place = fc.option(count, { nil: null });
const document: fc.Arbitrary<DatasetDocument> = fc.record({
  project: words,
  document: facts,
  sourceUrl: maybe,
  language: fc.constantFrom('nl', 'en-GB'),
  licence: maybe,
  lengthCp: count,
  lengthUtf16: count,
  blocks: count,
  paragraphs: count,
  sentences: count,
  originalName: maybe,
  encoding: fc.constant('utf-8'),
  createdAt: moment,
  fields: fc.record({ thema: some, 'een; veld': some }, { requiredKeys: [] }),
  pages: place,
  reader: fc.constantFrom('pdf 1', 'plain-text 2'),
  notes: count,
  attachments: fc.array(words, { maxLength: 3 }),
  stated: fc.dictionary(
    fc.constantFrom('date', 'subject', 'dossier'),
    fc.record({ value: words, start: place, end: place, from: fc.constantFrom('file', 'letter', 'index') }),
  ),
});
const example = fc.record({ quote: words, note: words, source: fc.constant(null) });
const tag: fc.Arbitrary<CodebookRow> = fc.record({
  id,
  name: some,
  path: some,
  parent: maybe,
  names: fc.record({ nl: some, en: some }, { requiredKeys: [] }),
  key: fc.option(fc.constantFrom('d', 'sw'), { nil: null }),
  appearance: fc.nat(499),
  definition: words,
  whenToUse: words,
  whenNot: words,
  examples: fc.array(example, { maxLength: 3 }),
  counterExamples: fc.array(example, { maxLength: 3 }),
  archived: fc.boolean(),
});
const coding: fc.Arbitrary<CodingRow> = fc.record({
  project: words,
  round: count,
  document: facts,
  coder: name,
  state: fc.constantFrom('todo', 'in_progress', 'done', 'recheck'),
  finishedAt: fc.option(moment, { nil: null }),
  nothingApplies: count,
  seed: fc.option(count, { nil: null }),
  drawnFrom: fc.option(count, { nil: null }),
});
const fact: fc.Arbitrary<FactRow> = fc
  .record({
    project: words,
    about: fc.oneof(
      fc.record({ round: fc.constant(null), coder: name, fact: fc.constantFrom(...memberFacts) }),
      fc.record({
        round: fc.integer({ min: 1, max: 99 }),
        coder: fc.constant(null),
        fact: fc.constantFrom(...roundFacts),
      }),
      fc.record({
        round: fc.constant(null),
        coder: fc.constant(null),
        fact: fc.constantFrom(...projectFacts),
      }),
    ),
    said: some,
    hours: fc.constantFrom(0, 6, 7.5, 12.25),
    yes: fc.boolean(),
    stage: fc.constantFrom(...roundStages),
  })
  .map(({ project, about, said, hours, yes, stage }) => {
    const values = { isAuthor: yes, trainingHours: hours, stage };
    return { project, ...about, value: about.fact in values ? values[about.fact as 'stage'] : said };
  });
const annotation: fc.Arbitrary<DatasetAnnotation> = fc.record({
  id,
  project: words,
  document: facts,
  round: count,
  layer: fc.constantFrom(...layerNames),
  location: fc.record({
    ...{ block: place, paragraph: place, paragraphEnd: place, sentence: place, sentenceEnd: place },
  }),
  stands: fc.option(
    fc.record({ kind: fc.constantFrom(...blockKinds), level: place, mark: maybe, data: byName }),
    { nil: null },
  ),
  ...{ start: count, end: count, startCp: count, endCp: count },
  ...{ quote: words, prefix: words, suffix: words },
  tag: fc.record({ id, name: some, path: some }),
  codebookVersion: count,
  coder: fc.option(name, { nil: null }),
  memo: maybe,
  certainty: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  version: fc.integer({ min: 1, max: 99 }),
  ...{ madeAt: moment, createdAt: moment, updatedAt: moment },
  status: fc.option(fc.constantFrom('open', 'stale', 'finished'), { nil: null }),
  verdict: fc.option(fc.constantFrom('accept', 'reject', 'change'), { nil: null }),
  reason: fc.option(fc.record({ kind: maybe, words: some }), { nil: null }),
  reviewer: maybe,
  decidedAt: fc.option(moment, { nil: null }),
  sources: fc.array(fc.record({ coderId: id, annotationId: id }), { maxLength: 3 }),
  answer: fc.option(
    fc.record({ response: fc.constantFrom('adopted', 'noted', 'kept'), reason: maybe, at: moment }),
    { nil: null },
  ),
  independent: fc.boolean(),
  seenBefore: fc.option(
    fc.record({ round: count, since: moment, opened: fc.option(fc.boolean(), { nil: null }) }),
    { nil: null },
  ),
});

async function* batchesOf<Thing>(things: readonly Thing[]): Batches<Thing> {
  for (let from = 0; from < things.length; from += 2) yield things.slice(from, from + 2);
}

interface Study {
  readonly documents: readonly DatasetDocument[];
  readonly codebook: readonly CodebookRow[];
  readonly coding: readonly CodingRow[];
  readonly facts: readonly FactRow[];
  readonly annotations: readonly DatasetAnnotation[];
}

function datasetOf({ documents, codebook, coding, facts: told, annotations }: Study): Dataset {
  return {
    fieldNames: async () => ['een; veld', 'thema'],
    documents: () => batchesOf(documents),
    contents: () => batchesOf([]),
    codebook: () => batchesOf(codebook),
    people: () => batchesOf([]),
    coding: () => batchesOf(coding),
    facts: () => batchesOf(told),
    annotations: () => batchesOf(annotations),
    lost: () => [],
  };
}

async function filesOf(dataset: Dataset, preset: CsvPreset): Promise<Record<CsvTableName, string>> {
  const files: [string, string][] = [];
  for (const name of csvTableNames) {
    const table = await writeCsvTable(dataset, name);
    const writer = csvWriter(preset);
    let text = writer.header(table.columns.map((column) => column.name));
    for await (const rows of table.batches()) for (const row of rows) text += writer.record(row);
    files.push([name, text]);
  }
  return Object.fromEntries(files) as Record<CsvTableName, string>;
}

async function all<Thing>(batches: Batches<Thing>): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const some of batches) things.push(...some);
  return things;
}

const study: fc.Arbitrary<Study> = fc.record({
  documents: fc.array(document, { maxLength: 4 }),
  codebook: fc.array(tag, { maxLength: 4 }),
  coding: fc.array(coding, { maxLength: 4 }),
  facts: fc.array(fact, { maxLength: 4 }),
  annotations: fc.array(annotation, { maxLength: 5 }),
});

describe('the CSV tables of a dataset', () => {
  test('read as a dataset that is written as the same bytes, in both dialects, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(study, fc.constantFrom('data', 'excel-nl'), async (given, preset) => {
        const files = await filesOf(datasetOf(given), preset);
        const read = readCsvTables(files);
        expect(await filesOf(read, preset)).toEqual({
          ...files,
          // Without a document there is nothing to tell the names of its fields by.
          ...(given.documents.length === 0 && { documents: (await filesOf(read, preset)).documents }),
        });
        expect(read.lost()).toEqual([]);
      }),
      { seed: 1917, numRuns: 150 },
    );
  });

  test('carry every thing as it was', async () => {
    await fc.assert(
      fc.asyncProperty(study, async (given) => {
        const read = readCsvTables(await filesOf(datasetOf(given), 'data'));
        expect(
          (await all(read.annotations())).map(({ id, start, quote, memo }) => [id, start, quote, memo]),
        ).toEqual(given.annotations.map(({ id, start, quote, memo }) => [id, start, quote, memo]));
        expect(await all(read.documents())).toEqual(given.documents);
        expect(await all(read.codebook())).toEqual(given.codebook);
        expect(await all(read.facts?.() ?? batchesOf([]))).toEqual(given.facts);
        // The table of how far everybody is says no more of a document than which it is.
        const told = ({ document: { id, title, textSha256 }, ...row }: CodingRow) => ({
          ...row,
          id,
          title,
          textSha256,
        });
        expect((await all(read.coding())).map(told)).toEqual(given.coding.map(told));
        const coders = [...given.annotations, ...given.coding].flatMap(({ coder }) => coder ?? []);
        expect((await all(read.people())).map(({ id: person }) => person)).toEqual([
          ...new Set(coders.map(({ id: person }) => person)),
        ]);
      }),
      { seed: 1813, numRuns: 100 },
    );
  });

  test('of an older file, or somebody else’s, tell what could not be made out and keep the rest', async () => {
    const read = readCsvTables({
      annotations:
        'annotation_id,document_id,layer,start,end,start_utf16,end_utf16,quote,certainty,mood\r\n' +
        'a,d,current,0,2,0,2,ja,hoog,blij\r\nb,d,current,x,2,0,2,ja,1,\r\n,d,current,0,2,0,2,ja,,\r\n',
      documents: 'document_id,attachments,stated\r\nd,{},"{""date"":1}"\r\n',
      codebook: 'tag_id,tag\r\nt,"open',
    });
    expect(
      (await all(read.annotations())).map(({ id, certainty, stands }) => [id, certainty, stands]),
    ).toEqual([['a', null, null]]);
    expect((await all(read.documents())).map(({ attachments, stated }) => [attachments, stated])).toEqual([
      [[], {}],
    ]);
    expect(read.lost().map(({ what, count: times }) => `${what} ${times}`)).toEqual([
      'annotations.csv: mood 1',
      'codebook.csv 1',
      'annotations.csv: certainty 1',
      'annotations.csv: start 1',
      'annotations.csv: annotation_id 2',
      'documents.csv: attachments 1',
      'documents.csv: stated 1',
    ]);
  });
});
