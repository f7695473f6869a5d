import { may, roles } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { isInRound } from '@koersvast/core/round';
import { type Command, joinSql, type Rows, type Sql, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';
import { holdRound } from '../place/hold-round.ts';

/** A cell of the matrix: `memberId` names a member, or somebody who is invited. */
export const cell = z.object({ documentId: z.string(), memberId: z.string(), assigned: z.boolean() });
export type Cell = z.infer<typeof cell>;

/** Somebody who is invited, for whom work can be kept. */
export const invited = z.object({
  id: z.string(),
  role: z.enum(roles),
  note: z.string(),
  expiresAt: z.date(),
  /** Whether they can still join. */
  open: z.boolean(),
  used: z.boolean(),
});
export type Invited = z.infer<typeof invited>;

/** Those of these ids that are invitations of the project, used or not. */
export function readInvited(
  tx: Tx,
  { projectId, at }: Pick<Command, 'projectId' | 'at'>,
  ids: readonly string[],
  hold = false,
): Promise<Invited[]> {
  const rest = hold ? sql`ORDER BY id FOR SHARE` : sql`ORDER BY created_at, id`;
  return tx.rows(
    invited,
    sql`SELECT id, role, note, expires_at AS "expiresAt",
          used_at IS NULL AND revoked_at IS NULL AND expires_at > ${at} AS open, used_at IS NOT NULL AS used
        FROM invitation WHERE project_id = ${projectId}::uuid AND id = ANY(${[...ids]}::uuid[]) ${rest}`,
  );
}

/**
 * Holds the invitations among these ids, so that nobody joins by one while work is kept for them. Before anything
 * else is held: whoever joins holds theirs first.
 */
export async function holdInvitations(command: Command, ids: readonly string[]): Promise<Invited[]> {
  const unique = [...new Set(ids)];
  return unique.length === 0 ? [] : readInvited(command.tx, command, unique, true);
}

/** Throws `assignment_not_valid` for an invitation that nobody can join by any more, or not to code. */
export function checkMayBeKept(invited: Invited): void {
  if (!invited.open || !may(invited.role, 'annotation.write')) throw new DomainError('assignment_not_valid');
}

/**
 * Keeps documents of a round for people who are invited, and frees them. Throws `not_found`,
 * `document_not_in_round`, `document_removed` and `assignment_not_valid`.
 */
export async function writeReservations(
  command: Command,
  round: Rows['round'],
  cells: readonly Cell[],
  invited: readonly Invited[],
  newId: () => string,
): Promise<void> {
  if (cells.length === 0) return;
  await checkKept(command, round, cells, invited);
  const { projectId, opId, at } = command;
  const kept = cells.filter(({ assigned }) => assigned);
  if (kept.length > 0)
    await writeTold(
      command,
      sql`INSERT INTO reservation (id, project_id, round_id, document_id, invitation_id, created_at, op_id)
          VALUES ${joinSql(
            kept.map(
              ({ documentId, memberId }) =>
                sql`(${newId()}::uuid, ${projectId}::uuid, ${round.id}::uuid, ${documentId}::uuid,
                  ${memberId}::uuid, ${at}, ${opId}::uuid)`,
            ),
          )}
          ON CONFLICT (project_id, round_id, document_id, invitation_id) DO UPDATE SET removed_at = NULL, op_id = excluded.op_id
            WHERE reservation.removed_at IS NOT NULL`,
    );
  const freed = cells.filter(({ assigned }) => !assigned);
  if (freed.length > 0)
    await writeTold(
      command,
      sql`UPDATE reservation SET removed_at = ${at}, op_id = ${opId}::uuid
          FROM unnest(${freed.map(({ documentId }) => documentId)}::uuid[],
            ${freed.map(({ memberId }) => memberId)}::uuid[]) AS cell (document_id, invitation_id)
          WHERE reservation.project_id = ${projectId}::uuid AND reservation.round_id = ${round.id}::uuid AND reservation.document_id = cell.document_id
            AND reservation.invitation_id = cell.invitation_id AND reservation.removed_at IS NULL`,
    );
}

/**
 * Writes reservations and tells in the operation which became what: they are in no change, and so the chain of hashes
 * vouches for them too.
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

/** Throws what `writeReservations` throws. */
async function checkKept(
  { tx, projectId }: Command,
  round: Rows['round'],
  cells: readonly Cell[],
  invited: readonly Invited[],
): Promise<void> {
  const documents = await tx.rows(
    z.object({ id: z.string(), removed: z.boolean() }),
    sql`SELECT id, removed_at IS NOT NULL AS removed FROM document
        WHERE project_id = ${projectId}::uuid AND id = ANY(${cells.map((cell) => cell.documentId)}::uuid[])`,
  );
  const known = new Map(documents.map((document) => [document.id, document]));
  const byId = new Map(invited.map((each) => [each.id, each]));
  for (const { documentId, memberId, assigned } of cells) {
    const document = known.get(documentId);
    const who = byId.get(memberId);
    if (!document || !who) throw new DomainError('not_found');
    if (!isInRound(round, documentId)) throw new DomainError('document_not_in_round');
    if (!assigned) continue;
    if (document.removed) throw new DomainError('document_removed');
    checkMayBeKept(who);
  }
}

/** Frees what was kept for an invitation: it was revoked, or has become somebody's own. */
export async function freeReservations(command: Command, invitationId: string): Promise<void> {
  const { projectId, opId, at } = command;
  await writeTold(
    command,
    sql`UPDATE reservation SET removed_at = ${at}, op_id = ${opId}::uuid
        WHERE project_id = ${projectId}::uuid AND invitation_id = ${invitationId}::uuid AND removed_at IS NULL`,
  );
}

/** What is kept for an invitation in rounds that still take it, each with its round held, by round. */
export async function holdKept(
  command: Command,
  invitationId: string,
): Promise<{ readonly round: Rows['round']; readonly documentIds: readonly string[] }[]> {
  const { tx, projectId } = command;
  const rows = await tx.rows(
    z.object({ roundId: z.string(), documentId: z.string() }),
    sql`SELECT reservation.round_id AS "roundId", reservation.document_id AS "documentId"
        FROM reservation JOIN round ON round.project_id = reservation.project_id AND round.id = reservation.round_id
          JOIN document ON document.project_id = reservation.project_id AND document.id = reservation.document_id
        WHERE reservation.project_id = ${projectId}::uuid AND reservation.invitation_id = ${invitationId}::uuid
          AND reservation.removed_at IS NULL AND round.removed_at IS NULL AND round.revealed_at IS NULL
          AND document.removed_at IS NULL
        ORDER BY reservation.round_id, document.created_at, document.id`,
  );
  const kept = [];
  for (const [roundId, theirs] of Map.groupBy(rows, (row) => row.roundId)) {
    const round = await holdRound(command, roundId);
    // Revealed while one waited for it.
    if (round.revealedAt !== null) continue;
    // What has left the round since keeps nobody from joining.
    const documentIds = theirs.map(({ documentId }) => documentId).filter((id) => isInRound(round, id));
    kept.push({ round, documentIds });
  }
  return kept;
}

/** Holds the invitations for which an operation kept or freed work, as whoever joins by one does first of all. */
export async function holdReserved(command: Command, target: { readonly opId: string }): Promise<Invited[]> {
  const ids = await command.tx.rows(
    z.object({ id: z.string() }),
    sql`SELECT DISTINCT invitation_id AS id FROM reservation
        WHERE project_id = ${command.projectId}::uuid AND op_id = ${target.opId}::uuid`,
  );
  return holdInvitations(
    command,
    ids.map(({ id }) => id),
  );
}

/**
 * Takes back what an operation kept and freed, as a new operation, so that it can be done again in the same way.
 * Whether there was anything. Throws `nothing_to_undo` where somebody has joined since, or the invitation is no more,
 * and what `writeReservations` throws for what would be kept again.
 */
export async function takeBackReservations(
  command: Command,
  round: Rows['round'],
  target: { readonly opId: string },
): Promise<boolean> {
  const { tx, projectId } = command;
  const cells = await tx.rows(
    cell,
    sql`SELECT document_id AS "documentId", invitation_id AS "memberId", removed_at IS NOT NULL AS assigned
        FROM reservation WHERE project_id = ${projectId}::uuid AND round_id = ${round.id}::uuid
          AND op_id = ${target.opId}::uuid ORDER BY id`,
  );
  if (cells.length === 0) return false;
  const invited = await holdReserved(command, target);
  if (invited.some(({ open }) => !open)) throw new DomainError('nothing_to_undo');
  // Those that are there already are kept or freed as they stand, so that no new one needs an id.
  await checkKept(command, round, cells, invited);
  await writeTold(
    command,
    sql`UPDATE reservation SET op_id = ${command.opId}::uuid,
          removed_at = CASE WHEN removed_at IS NULL THEN ${command.at}::timestamptz END
        WHERE project_id = ${projectId}::uuid AND op_id = ${target.opId}::uuid`,
  );
  return true;
}

/** Those for whom work can be kept, or is, in a round: whom one invited to code, and who has not joined yet. */
export async function readInvitedTo(
  tx: Tx,
  who: Pick<Command, 'projectId' | 'at'>,
  roundId: string,
): Promise<{ readonly invited: Invited[]; readonly kept: { documentId: string; invitationId: string }[] }> {
  const { projectId } = who;
  const kept = await tx.rows(
    z.object({ documentId: z.string(), invitationId: z.string() }),
    sql`SELECT document_id AS "documentId", invitation_id AS "invitationId" FROM reservation
        WHERE round_id = ${roundId}::uuid AND project_id = ${projectId}::uuid AND removed_at IS NULL`,
  );
  const ids = await tx.rows(
    z.object({ id: z.string() }),
    sql`SELECT id FROM invitation WHERE project_id = ${projectId}::uuid AND used_at IS NULL AND revoked_at IS NULL`,
  );
  const holds = new Set(kept.map(({ invitationId }) => invitationId));
  const all = await readInvited(
    tx,
    who,
    ids.map(({ id }) => id),
  );
  const invited = all.filter(
    ({ id, open, role }) => holds.has(id) || (open && may(role, 'annotation.write')),
  );
  const shown = new Set(invited.map(({ id }) => id));
  return { invited, kept: kept.filter(({ invitationId }) => shown.has(invitationId)) };
}
