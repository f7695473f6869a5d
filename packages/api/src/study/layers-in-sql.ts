import {
  identifier,
  type LayerKind,
  noSql,
  type Sql,
  sql,
  whereAssignmentSeen,
  whereLayerSeen,
  whereLetterOpen,
} from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** A part of the study; what is not named narrows nothing. */
export interface Part {
  readonly documentIds?: readonly string[] | undefined;
  readonly roundIds?: readonly string[] | undefined;
  readonly kinds?: readonly LayerKind[] | undefined;
  /** Only letters that the person does not code blind anywhere, be it their own work. */
  readonly openLetters?: boolean | undefined;
}

/** What a layer is to those who read a file of it. */
export const namedLayer = z.object({
  id: z.string(),
  kind: z.enum(['current', 'first_pass', 'final']),
  independent: z.boolean(),
  finished: z.boolean(),
  round: z.number(),
  coderId: z.string().nullable(),
  coder: z.string().nullable(),
});
export type NamedLayer = z.infer<typeof namedLayer>;

/** All layers that the person may see, with the numbers of their rounds and the names of their coders. */
export function readNamedLayers({ tx, access }: Here): Promise<NamedLayer[]> {
  return tx.rows(
    namedLayer,
    sql`SELECT layer.id, layer.kind, layer.independent, layer.finished_at IS NOT NULL AS finished, round.number AS round,
          layer.member_id AS "coderId", "user".name AS coder
        FROM layer JOIN round ON round.project_id = layer.project_id AND round.id = layer.round_id
          LEFT JOIN member ON member.project_id = layer.project_id AND member.id = layer.member_id
          LEFT JOIN "user" ON "user".id = member.user_id
        WHERE ${whereLayerSeen(access.scope)}`,
  );
}

/** Who has anything in the coders' living work of some documents and rounds, deleted or not. */
export function readBegun(
  { tx, access }: Here,
  {
    documentIds,
    roundIds,
  }: { readonly documentIds: readonly string[]; readonly roundIds: readonly string[] },
): Promise<{ roundId: string; documentId: string; memberId: string }[]> {
  return tx.rows(
    z.object({ roundId: z.string(), documentId: z.string(), memberId: z.string() }),
    sql`SELECT DISTINCT layer.round_id AS "roundId", layer.document_id AS "documentId",
          layer.member_id AS "memberId"
        FROM layer
        WHERE ${whereLayerSeen(access.scope)} AND layer.kind = 'current'
          AND layer.round_id = ANY(${[...roundIds]}::uuid[])
          AND layer.document_id = ANY(${[...documentIds]}::uuid[])
          AND (EXISTS (SELECT 1 FROM annotation WHERE project_id = layer.project_id AND layer_id = layer.id)
            OR EXISTS (SELECT 1 FROM reading WHERE project_id = layer.project_id AND layer_id = layer.id))
        ORDER BY layer.round_id, layer.document_id, layer.member_id`,
  );
}

const named = z.object({ id: z.string() });

/** What layers and assignments of a part have alike, on the table of one of them. */
function whereInPart({ access: { scope } }: Here, of: 'layer' | 'assignment', part: Part): Sql {
  const { documentIds, roundIds, openLetters = false } = part;
  const documentId = sql`${identifier(of)}.document_id`;
  return sql`${documentIds ? sql`AND ${documentId} = ANY(${[...documentIds]}::uuid[])` : noSql}
    ${roundIds ? sql`AND ${identifier(of)}.round_id = ANY(${[...roundIds]}::uuid[])` : noSql}
    ${openLetters ? sql`AND ${whereLetterOpen(scope, documentId)}` : noSql}`;
}

/** The ids of the layers of a part that the person may see, in the order in which they were begun: a list in SQL may be of any length. */
export async function readLayerIds(here: Here, part: Part): Promise<string[]> {
  const { kinds } = part;
  const rows = await here.tx.rows(
    named,
    sql`SELECT layer.id FROM layer WHERE ${whereLayerSeen(here.access.scope)} ${whereInPart(here, 'layer', part)}
        ${kinds ? sql`AND layer.kind::text = ANY(${[...kinds]}::text[])` : noSql}
        ORDER BY layer.created_at, layer.id`,
  );
  return rows.map(({ id }) => id);
}

/** The same of who codes what. */
export async function readAssignmentIds(here: Here, part: Part): Promise<string[]> {
  const rows = await here.tx.rows(
    named,
    sql`SELECT assignment.id FROM assignment WHERE ${whereAssignmentSeen(here.access.scope)}
        ${whereInPart(here, 'assignment', part)}
        ORDER BY assignment.created_at, assignment.id`,
  );
  return rows.map(({ id }) => id);
}

/** Whether anything that the person may see was given or begun in a round. */
export async function isRoundTouched({ tx, access: { scope } }: Here, roundId: string): Promise<boolean> {
  const touched = await tx.row(
    named,
    sql`(SELECT layer.id FROM layer WHERE ${whereLayerSeen(scope)} AND layer.round_id = ${roundId}::uuid LIMIT 1)
        UNION ALL
        (SELECT assignment.id FROM assignment WHERE ${whereAssignmentSeen(scope)} AND assignment.round_id = ${roundId}::uuid
          LIMIT 1) LIMIT 1`,
  );
  return touched !== undefined;
}
