import {
  type LayerKind,
  noSql,
  type Rows,
  readRows,
  type Sql,
  sql,
  whereAssignmentSeen,
  whereLayerSeen,
  whereLetterOpen,
} from '@koersvast/db';
import { z } from 'zod';
import type { Here, SeenLayer } from './here.ts';

/** A part of the study; what is not named narrows nothing. */
export interface Part {
  readonly documentIds?: readonly string[] | undefined;
  readonly roundIds?: readonly string[] | undefined;
  readonly kinds?: readonly LayerKind[] | undefined;
  /** Only letters that the person does not code blind anywhere, be it their own work. */
  readonly openLetters?: boolean | undefined;
}

function wherePart({ access: { scope } }: Here, { documentIds, roundIds, openLetters = false }: Part): Sql {
  return sql`${documentIds ? sql`AND document_id = ANY(${[...documentIds]}::uuid[])` : noSql}
    ${roundIds ? sql`AND round_id = ANY(${[...roundIds]}::uuid[])` : noSql}
    ${openLetters ? sql`AND ${whereLetterOpen(scope, sql`document_id`)}` : noSql}`;
}

/** The layers of a part that the person may see, in the order in which they were begun. */
export async function readLayers(here: Here, part: Part): Promise<SeenLayer[]> {
  const { kinds } = part;
  const rows = await readRows(
    here.tx,
    'layer',
    sql`WHERE ${whereLayerSeen(here.access.scope)} ${wherePart(here, part)}
          ${kinds ? sql`AND kind = ANY(${[...kinds]}::layer_kind[])` : noSql} ORDER BY created_at, id`,
  );
  return rows as SeenLayer[];
}

/** Who codes what in a part, as far as the person may see, what was taken away too, in the order of giving. */
export function readAssignments(here: Here, part: Part): Promise<Rows['assignment'][]> {
  return readRows(
    here.tx,
    'assignment',
    sql`WHERE ${whereAssignmentSeen(here.access.scope)} ${wherePart(here, part)} ORDER BY created_at, id`,
  );
}

/** What was given to the person and not taken away. */
export function readOwnAssignments({ tx, access }: Here): Promise<Rows['assignment'][]> {
  return readRows(
    tx,
    'assignment',
    sql`WHERE project_id = ${access.projectId}::uuid AND member_id = ${access.memberId}::uuid
          AND removed_at IS NULL ORDER BY created_at, id`,
  );
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
  { documentIds, roundIds }: Required<Pick<Part, 'documentIds' | 'roundIds'>>,
): Promise<{ roundId: string; documentId: string; memberId: string }[]> {
  return tx.rows(
    z.object({ roundId: z.string(), documentId: z.string(), memberId: z.string() }),
    sql`SELECT DISTINCT layer.round_id AS "roundId", layer.document_id AS "documentId",
          layer.member_id AS "memberId"
        FROM layer
        WHERE ${whereLayerSeen(access.scope)} AND layer.kind = 'current'
          AND layer.round_id = ANY(${[...(roundIds ?? [])]}::uuid[])
          AND layer.document_id = ANY(${[...(documentIds ?? [])]}::uuid[])
          AND (EXISTS (SELECT 1 FROM annotation WHERE project_id = layer.project_id AND layer_id = layer.id)
            OR EXISTS (SELECT 1 FROM reading WHERE project_id = layer.project_id AND layer_id = layer.id))
        ORDER BY layer.round_id, layer.document_id, layer.member_id`,
  );
}

/** Whether anything that the person may see was given or begun in a round. */
export async function isRoundTouched({ tx, access: { scope } }: Here, roundId: string): Promise<boolean> {
  const touched = await tx.row(
    sql`SELECT 1 WHERE EXISTS (SELECT 1 FROM layer WHERE round_id = ${roundId}::uuid AND ${whereLayerSeen(scope)})
          OR EXISTS (SELECT 1 FROM assignment WHERE round_id = ${roundId}::uuid AND ${whereAssignmentSeen(scope)})`,
  );
  return touched !== undefined;
}
