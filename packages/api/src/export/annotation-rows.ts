import {
  type Block,
  describeSpan,
  locateSpan,
  type Sentence,
  tagPath,
  type Utf16Offset,
} from '@koersvast/core';
import {
  type Access,
  noSql,
  type Rows,
  readRows,
  type SnapshotReader,
  type Sql,
  sql,
  type Tx,
  whereLayerSeen,
} from '@koersvast/db';
import type { AnnotationRow, DocumentFacts, LayerName } from '@koersvast/formats';

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
}

/**
 * The annotations of an export in text order, then by tag, so that the same data always gives the same file.
 * Facts of documents, tags and coders are read apart: they repeat in every row.
 */
export function annotationQuery({ access, documentId, layer }: AnnotationChoice): Sql {
  const ofDocument = documentId === null ? noSql : sql`AND document.id = ${documentId}::uuid`;
  return sql`
    SELECT annotation.id, document.id, layer.id, annotation.tag_id, annotation.start, annotation."end",
      annotation.start_cp, annotation.end_cp, annotation.quote, annotation.memo, annotation.certainty,
      annotation.version, annotation.codebook_version, annotation.made_at, annotation.created_at,
      annotation.updated_at
    FROM annotation
      JOIN layer ON layer.id = annotation.layer_id
      JOIN document ON document.id = annotation.document_id
      JOIN tag ON tag.id = annotation.tag_id
    WHERE annotation.project_id = ${access.projectId}::uuid AND annotation.deleted_at IS NULL
      AND document.removed_at IS NULL AND layer.kind = ANY(${kindsOf(layer)}::layer_kind[])
      AND ${whereLayerSeen(access.scope)} ${ofDocument}
    ORDER BY document.created_at, document.id, annotation.start, annotation."end" DESC, tag.position, tag.id,
      annotation.id, layer.id`;
}

/** What stands behind the ids of an annotation. */
interface Facts {
  readonly project: string;
  readonly documents: ReadonlyMap<string, DocumentFacts>;
  readonly layers: ReadonlyMap<string, Pick<AnnotationRow, 'round' | 'layer' | 'coder'>>;
  readonly tags: ReadonlyMap<string, AnnotationRow['tag']>;
}

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
    round: number;
    coderId: string | null;
    coder: string | null;
  }>(
    sql`SELECT layer.id, layer.kind, round.number AS round, layer.member_id AS "coderId", "user".name AS coder
        FROM layer JOIN round ON round.id = layer.round_id
          LEFT JOIN member ON member.id = layer.member_id LEFT JOIN "user" ON "user".id = member.user_id
        WHERE ${whereLayerSeen(access.scope)}`,
  );
  const tags = await readRows(tx, 'tag', sql`WHERE project_id = ${projectId}::uuid`);
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  return {
    project: project?.name ?? '',
    documents: new Map(documents.map((document) => [document.id, document])),
    layers: new Map(
      layers.map(({ id, kind, round, coderId, coder }) => [
        id,
        {
          round,
          layer: layerNames[kind],
          coder: coderId === null ? null : { id: coderId, name: coder ?? '' },
        },
      ]),
    ),
    tags: new Map(tags.map(({ id, name }) => [id, { id, name, path: tagPath(byId, id).join(' > ') }])),
  };
}

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
export function isoMoment(value: string): string {
  const [date = '', time = ''] = value.split(' ');
  const [seconds = '', fraction = ''] = time.replace(/\+00$/, '').split('.');
  return `${date}T${seconds}.${fraction.padEnd(3, '0')}Z`;
}

function toRow(values: readonly (string | null)[], facts: Facts, page: Page): AnnotationRow | null {
  const [id, documentId, layerId, tagId, start, end, startCp, endCp, quote, memo, certainty, ...rest] =
    values;
  const [version, codebookVersion, madeAt, createdAt, updatedAt] = rest;
  const document = facts.documents.get(documentId ?? '');
  const layer = facts.layers.get(layerId ?? '');
  const tag = facts.tags.get(tagId ?? '');
  if (!document || !layer || !tag) return null;
  const span = { start: Number(start), end: Number(end) };
  return {
    ...span,
    ...layer,
    id: id ?? '',
    project: facts.project,
    document,
    tag,
    location: locateSpan(page.blocks, page.sentences, span),
    startCp: Number(startCp),
    endCp: Number(endCp),
    ...describeSpan(page.text, span),
    quote: quote ?? '',
    memo: memo ?? null,
    certainty: certainty === null || certainty === undefined ? null : Number(certainty),
    version: Number(version),
    codebookVersion: Number(codebookVersion),
    madeAt: isoMoment(madeAt ?? ''),
    createdAt: isoMoment(createdAt ?? ''),
    updatedAt: isoMoment(updatedAt ?? ''),
  };
}

/** Rows in batches. One text at a time is in memory, because the rows come document by document. */
export async function* annotationRows(
  reader: SnapshotReader,
  choice: AnnotationChoice,
  batch: number,
): AsyncGenerator<AnnotationRow[]> {
  const facts = await readFacts(reader, choice);
  let page: Page | null = null;
  for await (const values of reader.batches(annotationQuery(choice), batch)) {
    const rows: AnnotationRow[] = [];
    for (const each of values) {
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
