import type { Scope } from '@koersvast/core/scope';
import { z } from 'zod';
import { type Access, loadAccess } from './scope.ts';
import { whereLayerSeen, whereLetterOpen } from './scope-seen.ts';
import { noSql, type Sql, sql } from './sql.ts';
import type { Statements } from './transaction.ts';

/*
 * What members could see of others' work, letter by letter: noted before they lose sight of it, when they write, and
 * when it is given to them. What could be seen once stays so, as history shows it; and no letter is noted of whoever
 * codes it blind, so that what is noted tells nothing of what others do meanwhile.
 */

/** What somebody could see of a letter when they wrote on it. */
export type SeenBefore = NonNullable<NotedSight['seenBefore']>;

/** When others first wrote in a layer, or on it: null where nobody has. */
function othersSince(projectId: string, memberId: string): Sql {
  return sql`least(
    (SELECT min(created_at) FROM annotation WHERE annotation.project_id = ${projectId}::uuid
      AND annotation.layer_id = coalesce(layer.source_layer_id, layer.id)
      AND annotation.created_by_id <> ${memberId}::uuid),
    (SELECT min(created_at) FROM review WHERE review.project_id = ${projectId}::uuid AND review.layer_id = layer.id
      AND review.created_by_id <> ${memberId}::uuid),
    (SELECT min(created_at) FROM reply WHERE reply.project_id = ${projectId}::uuid AND reply.layer_id = layer.id
      AND reply.created_by_id <> ${memberId}::uuid))`;
}

/** Since when a member may see a layer that they may see now: the last of all that it took. */
function openSince({ projectId, memberId }: Scope): Sql {
  const ofMember = sql`change.project_id = ${projectId}::uuid AND change.noun = 'member' AND change.entity_id = ${memberId}::uuid`;
  return sql`greatest(
    (SELECT max(at) FROM change WHERE ${ofMember} AND after ->> 'removedAt' IS NULL
      AND (before IS NULL OR before ->> 'removedAt' IS NOT NULL)),
    round.revealed_at,
    CASE WHEN round.blind AND round.revealed_at IS NULL THEN greatest(
      (SELECT max(at) FROM change WHERE ${ofMember} AND before ->> 'role' <> after ->> 'role'),
      (SELECT created_at FROM unblinding WHERE unblinding.project_id = ${projectId}::uuid
        AND unblinding.round_id = round.id AND unblinding.member_id = ${memberId}::uuid))
    END,
    (SELECT max(CASE WHEN held.removed_at IS NOT NULL THEN held.removed_at
        WHEN held.done_at IS NOT NULL THEN held.done_at ELSE coded.revealed_at END)
      FROM assignment AS held
        JOIN round AS coded ON coded.project_id = held.project_id AND coded.id = held.round_id AND coded.blind
      WHERE held.project_id = ${projectId}::uuid AND held.document_id = layer.document_id AND held.member_id = ${memberId}::uuid))`;
}

function seenBeforeOf(recorded: boolean, opened: boolean): SeenBefore {
  return opened ? 'opened' : recorded ? 'unopened' : 'unrecorded';
}

/** Notes what a member can see now, but for what is noted already; of these letters, or of all. */
async function noteSightOf(
  tx: Statements,
  { projectId, memberId, scope }: Pick<Access, 'projectId' | 'memberId' | 'scope'>,
  documentIds: readonly string[] | null = null,
  whenNoted: Sql = sql`DO NOTHING`,
): Promise<Map<string, SeenBefore>> {
  const chosen = documentIds === null ? noSql : sql`AND layer.document_id = ANY(${[...documentIds]}::uuid[])`;
  const rows = await tx.rows(
    z.object({ documentId: z.string(), opened: z.boolean(), recorded: z.boolean() }),
    sql`INSERT INTO sight (project_id, member_id, document_id, round_id, since)
        SELECT DISTINCT ON (found.document_id) ${projectId}::uuid, ${memberId}::uuid, found.document_id, found.round_id,
          greatest(found.since, found.open_since)
        FROM (
          SELECT layer.document_id, layer.round_id, round.number, ${othersSince(projectId, memberId)} AS since,
            ${openSince(scope)} AS open_since
          FROM layer JOIN round ON round.project_id = layer.project_id AND round.id = layer.round_id
          WHERE ${whereLayerSeen(scope)} AND ${whereLetterOpen(scope, sql`layer.document_id`)} ${chosen}
            AND NOT EXISTS (SELECT 1 FROM sight WHERE sight.project_id = ${projectId}::uuid
              AND sight.member_id = ${memberId}::uuid AND sight.document_id = layer.document_id)
            -- Whoever joins in this very operation could not look yet: time outside the project is no time of looking on.
            AND (SELECT change.after ->> 'removedAt' IS NULL FROM change WHERE change.project_id = ${projectId}::uuid
              AND change.noun = 'member' AND change.entity_id = ${memberId}::uuid ORDER BY change.rev DESC LIMIT 1)) AS found
        WHERE found.since IS NOT NULL
        ORDER BY found.document_id, greatest(found.since, found.open_since), found.number
        ON CONFLICT (project_id, member_id, document_id) ${whenNoted}
        RETURNING document_id AS "documentId", opened_at IS NOT NULL AS opened, recorded`,
  );
  return new Map(
    rows.map(({ documentId, ...row }) => [documentId, seenBeforeOf(row.recorded, row.opened)] as const),
  );
}

/** The same for several members, before what is about to be done takes sight from them. */
export async function noteSight(
  tx: Statements,
  projectId: string,
  memberIds: readonly string[],
): Promise<void> {
  const people = await tx.rows(
    z.object({ personId: z.string() }),
    sql`SELECT user_id AS "personId" FROM member WHERE project_id = ${projectId}::uuid
          AND id = ANY(${[...memberIds]}::uuid[]) AND removed_at IS NULL ORDER BY id`,
  );
  for (const { personId } of people) {
    const access = await loadAccess(tx, { projectId, personId });
    if (access) await noteSightOf(tx, access);
  }
}

/** Notes that others' work on these letters was given to somebody who may see it; of which letters that is known now. */
export async function noteOpened(
  tx: Statements,
  access: Pick<Access, 'projectId' | 'memberId' | 'scope'>,
  documentIds: readonly string[] | null,
  at: Date,
): Promise<string[]> {
  await noteSightOf(tx, access, documentIds);
  const chosen = documentIds === null ? noSql : sql`AND document_id = ANY(${[...documentIds]}::uuid[])`;
  await tx.run(
    sql`UPDATE sight SET opened_at = ${at} WHERE project_id = ${access.projectId}::uuid
          AND member_id = ${access.memberId}::uuid AND opened_at IS NULL
          AND ${whereLetterOpen(access.scope, sql`document_id`)} ${chosen}`,
  );
  const known = await tx.rows(
    z.object({ id: z.string() }),
    sql`SELECT document_id AS id FROM sight WHERE project_id = ${access.projectId}::uuid
          AND member_id = ${access.memberId}::uuid AND opened_at IS NOT NULL ${chosen}`,
  );
  return known.map(({ id }) => id);
}

/** What is noted of a member and a letter on which they are about to write. */
export const notedSight = z.object({
  seenBefore: z.enum(['unopened', 'opened', 'unrecorded']).nullable(),
  /** Whether there may be something of others on it that is not noted. */
  others: z.boolean(),
  /** Whether they lifted their own blindness in the round. */
  lifted: z.boolean(),
});
export type NotedSight = z.output<typeof notedSight>;

/** The same as one JSON value in a statement that asks for more. */
export function askSight(
  { projectId, memberId }: Pick<Access, 'projectId' | 'memberId'>,
  { documentId, roundId }: { readonly documentId: string; readonly roundId: string },
): Sql {
  const ofLetter = sql`project_id = ${projectId}::uuid AND document_id = ${documentId}::uuid`;
  return sql`jsonb_build_object('seenBefore', (
      SELECT CASE WHEN opened_at IS NOT NULL THEN 'opened' WHEN recorded THEN 'unopened' ELSE 'unrecorded' END
      FROM sight WHERE ${ofLetter} AND member_id = ${memberId}::uuid),
    'others', EXISTS (SELECT 1 FROM layer WHERE ${ofLetter} AND member_id IS DISTINCT FROM ${memberId}::uuid)
      OR EXISTS (SELECT 1 FROM review WHERE ${ofLetter}) OR EXISTS (SELECT 1 FROM reply WHERE ${ofLetter}),
    'lifted', EXISTS (SELECT 1 FROM unblinding WHERE project_id = ${projectId}::uuid AND round_id = ${roundId}::uuid
      AND member_id = ${memberId}::uuid))`;
}

/** Notes what a member can see now of letters of which nothing is noted, and says of each what is noted then. */
export function noteSightsNow(
  tx: Statements,
  access: Access,
  documentIds: readonly string[],
): Promise<Map<string, SeenBefore>> {
  // Written over with itself where it is noted meanwhile, which tells what that says.
  return noteSightOf(tx, access, documentIds, sql`DO UPDATE SET opened_at = sight.opened_at`);
}

/** The same of one letter. */
export async function noteSightNow(
  tx: Statements,
  access: Access,
  documentId: string,
): Promise<SeenBefore | null> {
  return (await noteSightsNow(tx, access, [documentId])).get(documentId) ?? null;
}

/** What was noted of a member and these letters. */
export async function readNotedSights(
  tx: Statements,
  { projectId, memberId }: Pick<Access, 'projectId' | 'memberId'>,
  documentIds: readonly string[],
): Promise<Map<string, SeenBefore>> {
  const rows = await tx.rows(
    z.object({ documentId: z.string(), opened: z.boolean(), recorded: z.boolean() }),
    sql`SELECT document_id AS "documentId", opened_at IS NOT NULL AS opened, recorded FROM sight
        WHERE project_id = ${projectId}::uuid AND member_id = ${memberId}::uuid AND document_id = ANY(${[...documentIds]}::uuid[])`,
  );
  return new Map(
    rows.map(({ documentId, recorded, opened }) => [documentId, seenBeforeOf(recorded, opened)]),
  );
}

/**
 * What members could see of a letter holds of another reading of it as well: noted of that too, but for what is noted of
 * it already. So nobody counts as independent in a new reading who had seen what stood in the old one.
 */
export async function copySight(
  tx: Statements,
  projectId: string,
  fromId: string,
  toId: string,
): Promise<void> {
  await tx.run(
    sql`INSERT INTO sight (project_id, member_id, document_id, round_id, since, recorded, opened_at)
        SELECT project_id, member_id, ${toId}::uuid, round_id, since, recorded, opened_at FROM sight
        WHERE project_id = ${projectId}::uuid AND document_id = ${fromId}::uuid
        ON CONFLICT (project_id, member_id, document_id) DO NOTHING`,
  );
}
