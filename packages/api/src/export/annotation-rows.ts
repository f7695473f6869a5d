import type { ExportSelection } from '@koersvast/contracts';
import {
  type Block,
  describeSpan,
  locateSpan,
  type Sentence,
  tagPaths,
  type Utf16Offset,
} from '@koersvast/core';
import {
  type Access,
  layered,
  noSql,
  type Rows,
  readRows,
  type SnapshotReader,
  type Sql,
  sql,
  type Tx,
  whereLayerSeen,
} from '@koersvast/db';
import type { AnnotationRow, DocumentFacts, LayerName, SeenBefore } from '@koersvast/formats';
import { type Judgements, judgementOf, readJudgements } from './judgements.ts';

export type LayerChoice = LayerName | 'all';

const layerKinds = { current: 'current', 'first-pass': 'first_pass', final: 'final' } as const;
const layerNames = { current: 'current', first_pass: 'first-pass', final: 'final' } as const;

/** The kinds of layer that a choice stands for, as the database spells them. */
export function kindsOf(layer: LayerChoice): string[] {
  return layer === 'all' ? Object.values(layerKinds) : [layerKinds[layer]];
}

export interface AnnotationChoice {
  readonly access: Access;
  readonly documentId: string | null;
  readonly layer: LayerChoice;
  /** Of a copy: what it has of the whole. */
  readonly selection?: ExportSelection | undefined;
}

/** The rows of a copy, as a condition on `annotation` and its `layer`. */
export function whereSelected({ access, selection }: Pick<AnnotationChoice, 'access' | 'selection'>): Sql {
  const { rounds, tags, coders } = selection ?? {};
  return sql`true
    ${rounds === undefined ? noSql : sql`AND layer.round_id IN (SELECT round.id FROM round WHERE round.project_id = ${access.projectId}::uuid AND round.number = ANY(${rounds}::int[]))`}
    ${tags === undefined ? noSql : sql`AND annotation.tag_id = ANY(${tags}::uuid[])`}
    ${coders === undefined ? noSql : sql`AND layer.member_id = ANY(${coders}::uuid[])`}`;
}

const columns = sql`annotation.id, document.id, layer.id, annotation.tag_id, annotation.start, annotation."end",
  annotation.start_cp, annotation.end_cp, annotation.quote, annotation.memo, annotation.certainty,
  annotation.version, annotation.codebook_version, annotation.made_at, annotation.created_at, annotation.updated_at,
  annotation.independent, annotation.seen_before`;

function annotationsChosen(choice: AnnotationChoice): Sql {
  const { access, documentId, layer, selection } = choice;
  const ofDocument = documentId === null ? noSql : sql`AND document.id = ${documentId}::uuid`;
  return sql`
    FROM ${layer === 'current' || layer === 'final' ? sql`annotation` : layered.annotation}
      JOIN layer ON layer.id = annotation.layer_id
      JOIN document ON document.id = annotation.document_id
      JOIN tag ON tag.id = annotation.tag_id
    WHERE annotation.project_id = ${access.projectId}::uuid AND annotation.deleted_at IS NULL
      AND document.removed_at IS NULL AND layer.kind = ANY(${kindsOf(layer)}::layer_kind[])
      AND ${whereLayerSeen(access.scope)} ${ofDocument} ${selection ? sql`AND ${whereSelected(choice)}` : noSql}
    ORDER BY document.created_at, document.id, annotation.start, annotation."end" DESC, tag.position, tag.id,
      annotation.id, layer.id`;
}

/**
 * The annotations of an export in text order, then by tag, so that the same data always gives the same file.
 * Facts of documents, tags and coders are read apart: they repeat in every row.
 */
export function annotationQuery(choice: AnnotationChoice): Sql {
  return sql`SELECT ${columns} ${annotationsChosen(choice)}`;
}

/** No text of an annotation can hold it: it is among the characters that XML 1.0 forbids. */
const separator = '\u001F';

/**
 * The same with each row in one value, which the driver takes apart many times faster. What is null becomes
 * empty; the file knows no difference.
 */
function packedQuery(choice: AnnotationChoice): Sql {
  const emptied = sql`annotation.id, document.id, layer.id, annotation.tag_id, annotation.start, annotation."end",
    annotation.start_cp, annotation.end_cp, annotation.quote, coalesce(annotation.memo, ''),
    coalesce(annotation.certainty::text, ''), annotation.version, annotation.codebook_version, annotation.made_at,
    annotation.created_at, annotation.updated_at, coalesce(annotation.independent::text, ''),
    coalesce(annotation.seen_before::text, '')`;
  return sql`SELECT concat_ws(${separator}, ${emptied}) ${annotationsChosen(choice)}`;
}

/** What stands behind the ids of an annotation. */
interface Facts {
  readonly project: string;
  readonly documents: ReadonlyMap<string, DocumentFacts>;
  readonly layers: ReadonlyMap<string, LayerFacts>;
  readonly tags: ReadonlyMap<string, AnnotationRow['tag']>;
  readonly judged: Judgements;
  /** What coders could see of others' work, by coder and document. */
  readonly sights: ReadonlyMap<string, Pick<SeenBefore, 'round' | 'since'>>;
}

type LayerFacts = Pick<AnnotationRow, 'round' | 'layer' | 'coder' | 'independent'> & {
  readonly finished: boolean;
};

async function readFacts(tx: Tx, { access, documentId }: AnnotationChoice): Promise<Facts> {
  const { projectId } = access;
  const project = await tx.row<{ name: string }>(sql`SELECT name FROM project WHERE id = ${projectId}::uuid`);
  const ofDocument = documentId === null ? noSql : sql`AND id = ${documentId}::uuid`;
  const documents = await readRows(
    tx,
    'document',
    sql`WHERE project_id = ${projectId}::uuid AND removed_at IS NULL ${ofDocument}`,
  );
  const layers = await tx.rows<{
    id: string;
    kind: Rows['layer']['kind'];
    independent: boolean;
    finished: boolean;
    round: number;
    coderId: string | null;
    coder: string | null;
  }>(
    sql`SELECT layer.id, layer.kind, layer.independent, layer.finished_at IS NOT NULL AS finished, round.number AS round, layer.member_id AS "coderId", "user".name AS coder
        FROM layer JOIN round ON round.id = layer.round_id
          LEFT JOIN member ON member.id = layer.member_id LEFT JOIN "user" ON "user".id = member.user_id
        WHERE ${whereLayerSeen(access.scope)}`,
  );
  const tags = await readRows(tx, 'tag', sql`WHERE project_id = ${projectId}::uuid ORDER BY position, id`);
  const paths = tagPaths(tags);
  return {
    project: project?.name ?? '',
    documents: new Map(documents.map((document) => [document.id, document])),
    layers: new Map(
      layers.map(({ id, kind, independent, finished, round, coderId, coder }) => [
        id,
        {
          round,
          independent,
          finished,
          layer: layerNames[kind],
          coder: coderId === null ? null : { id: coderId, name: coder ?? '' },
        },
      ]),
    ),
    tags: new Map(tags.map(({ id, name }) => [id, { id, name, path: paths.get(id) ?? name }])),
    judged: await readJudgements(tx, access, documentId),
    sights: await readSights(tx, access, documentId),
  };
}

async function readSights(
  tx: Tx,
  { projectId }: Access,
  documentId: string | null,
): Promise<Facts['sights']> {
  const ofDocument = documentId === null ? noSql : sql`AND sight.document_id = ${documentId}::uuid`;
  const rows = await tx.rows<{ documentId: string; memberId: string; round: number; since: Date }>(
    sql`SELECT sight.document_id AS "documentId", sight.member_id AS "memberId", round.number AS round, sight.since
        FROM sight JOIN round ON round.id = sight.round_id WHERE sight.project_id = ${projectId}::uuid ${ofDocument}`,
  );
  return new Map(
    rows.map(({ documentId: of, memberId, round, since }) => [
      `${memberId} ${of}`,
      { round, since: since.toISOString() },
    ]),
  );
}

const opened: Readonly<Record<string, boolean | null>> = { opened: true, unopened: false, unrecorded: null };

interface Page {
  readonly documentId: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
}

async function readPage(tx: Tx, documentId: string): Promise<Page> {
  const document = await tx.row<{ text: string }>(
    sql`SELECT text FROM document WHERE id = ${documentId}::uuid`,
  );
  const blocks = await tx.rows<{
    index: number;
    kind: Block['kind'];
    paragraph: number | null;
    start: number;
    end: number;
  }>(
    sql`SELECT index, kind, paragraph, start, "end" FROM block WHERE document_id = ${documentId}::uuid ORDER BY index`,
  );
  const sentences = await tx.rows<{ index: number; block: number; start: number; end: number }>(
    sql`SELECT index, block, start, "end" FROM sentence WHERE document_id = ${documentId}::uuid ORDER BY index`,
  );
  const placed = <T extends { start: number; end: number }>(list: T[]) =>
    list.map((each) => ({ ...each, start: each.start as Utf16Offset, end: each.end as Utf16Offset }));
  return { documentId, text: document?.text ?? '', blocks: placed(blocks), sentences: placed(sentences) };
}

/** `2026-11-23 20:00:00.12+00`, as PostgreSQL writes it in UTC, as ISO 8601 with milliseconds. */
function isoMoment(value: string): string {
  const seconds = `${value.slice(0, 10)}T${value.slice(11, 19)}`;
  return value.length === 26
    ? `${seconds}${value.slice(19, 23)}Z`
    : `${seconds}.${value.slice(20, -3).padEnd(3, '0')}Z`;
}

/** By index, because taking an array apart is what costs most here; the order is that of `annotationQuery`. */
function toRow(values: readonly string[], facts: Facts, page: Page): AnnotationRow | null {
  const text = (index: number) => values[index] ?? '';
  const document = facts.documents.get(text(1));
  const layer = facts.layers.get(text(2));
  const tag = facts.tags.get(text(3));
  if (!document || !layer || !tag) return null;
  const span = { start: Number(text(4)), end: Number(text(5)) };
  const createdAt = isoMoment(text(14));
  const { prefix, suffix } = describeSpan(page.text, span);
  return {
    id: text(0),
    project: facts.project,
    document,
    round: layer.round,
    layer: layer.layer,
    location: locateSpan(page.blocks, page.sentences, span),
    startCp: Number(text(6)),
    endCp: Number(text(7)),
    start: span.start,
    end: span.end,
    quote: text(8),
    prefix,
    suffix,
    tag,
    codebookVersion: Number(text(12)),
    coder: layer.coder,
    memo: text(9),
    certainty: text(10) === '' ? null : Number(text(10)),
    version: Number(text(11)),
    madeAt: isoMoment(text(13)),
    createdAt,
    updatedAt: text(15) === text(14) ? createdAt : isoMoment(text(15)),
    independent: text(16) === '' ? layer.independent : text(16) === 'true',
    seenBefore: seenBefore(facts, layer, text(1), text(17)),
    ...judgementOf(
      facts.judged,
      layer,
      { layerId: text(2), id: text(0), version: Number(text(11)) },
      (layerId) => coderIdOf(facts, layerId),
    ),
  };
}

function seenBefore(
  { sights }: Facts,
  { coder }: LayerFacts,
  documentId: string,
  noted: string,
): SeenBefore | null {
  const sight = noted === '' ? undefined : sights.get(`${coder?.id} ${documentId}`);
  return sight ? { ...sight, opened: opened[noted] ?? null } : null;
}

function coderIdOf({ layers }: Facts, layerId: string): string {
  return layers.get(layerId)?.coder?.id ?? '';
}

/** Rows in batches. One text at a time is in memory, because the rows come document by document. */
export async function* annotationRows(
  reader: SnapshotReader,
  choice: AnnotationChoice,
  batch: number,
): AsyncGenerator<AnnotationRow[]> {
  const facts = await readFacts(reader, choice);
  let page: Page | null = null;
  for await (const values of reader.batches(packedQuery(choice), batch)) {
    const rows: AnnotationRow[] = [];
    for (const [packed] of values) {
      const each = (packed ?? '').split(separator);
      const documentId = each[1] ?? '';
      if (page?.documentId !== documentId) page = await readPage(reader, documentId);
      const row = toRow(each, facts, page);
      // All was read at one moment, so that nothing can be missing: better no file than one that lacks a row.
      if (row === null) throw new Error(`an annotation of which something is missing: ${each[0]}`);
      rows.push(row);
    }
    yield rows;
  }
}
