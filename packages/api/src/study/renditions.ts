import type { LostAnnotation, Rendition } from '@koersvast/contracts';
import {
  noSql,
  type Sql,
  selectedRow,
  selectList,
  sql,
  toWireRow,
  whereLayerSeen,
  whereStandsAsLetter,
} from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** All readings of the letter that a document is one of, on the table of documents. */
function ofLetter({ access: { projectId } }: Here, documentId: string): Sql {
  const firstId = sql`(SELECT coalesce(one.rendition_of_id, one.id) FROM document AS one
    WHERE one.project_id = ${projectId}::uuid AND one.id = ${documentId}::uuid)`;
  return sql`document.project_id = ${projectId}::uuid
    AND (document.id = ${firstId} OR document.rendition_of_id = ${firstId})`;
}

/** Of a reading that was taken back nothing is told. */
const counts = sql`(document.replaced_by_id IS NOT NULL OR ${whereStandsAsLetter})`;

const listed = z.object({
  documentId: z.string(),
  number: z.number(),
  current: z.boolean(),
  title: z.string(),
  originalName: z.string().nullable(),
  reader: z.string(),
  textSha256: z.string(),
  lengthCp: z.number(),
  createdAt: z.date(),
  createdById: z.string(),
  firstPasses: z.number(),
  finals: z.number(),
  lost: z.number(),
});

/** The readings of a letter, the first one first, with what stands there as far as the person may see; empty for none. */
export async function readRenditions(here: Here, documentId: string): Promise<Rendition[]> {
  const { projectId, scope } = here.access;
  const layers = (which: Sql) =>
    sql`(SELECT count(*)::int FROM layer WHERE layer.project_id = ${projectId}::uuid
      AND layer.document_id = document.id AND ${whereLayerSeen(scope)} AND ${which})`;
  const rows = await here.tx.rows(
    listed,
    sql`SELECT document.id AS "documentId", document.rendition AS number, document.replaced_by_id IS NULL AS current,
          document.title, document.original_name AS "originalName", document.reader, document.text_sha256 AS "textSha256",
          document.length_cp AS "lengthCp", document.created_at AS "createdAt", document.created_by_id AS "createdById",
          ${layers(sql`layer.kind = 'first_pass'`)} AS "firstPasses",
          ${layers(sql`layer.kind = 'final' AND layer.finished_at IS NOT NULL`)} AS finals,
          CASE WHEN document.replaced_by_id IS NULL THEN 0 ELSE (SELECT count(*)::int FROM annotation
            JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
            WHERE annotation.project_id = ${projectId}::uuid AND annotation.document_id = document.id
              AND annotation.deleted_at IS NULL AND layer.kind = 'current' AND ${whereLayerSeen(scope)}) END AS lost
        FROM document WHERE ${ofLetter(here, documentId)} AND ${counts}
        ORDER BY document.rendition`,
  );
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}

const lostRow = selectedRow.annotation.extend({
  roundId: z.string(),
  memberId: z.string(),
  rendition: z.number(),
  currentId: z.string(),
  title: z.string(),
  total: z.number(),
});

/** What found no place when letters were read again, and waits; of one letter or of all, as far as the person may see. */
export async function readLost(
  here: Here,
  documentId: string | null,
  most: number,
): Promise<{ total: number; lost: Omit<LostAnnotation, 'mayPlace'>[] }> {
  const { projectId, scope } = here.access;
  const rows = await here.tx.rows(
    lostRow,
    sql`WITH letter AS (
          SELECT document.id, document.title, document.created_at, coalesce(document.rendition_of_id, document.id) AS first_id
          FROM document WHERE document.project_id = ${projectId}::uuid AND ${whereStandsAsLetter})
        SELECT ${selectList('annotation')}, layer.round_id AS "roundId", layer.member_id AS "memberId", document.rendition,
          letter.id AS "currentId", letter.title, (count(*) OVER ())::int AS total
        FROM document
          JOIN annotation ON annotation.project_id = document.project_id AND annotation.document_id = document.id
            AND annotation.deleted_at IS NULL
          JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
            AND layer.kind = 'current' AND ${whereLayerSeen(scope)}
          JOIN letter ON letter.first_id = coalesce(document.rendition_of_id, document.id)
        WHERE document.project_id = ${projectId}::uuid AND document.replaced_by_id IS NOT NULL
          AND document.removed_at IS NULL ${documentId === null ? noSql : sql`AND ${ofLetter(here, documentId)}`}
        ORDER BY letter.created_at, letter.id, document.rendition, annotation.start, annotation."end" DESC,
          annotation.layer_id, annotation.id
        LIMIT ${most}`,
  );
  const lost = rows.map((row) => {
    const { roundId, memberId, rendition, currentId, title } = row;
    return {
      annotation: toWireRow('annotation', row),
      ...{ roundId, memberId, rendition, currentId, title },
    };
  });
  return { total: rows[0]?.total ?? 0, lost };
}
