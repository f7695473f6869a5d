import { z } from 'zod';
import { identifier, type Sql, sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/**
 * Recomputes the chain of a project from its operations and changes as they are stored (see `chain.ts`). The database
 * does the hashing and answers with what does not agree.
 */
export async function checkChain(tx: Statements, projectId: string, report: Report): Promise<void> {
  const say = (text: string) => report('chain', `Project ${projectId}: ${text}`);
  await checkParts(tx, projectId, say);
  await checkHeads(tx, projectId, say);
  await checkUnlinked(tx, projectId, say);
}

type Say = (text: string) => void;

interface Link {
  readonly number: string;
  readonly userId: string;
  readonly opId: string;
  readonly parts: Buffer;
}

async function checkParts(tx: Statements, projectId: string, say: Say): Promise<void> {
  const faulty = await tx.rows(
    z.object({
      number: z.string(),
      userId: z.string(),
      opId: z.string(),
      parts: z.instanceof(Buffer),
      hash: z.instanceof(Buffer).nullable(),
    }),
    sql`SELECT link.number, link.user_id AS "userId", link.op_id AS "opId", link.parts, given.hash
        FROM link
        LEFT JOIN (SELECT user_id, op_id, ${rowHash('operation')} AS hash FROM operation
            WHERE project_id = ${projectId}::uuid) AS given
          ON given.user_id = link.user_id AND given.op_id = link.op_id
        LEFT JOIN (SELECT user_id, op_id, string_agg(hash, ''::bytea ORDER BY rev) AS hashes
          FROM (SELECT change.user_id, change.op_id, change.rev, CASE WHEN document.id IS NULL THEN ${rowHash('change')}
                ELSE sha256(${rowHash('change')} || coalesce(document.content_sha256, ''::bytea)) END AS hash
              FROM change LEFT JOIN document
                ON change.noun = 'document' AND change.before IS NULL AND document.project_id = change.project_id
                  AND document.id = change.entity_id
              WHERE change.project_id = ${projectId}::uuid OFFSET 0) AS hashed
          GROUP BY user_id, op_id) AS told ON told.user_id = link.user_id AND told.op_id = link.op_id
        WHERE link.project_id = ${projectId}::uuid
          AND (given.op_id IS NULL OR link.parts IS DISTINCT FROM given.hash || coalesce(told.hashes, ''::bytea))
        ORDER BY link.number LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const link of faulty) await tellFault(tx, projectId, link, say);
}

/**
 * `row_hash` and `change_hash` written out, because a function with settings of its own takes twice as long for each
 * of a million rows; the check has the settings for all of them.
 */
function rowHash(table: 'operation' | 'change'): Sql {
  return sql`sha256(convert_to(rtrim(${identifier(table)}::text, ',)'), 'UTF8'))`;
}

/** The settings of `row_hash`. */
export const hashSettings = sql`SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true),
  set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true)`;

const hashLength = 32;

async function tellFault(
  tx: Statements,
  projectId: string,
  { number, userId, opId, parts, hash }: Link & { hash: Buffer | null },
  say: Say,
): Promise<void> {
  const name = `operation ${opId} (link ${number} of the chain)`;
  const changes = await tx.rows(
    z.object({ rev: z.string(), noun: z.string(), entityId: z.string(), hash: z.instanceof(Buffer) }),
    sql`SELECT rev, noun, entity_id AS "entityId", change_hash(change.*) AS hash FROM change
        WHERE project_id = ${projectId}::uuid AND user_id = ${userId}::uuid AND op_id = ${opId}::uuid ORDER BY rev`,
  );
  if (!hash) say(`${name} is gone.`);
  else if (!hash.equals(parts.subarray(0, hashLength)))
    say(`${name} is not what was stored when it was given.`);
  const kept = Array.from({ length: parts.length / hashLength - 1 }, (_, index) =>
    parts.subarray((index + 1) * hashLength, (index + 2) * hashLength),
  );
  if (kept.length !== changes.length) {
    say(`${name} made ${kept.length} changes, and has ${changes.length}.`);
    return;
  }
  for (const [index, change] of changes.entries()) {
    if (kept[index]?.equals(change.hash)) continue;
    say(
      `the change of revision ${change.rev} (${change.noun} ${change.entityId}) is not what was stored by ${name}.`,
    );
  }
}

async function checkHeads(tx: Statements, projectId: string, say: Say): Promise<void> {
  const broken = await tx.rows(
    z.object({ number: z.string(), before: z.string().nullable() }),
    sql`SELECT number, before FROM (
          SELECT number, head, lag(number) OVER in_order AS before,
            coalesce(chain_step(lag(head) OVER in_order, sha256(uuid_send(project_id) || parts)),
              sha256(uuid_send(project_id) || parts)) AS added
          FROM link WHERE project_id = ${projectId}::uuid WINDOW in_order AS (ORDER BY number)) AS linked
        WHERE head IS DISTINCT FROM added OR number <> coalesce(before, 0) + 1
        ORDER BY number LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { number, before } of broken) {
    say(
      Number(number) === Number(before ?? 0) + 1
        ? `link ${number} of the chain does not follow from the one before it.`
        : `link ${number} of the chain comes after ${before ?? 'none'}: what was between them is gone.`,
    );
  }
  const end = await tx.row(
    z.object({ agrees: z.boolean(), length: z.string(), last: z.string() }),
    sql`SELECT last.head IS NOT DISTINCT FROM chain.head AND coalesce(last.number, 0) = coalesce(chain.length, 0) AS agrees,
          coalesce(chain.length, 0) AS length, coalesce(last.number, 0) AS last
        FROM (SELECT) AS one
        LEFT JOIN chain ON chain.project_id = ${projectId}::uuid
        LEFT JOIN (SELECT number, head FROM link WHERE project_id = ${projectId}::uuid ORDER BY number DESC LIMIT 1) AS last ON true`,
  );
  if (end && !end.agrees) {
    say(`the chain says that it ends with link ${end.length}, and its last link is ${end.last}.`);
  }
}

async function checkUnlinked(tx: Statements, projectId: string, say: Say): Promise<void> {
  const unlinked = await tx.rows(
    z.object({ opId: z.string() }),
    sql`SELECT operation.op_id AS "opId" FROM operation
        WHERE operation.project_id = ${projectId}::uuid AND NOT EXISTS (SELECT FROM link
          WHERE link.project_id = operation.project_id AND link.user_id = operation.user_id AND link.op_id = operation.op_id)
        ORDER BY operation.op_id LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { opId } of unlinked) say(`operation ${opId} is stored, and the chain has no link of it.`);
  const strays = await tx.rows(
    z.object({ rev: z.string() }),
    sql`SELECT change.rev FROM change
        WHERE change.project_id = ${projectId}::uuid AND NOT EXISTS (SELECT FROM link
          WHERE link.project_id = change.project_id AND link.user_id = change.user_id AND link.op_id = change.op_id)
        ORDER BY change.rev LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { rev } of strays)
    say(`the change of revision ${rev} is stored, and the chain has no link of it.`);
}
