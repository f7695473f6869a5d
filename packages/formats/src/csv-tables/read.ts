import {
  type AnnotationNotes,
  annotationNotes,
  type NoteName,
  noteNames,
  notesOf,
} from '@koersvast/core/annotation';
import { type FactName, factNames, roundStages } from '@koersvast/core/fact';
import { blockKinds } from '@koersvast/core/text';
import { CsvSyntaxError, readCsv } from '../csv/read.ts';
import { headerOf, type Table } from '../csv/table.ts';
import type {
  Batches,
  Dataset,
  DatasetAnnotation,
  DatasetDocument,
  DatasetPerson,
} from '../dataset/dataset.ts';
import { annotationTableOf, layerNames } from '../table/annotations.ts';
import { type CodebookRow, codebookTable } from '../table/codebook.ts';
import { type CodingRow, codingTable } from '../table/coding.ts';
import type { DocumentFacts } from '../table/document-columns.ts';
import { documentTable } from '../table/documents.ts';
import { readExamples } from '../table/example-lines.ts';
import { type FactRow, factsTable } from '../table/facts.ts';
import { LostRecords, RecordCells } from './cells.ts';
import type { CsvTableName } from './write.ts';

const answers = ['adopted', 'noted', 'kept'] as const;
const verdicts = ['accept', 'reject', 'change'] as const;
const statuses = [
  'open',
  'accepted',
  'rejected',
  'change_proposed',
  'adopted',
  'stale',
  'decided',
  'finished',
] as const;
const fieldPrefix = 'field.';

/**
 * The dataset that the CSV tables of a study carry, whichever of them are there. Files of before some columns were
 * there are read as well. What cannot be made out (a column that no table has, a cell that is no number, a record
 * without its keys, a file that is no CSV) is told in `lost`.
 */
export function readCsvTables(files: Readonly<Partial<Record<CsvTableName, string>>>): Dataset {
  const lost = new LostRecords();
  const records = (name: CsvTableName, table: Table<never>): RecordCells[] => {
    const text = files[name];
    return text === undefined ? [] : recordsOf(`${name}.csv`, text, new Set(headerOf(table)), lost);
  };
  const documents = records('documents', documentTable([], true));
  const annotations = records('annotations', annotationTableOf({ renditions: true, origins: true }));
  const known = new Map(documents.map((cells) => [cells.text('document_id'), factsOf(cells)]));
  const coding = records('coding', codingTable).map((cells) => codingOf(cells, known));
  const facts = records('facts', factsTable).flatMap(factOf);
  const codebook = records('codebook', codebookTable).flatMap(tagOf);
  const read = annotations.flatMap((cells) => annotationOf(cells, known));
  const names = fieldNamesOf(documents);
  const people = peopleOf([...read.map(({ coder }) => coder), ...coding.map(({ coder }) => coder)]);
  const rows = documents.flatMap((cells) => documentOf(cells, names));
  return {
    fieldNames: async () => names,
    documents: () => atOnce(rows),
    contents: () => atOnce([]),
    codebook: () => atOnce(codebook),
    people: () => atOnce(people),
    coding: () => atOnce(coding),
    facts: () => atOnce(facts),
    annotations: () => atOnce(read),
    lost: () => lost.all,
  };
}

async function* atOnce<Thing>(things: readonly Thing[]): Batches<Thing> {
  if (things.length > 0) yield things;
}

function recordsOf(file: string, text: string, known: ReadonlySet<string>, lost: LostRecords): RecordCells[] {
  try {
    const [header, ...records] = readCsv(text);
    const names = header?.fields ?? [];
    for (const name of names) {
      if (!known.has(name) && !name.startsWith(fieldPrefix)) lost.add(`${file}: ${name}`, `${file}:1`);
    }
    return records.map(({ line, fields }) => new RecordCells(file, line, names, fields, lost));
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    lost.add(file, `${file}:${error.line}`);
    return [];
  }
}

function fieldNamesOf([first]: readonly RecordCells[]): string[] {
  return (first?.names ?? [])
    .filter((name) => name.startsWith(fieldPrefix))
    .map((name) => name.slice(fieldPrefix.length));
}

function peopleOf(coders: readonly (DatasetPerson | null)[]): DatasetPerson[] {
  const byId = new Map<string, DatasetPerson>();
  for (const coder of coders) if (coder !== null && !byId.has(coder.id)) byId.set(coder.id, coder);
  return [...byId.values()];
}

function factsOf(cells: RecordCells): DocumentFacts {
  return {
    id: cells.text('document_id'),
    title: cells.text('document_title'),
    date: cells.optional('document_date'),
    author: cells.optional('document_author'),
    addressee: cells.optional('addressee'),
    dossier: cells.optional('dossier'),
    documentNumber: cells.optional('document_number'),
    textSha256: cells.text('document_sha256'),
    ...renditionOf(cells),
  };
}

/** Of which reading of its letter it is, where the file says so. */
function renditionOf(
  cells: RecordCells,
): Pick<DocumentFacts, 'rendition' | 'renditionOfId' | 'replacedById'> {
  const rendition = cells.number('rendition');
  if (rendition === null) return {};
  return {
    rendition,
    renditionOfId: cells.optional('rendition_of'),
    replacedById: cells.optional('replaced_by'),
  };
}

function documentOf(cells: RecordCells, names: readonly string[]): DatasetDocument[] {
  if (!cells.has('document_id')) return [];
  const fields = names.flatMap((name): [string, string][] => {
    const value = cells.optional(`${fieldPrefix}${name}`);
    return value === null ? [] : [[name, value]];
  });
  return [
    {
      project: cells.text('project'),
      document: factsOf(cells),
      sourceUrl: cells.optional('source_url'),
      language: cells.text('language'),
      licence: cells.optional('licence'),
      lengthCp: cells.number('length') ?? 0,
      lengthUtf16: cells.number('length_utf16') ?? 0,
      blocks: cells.number('blocks') ?? 0,
      paragraphs: cells.number('paragraphs') ?? 0,
      sentences: cells.number('sentences') ?? 0,
      originalName: cells.optional('original_name'),
      encoding: cells.text('encoding'),
      createdAt: cells.text('created_at'),
      fields: Object.fromEntries(fields),
      pages: cells.number('pages'),
      reader: cells.text('reader'),
      notes: cells.number('notes') ?? 0,
      attachments: cells.list('attachments'),
      stated: cells.stated('stated'),
    },
  ];
}

function tagOf(cells: RecordCells): CodebookRow[] {
  if (!cells.has('tag_id')) return [];
  const examples = (name: string) => {
    const read = readExamples(cells.text(name));
    if (read === null) cells.lose(name);
    return read ?? [];
  };
  const [nl, en] = [cells.optional('tag_nl'), cells.optional('tag_en')];
  return [
    {
      id: cells.text('tag_id'),
      name: cells.text('tag'),
      path: cells.text('tag_path'),
      parent: cells.optional('parent'),
      names: { ...(nl !== null && { nl }), ...(en !== null && { en }) },
      key: cells.optional('key'),
      appearance: (cells.number('appearance') ?? 1) - 1,
      definition: cells.text('definition'),
      whenToUse: cells.text('when_to_use'),
      whenNot: cells.text('when_not'),
      examples: examples('examples'),
      counterExamples: examples('counter_examples'),
      archived: cells.text('archived') === 'yes',
    },
  ];
}

/** Of what, and which fact, a record must say; a value that is none of the fact's is lost. */
function factOf(cells: RecordCells): FactRow[] {
  const fact = cells.oneOf('fact', factNames);
  const value = fact && factValueOf(cells, fact);
  if (fact === null || value === null) {
    if (fact === null && !cells.text('fact')) cells.lose('fact');
    return [];
  }
  const coderId = cells.optional('coder_id');
  return [
    {
      project: cells.text('project'),
      round: cells.number('round'),
      coder: coderId === null ? null : { id: coderId, name: cells.text('coder') },
      fact,
      value,
    },
  ];
}

function factValueOf(cells: RecordCells, fact: FactName): FactRow['value'] | null {
  switch (fact) {
    case 'isAuthor': {
      const said = cells.oneOf('value', ['true', 'false']);
      return said && said === 'true';
    }
    case 'stage':
      return cells.oneOf('value', roundStages);
    case 'trainingHours':
      return cells.decimal('value');
    default:
      return cells.optional('value');
  }
}

/** This table says little of a document: what `documents` says of it is known here too. */
function codingOf(cells: RecordCells, known: ReadonlyMap<string, DocumentFacts>): CodingRow {
  return {
    project: cells.text('project'),
    round: cells.number('round') ?? 0,
    document: known.get(cells.text('document_id')) ?? factsOf(cells),
    coder: { id: cells.text('coder_id'), name: cells.text('coder') },
    state: cells.text('state'),
    finishedAt: cells.optional('finished_at'),
    nothingApplies: cells.number('nothing_applies') ?? 0,
    seed: cells.number('round_seed'),
    drawnFrom: cells.number('round_drawn_from'),
  };
}

function annotationOf(
  cells: RecordCells,
  documents: ReadonlyMap<string, DocumentFacts>,
): DatasetAnnotation[] {
  if (!(cells.has('annotation_id') && cells.has('document_id'))) return [];
  const layer = cells.oneOf('layer', layerNames);
  const [start, end] = [cells.number('start_utf16'), cells.number('end_utf16')];
  const [startCp, endCp] = [cells.number('start'), cells.number('end')];
  if (layer === null || start === null || end === null || startCp === null || endCp === null) {
    cells.lose('annotation_id');
    return [];
  }
  const coderId = cells.optional('coder_id');
  return [
    {
      id: cells.text('annotation_id'),
      project: cells.text('project'),
      document: { ...factsOf(cells), ...replacedIn(cells, documents.get(cells.text('document_id'))) },
      round: cells.number('round') ?? 0,
      layer,
      ...{ start, end, startCp, endCp },
      ...placeOf(cells),
      quote: cells.text('quote'),
      prefix: cells.text('prefix'),
      suffix: cells.text('suffix'),
      tag: { id: cells.text('tag_id'), name: cells.text('tag'), path: cells.text('tag_path') },
      codebookVersion: cells.number('codebook_version') ?? 0,
      coder: coderId === null ? null : { id: coderId, name: cells.text('coder') },
      ...notesIn(cells),
      version: cells.number('version') ?? 1,
      madeAt: cells.text('made_at'),
      createdAt: cells.text('created_at'),
      updatedAt: cells.text('updated_at'),
      ...saidOf(cells),
      independent: cells.text('independent') === 'true',
      seenBefore: seenBeforeOf(cells),
      ...originOf(cells),
    },
  ];
}

/** What it came from, where the file says so. */
function originOf(cells: RecordCells): Pick<DatasetAnnotation, 'origin'> {
  const origin = cells.optional('origin');
  if (origin === null) return {};
  if (origin !== 'search') return { origin: null };
  return {
    origin: {
      query: cells.text('origin_query'),
      boundary: cells.text('origin_boundary'),
      searchId: cells.optional('origin_search_id'),
      operationId: cells.text('origin_operation_id'),
    },
  };
}

/** What the table of documents says of the reading that an annotation is in; without it, that it waits for a place. */
function replacedIn(cells: RecordCells, known: DocumentFacts | undefined): Partial<DocumentFacts> {
  if (cells.number('rendition') === null) return {};
  if (known !== undefined) return { renditionOfId: known.renditionOfId, replacedById: known.replacedById };
  return { replacedById: cells.text('unplaced') === 'true' ? '' : null };
}

/** What was said beside the tag: each note has a column of its name. */
function notesIn(cells: RecordCells): AnnotationNotes {
  const kinds = {
    text: (name: string) => cells.optional(name),
    number: (name: string) => cells.number(name),
  } satisfies Record<(typeof annotationNotes)[NoteName], unknown>;
  return notesOf(Object.fromEntries(noteNames.map((name) => [name, kinds[annotationNotes[name]](name)])));
}

function placeOf(cells: RecordCells): Pick<DatasetAnnotation, 'location' | 'stands'> {
  const kind = cells.oneOf('block_kind', blockKinds);
  return {
    location: {
      block: cells.number('block'),
      paragraph: cells.number('paragraph'),
      paragraphEnd: cells.number('paragraph_end'),
      sentence: cells.number('sentence'),
      sentenceEnd: cells.number('sentence_end'),
    },
    stands:
      kind === null
        ? null
        : {
            kind,
            level: cells.number('block_level'),
            mark: cells.optional('note_mark'),
            data: cells.words('block_data'),
          },
  };
}

function saidOf(
  cells: RecordCells,
): Pick<
  DatasetAnnotation,
  'status' | 'verdict' | 'reason' | 'reviewer' | 'decidedAt' | 'sources' | 'answer'
> {
  const [kind, words] = [cells.optional('verdict_kind'), cells.text('verdict_reason')];
  const response = cells.oneOf('coder_response', answers);
  return {
    status: cells.oneOf('status', statuses),
    verdict: cells.oneOf('verdict', verdicts),
    reason: kind === null && words === '' ? null : { kind, words },
    reviewer: cells.optional('reviewer'),
    decidedAt: cells.optional('decided_at'),
    sources: cells
      .text('sources')
      .split(' ')
      .flatMap((source) => {
        const [coderId = '', annotationId = ''] = source.split('/');
        return annotationId === '' ? [] : [{ coderId, annotationId }];
      }),
    answer:
      response === null
        ? null
        : {
            response,
            reason: cells.optional('coder_response_reason'),
            at: cells.text('coder_responded_at'),
          },
  };
}

function seenBeforeOf(cells: RecordCells): DatasetAnnotation['seenBefore'] {
  const round = cells.number('seen_before_round');
  if (round === null) return null;
  const opened = cells.optional('seen_before_opened');
  return {
    round,
    since: cells.text('seen_before_since'),
    opened: opened === null ? null : opened === 'true',
  };
}
