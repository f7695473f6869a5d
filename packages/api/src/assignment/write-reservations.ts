import { type Command, type Sql, sql } from '@koersvast/db';

/** A cell of the matrix: `memberId` names a member, or somebody who is invited. */
export interface Cell {
  readonly documentId: string;
  readonly memberId: string;
  readonly assigned: boolean;
}

/*
 * Reservations are told in no change: what was written of them is told in its operation, in the same statement, so
 * that the chain of hashes vouches for them too.
 */
async function writeTold({ tx, projectId, personId, opId }: Command, write: Sql): Promise<void> {
  await tx.run(
    sql`WITH written AS (${write}
          RETURNING reservation.round_id, reservation.document_id, reservation.invitation_id, reservation.removed_at IS NULL AS kept)
        UPDATE operation SET reserved = coalesce(reserved, '[]'::jsonb) || told.cells
        FROM (SELECT jsonb_agg(jsonb_build_array(round_id, document_id, invitation_id, kept)) AS cells FROM written) AS told
        WHERE told.cells IS NOT NULL AND project_id = ${projectId}::uuid AND user_id = ${personId}::uuid AND op_id = ${opId}::uuid`,
  );
}

/** Keeps cells of a round; those that are kept already stay as they are. */
export async function keepCells(command: Command, roundId: string, cells: readonly Cell[]): Promise<void> {
  if (cells.length === 0) return;
  const { projectId, opId, at } = command;
  await writeTold(
    command,
    sql`INSERT INTO reservation (id, project_id, round_id, document_id, invitation_id, created_at, op_id)
        SELECT cell.id, ${projectId}::uuid, ${roundId}::uuid, cell.document_id, cell.invitation_id, ${at}::timestamptz, ${opId}::uuid
        FROM unnest(${cells.map(() => command.newId())}::uuid[], ${cells.map(({ documentId }) => documentId)}::uuid[],
          ${cells.map(({ memberId }) => memberId)}::uuid[]) AS cell (id, document_id, invitation_id)
        ON CONFLICT (project_id, round_id, document_id, invitation_id) DO UPDATE SET removed_at = NULL, op_id = excluded.op_id
          WHERE reservation.removed_at IS NOT NULL`,
  );
}

/** Frees cells of a round that are kept. */
export async function freeCells(command: Command, roundId: string, cells: readonly Cell[]): Promise<void> {
  if (cells.length === 0) return;
  const { projectId, opId, at } = command;
  await writeTold(
    command,
    sql`UPDATE reservation SET removed_at = ${at}, op_id = ${opId}::uuid
        FROM unnest(${cells.map(({ documentId }) => documentId)}::uuid[],
          ${cells.map(({ memberId }) => memberId)}::uuid[]) AS cell (document_id, invitation_id)
        WHERE reservation.project_id = ${projectId}::uuid AND reservation.round_id = ${roundId}::uuid AND reservation.document_id = cell.document_id
          AND reservation.invitation_id = cell.invitation_id AND reservation.removed_at IS NULL`,
  );
}

/** Frees all that is kept for an invitation. */
export async function freeInvitation(command: Command, invitationId: string): Promise<void> {
  const { projectId, opId, at } = command;
  await writeTold(
    command,
    sql`UPDATE reservation SET removed_at = ${at}, op_id = ${opId}::uuid
        WHERE project_id = ${projectId}::uuid AND invitation_id = ${invitationId}::uuid AND removed_at IS NULL`,
  );
}

/** Frees what an operation kept, and keeps what it freed. */
export async function turnBack(command: Command, opId: string): Promise<void> {
  await writeTold(
    command,
    sql`UPDATE reservation SET op_id = ${command.opId}::uuid,
          removed_at = CASE WHEN removed_at IS NULL THEN ${command.at}::timestamptz END
        WHERE project_id = ${command.projectId}::uuid AND op_id = ${opId}::uuid`,
  );
}
