import type { ExportSelection } from '@koersvast/contracts';
import { tagAsSeen, tagPaths } from '@koersvast/core/codebook';
import { storedFieldValue } from '@koersvast/core/document-field';
import { type FactName, memberFacts, projectFacts, roundFacts } from '@koersvast/core/fact';
import { foldName } from '@koersvast/core/person';
import { type Access, type Rows, type SnapshotReader, type Tx, toWire, wireFields } from '@koersvast/db';
import {
  type CodebookRow,
  type CodingRow,
  type CsvTable,
  csvTableOf,
  type Dataset,
  type DatasetPerson,
  type DocumentTableRow,
  type FactRow,
  historyTable,
  writeCsvTable,
} from '@koersvast/formats';
import { readMembers } from '../member/queries.ts';
import { readRounds } from '../place/rounds.ts';
import { readTags } from '../place/tags.ts';
import type { PassageFilter } from '../study/passage-filter.ts';
import { openStudy } from '../study/study.ts';
import { annotationRows, type LayerChoice, placed } from './annotation-rows.ts';
import { hasOrigins, hasRenditions } from './chosen-documents.ts';
import { historyRows } from './history-rows.ts';

export type ExportFile = 'annotations' | 'documents' | 'codebook' | 'coding' | 'history' | 'facts';

/** Whether a file holds what coders did, and not only how far they are. */
export function holdsWork(file: ExportFile): boolean {
  return file === 'annotations' || file === 'history';
}

export interface ExportChoice {
  readonly access: Access;
  readonly file: ExportFile;
  /** Only this document; null for the whole project. */
  readonly documentId: string | null;
  readonly layer: LayerChoice;
  /** Of a copy: what it has of the whole. */
  readonly selection?: ExportSelection | undefined;
  /** The documents of the sets that were chosen; undefined where none were. */
  readonly documents?: readonly string[] | undefined;
  /** Of annotations only these. */
  readonly passages?: PassageFilter | undefined;
}

export type ExportTable = CsvTable;

const batchSize = 1000;

async function* once<T>(read: () => Promise<T>): AsyncGenerator<T> {
  yield await read();
}

async function projectName(tx: Tx, projectId: string): Promise<string> {
  const project = await tx.project.findUnique({ where: { id: projectId }, select: { name: true } });
  return project?.name ?? '';
}

/** How the values of free fields leave the program: as the kinds of their fields have them, where they fit. */
async function valuesByKind(
  tx: Tx,
  projectId: string,
): Promise<(fields: Rows['document']['fields']) => Rows['document']['fields']> {
  const project = await tx.project.findUnique({ where: { id: projectId }, select: wireFields.project });
  const { documentFields } = project === null ? { documentFields: [] } : toWire('project', project);
  const kinds = new Map(documentFields.map((field) => [foldName(field.name), field]));
  if (documentFields.every(({ kind }) => kind === 'text')) return (fields) => fields;
  return (fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => {
        const field = kinds.get(foldName(name));
        return [name, (field && storedFieldValue(field, value)) ?? value];
      }),
    );
}

/** Whether a row of a document is in a copy. */
function inCopy({ documents }: ExportChoice): (id: string) => boolean {
  if (documents === undefined) return () => true;
  const ids = new Set(documents);
  return (id) => ids.has(id);
}

async function readDocuments(tx: Tx, choice: ExportChoice): Promise<DocumentTableRow[]> {
  const { access, documentId } = choice;
  const isIn = inCopy(choice);
  const study = openStudy(tx, access);
  const project = await projectName(tx, access.projectId);
  const documents = (await study.documents({ documentId })).filter(({ id }) => isIn(id));
  const sizeOf = new Map((await study.sizes()).map((size) => [size.id, size]));
  const byKind = await valuesByKind(tx, access.projectId);
  return documents.map((document) => ({
    ...document,
    fields: byKind(document.fields),
    project,
    document,
    blocks: sizeOf.get(document.id)?.blocks ?? 0,
    paragraphs: sizeOf.get(document.id)?.paragraphs ?? 0,
    sentences: sizeOf.get(document.id)?.sentences ?? 0,
    notes: sizeOf.get(document.id)?.notes ?? 0,
    attachments: sizeOf.get(document.id)?.attachments ?? [],
    stated: document.stated ?? {},
  }));
}

async function readCodebookRows(tx: Tx, { access }: ExportChoice): Promise<CodebookRow[]> {
  const inOrder = await readTags(tx, access.projectId);
  const isLiving = ({ archivedAt }: Rows['tag']) => archivedAt === null;
  const tags = [...inOrder.filter(isLiving), ...inOrder.filter((tag) => !isLiving(tag))];
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const paths = tagPaths(tags);
  return tags.map((tag) => ({
    ...tagAsSeen(access.scope, tag),
    path: paths.get(tag.id) ?? tag.name,
    parent: tag.parentId === null ? null : (byId.get(tag.parentId)?.name ?? null),
    archived: tag.archivedAt !== null,
  }));
}

async function readCoding(tx: Tx, choice: ExportChoice): Promise<CodingRow[]> {
  const { access, documentId, selection } = choice;
  const isIn = inCopy(choice);
  const study = openStudy(tx, access);
  const project = await projectName(tx, access.projectId);
  const byId = new Map((await study.documents()).map((document) => [document.id, document]));
  const { rounds, coders } = selection ?? {};
  const rows = await study.coding({ documentId, rounds, coders });
  return rows.flatMap((row) => {
    const document = byId.get(row.documentId);
    if (!document || !isIn(document.id)) return [];
    const { round, state, nothingApplies, seed, drawnFrom } = row;
    const finishedAt = row.doneAt?.toISOString() ?? null;
    return [
      {
        project,
        round,
        document,
        coder: { id: row.coderId, name: row.coder },
        state,
        finishedAt,
        nothingApplies,
        seed,
        drawnFrom,
      },
    ];
  });
}

/** What was told of the project, of its rounds and of everybody who is or was a member, in that order. */
async function readFacts(tx: Tx, { access: { projectId } }: ExportChoice): Promise<FactRow[]> {
  const project = toWire(
    'project',
    await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: wireFields.project }),
  );
  const rounds = await readRounds(tx, projectId);
  const members = await readMembers(tx, projectId, 'viewer');
  const told = <Name extends FactName>(
    names: readonly Name[],
    row: Readonly<Record<Name, FactRow['value'] | null>>,
    about: Pick<FactRow, 'round' | 'coder'>,
  ) =>
    names.flatMap((fact): FactRow[] => {
      const value = row[fact];
      return value === null ? [] : [{ project: project.name, ...about, fact, value }];
    });
  return [
    ...told(projectFacts, project, { round: null, coder: null }),
    ...rounds.flatMap((round) => told(roundFacts, round, { round: round.number, coder: null })),
    ...members.flatMap((member) =>
      told(memberFacts, member, { round: null, coder: { id: member.id, name: member.name } }),
    ),
  ];
}

async function readPeople(tx: Tx, { access }: ExportChoice): Promise<DatasetPerson[]> {
  const byId = new Map<string, string>();
  for (const { coderId, coder } of await openStudy(tx, access).namedLayers()) {
    if (coderId !== null) byId.set(coderId, coder ?? '');
  }
  return [...byId].map(([id, name]) => ({ id, name }));
}

/** What a person may see of a study, as all formats take it; each part is read when it is asked for. */
export function datasetOf(reader: SnapshotReader, choice: ExportChoice): Dataset {
  let documents: Promise<DocumentTableRow[]> | undefined;
  const read = () => {
    documents ??= readDocuments(reader, choice);
    return documents;
  };
  return {
    fieldNames: async () => [...new Set((await read()).flatMap(({ fields }) => Object.keys(fields)))].sort(),
    hasRenditions: () => hasRenditions(reader, choice.access.projectId),
    hasOrigins: () => hasOrigins(reader, choice.access),
    documents: () => once(read),
    async *contents() {
      const study = openStudy(reader, choice.access);
      for (const { document } of await read()) yield [placed(await study.page(document.id))];
    },
    codebook: () => once(() => readCodebookRows(reader, choice)),
    people: () => once(() => readPeople(reader, choice)),
    coding: () => once(() => readCoding(reader, choice)),
    facts: () => once(() => readFacts(reader, choice)),
    annotations: () => annotationRows(reader, choice, batchSize),
    lost: () => [],
  };
}

/** The table of a choice with all its columns, read through `reader` as it is asked for. */
export async function openTable(reader: SnapshotReader, choice: ExportChoice): Promise<ExportTable> {
  if (choice.file === 'history')
    return csvTableOf(historyTable, () => historyRows(reader, choice, batchSize));
  return writeCsvTable(datasetOf(reader, choice), choice.file);
}
