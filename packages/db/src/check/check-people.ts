import { z } from 'zod';
import { identifier, type Sql, sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/** What no change tells of: each row bears the hash of itself as this program last wrote it. */
const sealed = {
  user: 'The account of person',
  account: 'The way to sign in',
  second_factor: 'The second factor of person',
  session: 'The session',
  api_token: 'The token',
  invitation: 'The invitation',
  mailed_link: 'The link that was mailed of invitation',
  reservation: 'The reservation',
  sight: 'The sight of letter',
  job: 'The job',
  account_event: 'The entry about an account',
} as const;

/** What names a row, in a sentence, where it has no id of its own. */
const names: Readonly<Record<string, Sql>> = {
  sight: sql`document_id || ' by member ' || member_id`,
  second_factor: sql`user_id::text`,
  mailed_link: sql`invitation_id::text`,
};
const nameOf = (table: string): Sql => names[table] ?? sql`id::text`;

/** People, how they sign in, invitations and tokens: for the whole installation at once. */
export async function checkPeople(tx: Statements, report: Report): Promise<void> {
  for (const [table, name] of Object.entries(sealed)) {
    const broken = await tx.rows(
      z.object({ id: z.string() }),
      sql`SELECT ${nameOf(table)} AS id FROM ${identifier(table)} AS each
          WHERE seal IS DISTINCT FROM seal_of(each.*) ORDER BY 1 LIMIT ${MOST_OF_A_KIND}`,
    );
    for (const { id } of broken)
      report('seal', `${name} ${id} (table ${table}) was written by something else than this program.`);
  }
  await checkAccounts(tx, report);
  await checkMembers(tx, report);
  await checkInvitations(tx, report);
  await checkInvitationLinks(tx, report);
  await checkReservations(tx, report);
}

async function checkAccounts(tx: Statements, report: Report): Promise<void> {
  const stray = await tx.rows(
    z.object({ table: z.string(), id: z.string(), userId: z.string() }),
    sql`SELECT 'account' AS table, id, user_id AS "userId" FROM account WHERE user_id NOT IN (SELECT id FROM "user")
        UNION ALL SELECT 'api_token', id, user_id FROM api_token WHERE user_id NOT IN (SELECT id FROM "user")
        UNION ALL SELECT 'session', id, user_id FROM session WHERE user_id NOT IN (SELECT id FROM "user")
        UNION ALL SELECT 'member', id, user_id FROM member WHERE user_id NOT IN (SELECT id FROM "user")
        UNION ALL SELECT 'job', id, user_id FROM job WHERE user_id NOT IN (SELECT id FROM "user")
        UNION ALL SELECT 'account_event', id, person_id FROM account_event WHERE person_id NOT IN (SELECT id FROM "user")
        UNION ALL SELECT 'account_event', id, by_id FROM account_event WHERE by_id NOT IN (SELECT id FROM "user")
        UNION ALL SELECT 'operation', op_id, user_id FROM operation WHERE user_id NOT IN (SELECT id FROM "user")
        LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { table, id, userId } of stray)
    report('person', `Person ${userId} is gone, and ${id} (table ${table}) speaks of them.`);
  // Counted rather than ordered: the clocks of two servers differ.
  const otherwise = await tx.rows(
    z.object({ id: z.string() }),
    sql`SELECT person.id FROM "user" AS person WHERE (
          SELECT count(*) FILTER (WHERE kind = 'retired') - count(*) FILTER (WHERE kind = 'returned')
          FROM account_event WHERE person_id = person.id) <> (person.retired_at IS NOT NULL)::int
        ORDER BY 1 LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id } of otherwise)
    report('person', `Whether the account of person ${id} is retired is not what was done to it.`);
}

/** Whom a member is: the person who gave the operation that made it. The wire row, and so the change, names nobody. */
async function checkMembers(tx: Statements, report: Report): Promise<void> {
  const others = await tx.rows(
    z.object({ id: z.string(), projectId: z.string(), made: z.string(), stands: z.string() }),
    sql`SELECT member.id, member.project_id AS "projectId", change.user_id AS made, member.user_id AS stands
        FROM member JOIN change ON change.project_id = member.project_id AND change.noun = 'member'
          AND change.entity_id = member.id AND change.before IS NULL
        WHERE change.user_id <> member.user_id LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id, projectId, made, stands } of others)
    report('person', `Member ${id} of project ${projectId} is person ${stands}, and was made by ${made}.`);
  const moments = await tx.rows(
    z.object({ noun: z.string(), id: z.string(), projectId: z.string() }),
    sql`SELECT change.noun, made.id, change.project_id AS "projectId" FROM (
          SELECT 'member' AS noun, id, project_id, created_at FROM member
          UNION ALL SELECT 'round', id, project_id, created_at FROM round
          UNION ALL SELECT 'assignment', id, project_id, created_at FROM assignment) AS made
        JOIN change ON change.project_id = made.project_id AND change.noun = made.noun AND change.entity_id = made.id
          AND change.before IS NULL
        WHERE change.at <> made.created_at LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { noun, id, projectId } of moments)
    report(
      'table_differs',
      `The ${noun} ${id} of project ${projectId} says that it was made at another moment than its change.`,
    );
}

/** What an invitation gives stands in the answer of the operation that made it, which is in the chain. */
async function checkInvitations(tx: Statements, report: Report): Promise<void> {
  const wrong = await tx.rows(
    z.object({ id: z.string(), projectId: z.string(), made: z.boolean(), stands: z.boolean() }),
    sql`SELECT coalesce(made.id, invitation.id::text) AS id, coalesce(made.project_id, invitation.project_id) AS "projectId",
          made.id IS NOT NULL AS made, invitation.id IS NOT NULL AS stands
        FROM (SELECT project_id, member_id, result #>> '{answer,invitation,id}' AS id, result #>> '{answer,invitation,role}' AS role
            FROM operation WHERE result #> '{answer,invitation,id}' IS NOT NULL) AS made
        FULL JOIN invitation ON invitation.project_id = made.project_id AND invitation.id::text = made.id
        WHERE made.id IS NULL OR invitation.id IS NULL OR made.role <> invitation.role::text
          OR made.member_id <> invitation.created_by_id
        LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id, projectId, made, stands } of wrong)
    report(
      'invitation',
      made
        ? `The invitation ${id} of project ${projectId} ${stands ? 'is not the one that was made' : 'was made, and is gone'}.`
        : `The invitation ${id} of project ${projectId} is stored, and no operation made it.`,
    );
}

/** In which project the invitation of a link is, which stands a second time in the directory of the installation. */
async function checkInvitationLinks(tx: Statements, report: Report): Promise<void> {
  const wrong = await tx.rows(
    z.object({ id: z.string().nullable(), place: z.string() }),
    sql`SELECT invitation.id, coalesce(invitation.project_id, link.place) AS place FROM invitation_link AS link
        FULL JOIN (SELECT project_id, id, token_hash FROM invitation
          UNION ALL SELECT project_id, invitation_id, token_hash FROM mailed_link) AS invitation ON invitation.project_id = link.place AND invitation.token_hash = link.token_hash
        WHERE invitation.id IS NULL OR link.place IS NULL ORDER BY 1, 2 LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id, place } of wrong)
    report(
      'invitation',
      id === null
        ? `A link leads to project ${place}, in which no invitation has it.`
        : `The link of the invitation ${id} of project ${place} does not lead to it.`,
    );
}

/** What was kept for people who are invited, and what was freed, stands in the operations, which are in the chain. */
async function checkReservations(tx: Statements, report: Report): Promise<void> {
  const wrong = await tx.rows(
    z.object({ place: z.string(), told: z.boolean(), stands: z.boolean() }),
    sql`WITH told AS (
          SELECT operation.project_id, operation.op_id, (cell ->> 0)::uuid AS round_id, (cell ->> 1)::uuid AS document_id,
            (cell ->> 2)::uuid AS invitation_id, (cell ->> 3)::boolean AS kept
          FROM operation CROSS JOIN LATERAL jsonb_array_elements(operation.reserved) AS cell
          WHERE operation.reserved IS NOT NULL
        ), places AS (
          SELECT DISTINCT project_id, round_id, document_id, invitation_id FROM told
        )
        SELECT concat('letter ', coalesce(places.document_id, reservation.document_id), ' for invitation ',
            coalesce(places.invitation_id, reservation.invitation_id), ' in round ',
            coalesce(places.round_id, reservation.round_id)) AS place,
          places.round_id IS NOT NULL AS told, reservation.id IS NOT NULL AS stands
        FROM places FULL JOIN reservation ON reservation.project_id = places.project_id
          AND reservation.round_id = places.round_id AND reservation.document_id = places.document_id
          AND reservation.invitation_id = places.invitation_id
        LEFT JOIN told AS made ON made.project_id = reservation.project_id AND made.op_id = reservation.op_id
          AND made.round_id = reservation.round_id AND made.document_id = reservation.document_id
          AND made.invitation_id = reservation.invitation_id AND made.kept = (reservation.removed_at IS NULL)
        WHERE places.round_id IS NULL OR reservation.id IS NULL OR made.op_id IS NULL
        ORDER BY 1 LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { place, told, stands } of wrong) {
    const what = told
      ? stands
        ? 'is not what its operation made of it'
        : 'was made, and is gone'
      : 'was made by no operation';
    report('reservation', `The reservation of ${place} ${what}.`);
  }
}
