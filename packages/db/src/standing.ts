import { createHash } from 'node:crypto';
import { assignmentRow, role } from '@koersvast/contracts';
import type { ProjectAbility, Role } from '@koersvast/core/ability';
import { z } from 'zod';
import { wireJson } from './row-columns.ts';
import type { Rows } from './rows.ts';
import { keepPlan, sql } from './sql.ts';
import type { Tx } from './transaction.ts';

/** `<noun>.<verb>`: undo takes back what a command did to the noun that it names. */
export type OperationKind = `${string}.${string}`;

export interface OperationInput {
  /** Its operations are its own: the same `opId` in another project is another operation. */
  readonly projectId: string;
  readonly personId: string;
  readonly opId: string;
  readonly kind: OperationKind;
  /** The parsed input, as JSON: a repeat must bring the same. A field `opId` in it is not counted. */
  readonly payload: object;
  readonly now: Date;
  /** Makes UUIDv7, where others than the usual are wanted. */
  readonly newId?: (() => string) | undefined;
  /** Where it belongs in the undo stack. */
  readonly documentId?: string | undefined;
  readonly roundId?: string | undefined;
  readonly undoes?: string | undefined;
}

export interface CommandInput extends OperationInput {
  readonly ability: ProjectAbility;
  /** An archived project refuses every command but those that say `allow`. */
  readonly whenArchived?: 'refuse' | 'allow';
  /** Given in the name of whoever may have retired, by somebody who has the server. */
  readonly whenRetired?: 'refuse' | 'allow';
  /** It may touch all that the project holds, and is given the time that this takes. */
  readonly bulk?: boolean | undefined;
  /** It works in its giver's own place, the document in the round, and begins by holding that. */
  readonly inOwnPlace?: boolean | undefined;
}

/** A member row that the transaction holds. */
export interface Standing {
  readonly projectId: string;
  readonly memberId: string;
  readonly role: Role;
  readonly archived: boolean;
  /** Of a command in its giver's own place: their assignment there, held; null where there is none. */
  readonly assignment?: Rows['assignment'] | null;
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, canonical(each)]),
  );
}

/** The same for the same command, however its fields are ordered. */
export function hashPayload(kind: OperationKind, payload: object): string {
  const rest = Object.fromEntries(Object.entries(payload).filter(([field]) => field !== 'opId'));
  return createHash('sha256')
    .update(JSON.stringify([kind, canonical(rest)]))
    .digest('hex');
}

const found = z.object({
  memberId: z.string(),
  role,
  archived: z.boolean(),
  /** Whether the operation is new and now has its row. */
  isNew: z.boolean(),
  assignment: assignmentRow.nullable(),
});

/**
 * Where every command begins, in one statement, in this order: the membership and the account are held, the operation inserted (which
 * waits for another transaction that inserts it), and of a command in its giver's own place the assignment held, or the
 * round where there is none. So whatever is read afterwards is not from before a reveal or a closing that held these.
 * Undefined for whoever is no member, or has retired.
 */
export async function takeStanding(
  tx: Tx,
  input: CommandInput,
): Promise<{ readonly standing: Standing; readonly isNew: boolean } | undefined> {
  const { projectId, personId, opId, documentId = null, roundId = null, inOwnPlace = false } = input;
  const row = await tx.row(
    found,
    keepPlan(sql`WITH standing AS MATERIALIZED (
          SELECT member.id, member.role, project.archived_at IS NOT NULL AS archived
          FROM member JOIN project ON project.id = member.project_id JOIN "user" AS person ON person.id = member.user_id
          WHERE member.project_id = ${projectId}::uuid AND member.user_id = ${personId}::uuid
            AND member.removed_at IS NULL AND project.deleted_at IS NULL AND (person.retired_at IS NULL OR ${input.whenRetired === 'allow'})
          FOR SHARE OF member, person
        ), given AS (
          INSERT INTO operation (user_id, op_id, project_id, member_id, kind, payload_hash, document_id, round_id, undoes,
            created_at)
          SELECT ${personId}::uuid, ${opId}::uuid, ${projectId}::uuid, standing.id, ${input.kind},
            ${hashPayload(input.kind, input.payload)}, ${documentId}::uuid, ${roundId}::uuid,
            ${input.undoes ?? null}::uuid, ${input.now}
          FROM standing ON CONFLICT (project_id, user_id, op_id) DO NOTHING RETURNING member_id
        ), own AS MATERIALIZED (
          SELECT assignment.* FROM given JOIN assignment ON assignment.member_id = given.member_id
          WHERE ${inOwnPlace} AND assignment.project_id = ${projectId}::uuid AND assignment.round_id = ${roundId}::uuid
            AND assignment.document_id = ${documentId}::uuid
          FOR NO KEY UPDATE OF assignment
        ), opened AS MATERIALIZED (
          -- Who has nothing there that holds a closing up holds the round.
          SELECT round.id FROM given LEFT JOIN own ON own.member_id = given.member_id CROSS JOIN round
          WHERE ${inOwnPlace} AND own.id IS NULL AND round.project_id = ${projectId}::uuid
            AND round.id = ${roundId}::uuid
          FOR SHARE OF round
        )
        SELECT standing.id AS "memberId", standing.role, standing.archived, EXISTS (SELECT FROM given) AS "isNew",
          (SELECT ${wireJson('assignment')} FROM own AS assignment) AS assignment,
          (SELECT opened.id FROM opened) AS "roundId"
        FROM standing`),
  );
  if (row === undefined) return undefined;
  const { isNew, assignment, ...member } = row;
  return { isNew, standing: { projectId, ...member, ...(inOwnPlace && { assignment }) } };
}
