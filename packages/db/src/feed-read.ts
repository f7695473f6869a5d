import { type Cursor, canSeeChange, canSeePresence, type Scope, sightOf } from '@koersvast/core/scope';
import { z } from 'zod';
import { type Change, changeAsSeen, completeChange, followedRow, rereadAfter, told } from './change.ts';
import { anyJob, installationPlace, jobColumns, knownJobs, type StoredJob, storedJob } from './job/row.ts';
import { type Access, memberRow, membersQuery, projectRow, projectView, toAccess } from './scope.ts';
import { changesSeen, whereChangeSeen } from './scope-seen.ts';
import { keepPlan, sql } from './sql.ts';
import type { Statements } from './transaction.ts';

/** Somebody who has a document, or the project, open. */
export interface Present {
  memberId: string;
  documentId: string | null;
}

/**
 * Where a reader is: `rev` is the last change of the project that was looked at, seen or not, and never leaves the
 * server; `seen` is how many of those that they may see they have seen.
 */
export interface Position {
  readonly rev: number;
  readonly seen: number;
}

export type FeedRead =
  /** No longer a member, or no such project. */
  | { readonly kind: 'gone' }
  /** What may be seen is not what `scope` says: read everything again. */
  | { readonly kind: 'resync'; readonly access: Access }
  | {
      readonly kind: 'changes';
      readonly access: Access;
      /** Of what was looked at, what may be seen. */
      readonly changes: Change[];
      /** Documents that are to be read again: so much changed in them at once that it is not told one by one. */
      readonly reread: string[];
      readonly position: Position;
      /** More changes stand ready. */
      readonly more: boolean;
      readonly present: Present[];
      /** Of the project's jobs, and their own of the installation, those that go on or have just ended. */
      readonly jobs: StoredJob[];
    };

/** Changes in one batch. */
const BATCH = 500;
/** Further behind than this, reading everything again is cheaper than catching up. */
export const TOO_FAR = 2_000;
/** A browser that has not been heard of for so long is not there. */
export const PRESENCE_SECONDS = 30;

/** Somebody who reads on: what they last knew, and where they have got to. */
export interface FeedReader {
  readonly personId: string;
  readonly scope: Scope;
  readonly position: Position;
  readonly now: Date;
}

const toldToFeed = told.extend({
  stream: z.string(),
  // As JSON has it.
  at: z.coerce.date(),
  rev: z.number(),
  since: z.number(),
  set: z.boolean(),
  documentId: z.string().nullable(),
  workOf: z.string().nullable(),
});
type Told = z.infer<typeof toldToFeed>;

const feedRow = projectRow.extend({
  members: z.array(memberRow),
  changes: z.array(toldToFeed),
  present: z.array(z.object({ memberId: z.string(), documentId: z.string().nullable(), seenAt: z.number() })),
  jobs: z.array(anyJob),
});
type FeedRow = z.infer<typeof feedRow>;

/** For so many minutes after it has ended a job is told of. */
const JOB_TOLD_MINUTES = 10;
const jobTold = sql`(job.state IN ('queued', 'running')
  OR job.ended_at > now() - make_interval(mins => ${JOB_TOLD_MINUTES}))`;
/** So many at most, of the project, and of each reader's own of the installation; first of all what goes on. */
const JOBS_TOLD = 100;
const newestJobs = sql`ORDER BY job.state IN ('queued', 'running') DESC, job.created_at DESC, job.id LIMIT ${JOBS_TOLD}`;

/**
 * What some readers of one project have not yet seen, in the order in which it happened. Memberships, scopes
 * and changes are read by one statement, so from one moment: a change is given only to whoever might see it at
 * that moment. When the scope that a reader knew is no longer true, nothing but `resync` is given. Readers who
 * stand at the same place share what is read for them.
 */
export async function readFeeds(
  tx: Statements,
  projectId: string,
  readers: readonly FeedReader[],
): Promise<FeedRead[]> {
  const places = [...new Set(readers.map(({ position }) => position.rev))];
  const people = [...new Set(readers.map((reader) => reader.personId))];
  const row = await tx.row(
    feedRow,
    keepPlan(sql`
    SELECT ${projectView(projectId, people)},
      (SELECT coalesce(jsonb_agg(to_jsonb(members)), '[]') FROM (${membersQuery(projectId, people)}) AS members) AS members,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('rev', next.rev, 'since', place.rev, 'stream', next.stream,
            'opId', next.op_id, 'memberId', next.member_id, 'action', next.action, 'at', next.at,
            'noun', next.noun, 'before', next.before, 'after', next.after, 'set', next.set,
            'documentId', next.document_id, 'workOf', next.work_of) ORDER BY next.rev), '[]')
        FROM unnest(${places}::bigint[]) AS place (rev) CROSS JOIN LATERAL (
          SELECT rev, stream, op_id, member_id, action, at, noun, document_id, rows IS NOT NULL AS set,
            CASE WHEN noun = 'assignment' THEN coalesce(after, before) ->> 'memberId'
              ELSE (SELECT layer.member_id::text FROM layer WHERE layer.project_id = ${projectId}::uuid AND layer.id = layer_id AND layer.kind <> 'final')
            END AS work_of,
            CASE WHEN rows IS NULL THEN ${followedRow('before')} END AS before,
            CASE WHEN rows IS NULL THEN ${followedRow('after')} END AS after
          FROM change
          WHERE change.project_id = ${projectId}::uuid AND change.rev > place.rev
          ORDER BY change.rev LIMIT ${BATCH}) AS next) AS changes,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('memberId', member_id, 'documentId', document_id,
            'seenAt', extract(epoch FROM seen_at) * 1000)), '[]')
        FROM presence WHERE presence.project_id = ${projectId}::uuid) AS present,
      (SELECT coalesce(jsonb_agg(to_jsonb(told) ORDER BY told."createdAt", told.id), '[]') FROM (
        (SELECT ${jobColumns} FROM job WHERE job.place = ${projectId}::uuid AND ${jobTold} ${newestJobs})
        UNION ALL
        (SELECT mine.* FROM unnest(${people}::uuid[]) AS asking (person) CROSS JOIN LATERAL (
          SELECT ${jobColumns} FROM job
          WHERE job.place = ${installationPlace}::uuid AND job.user_id = asking.person AND ${jobTold} ${newestJobs}) AS mine)) AS told) AS jobs`),
  );
  if (!row) throw new Error('a statement without a row');
  const byPlace = Map.groupBy(row.changes, ({ since }) => since);
  return readers.map((reader) => give(projectId, reader, row, byPlace));
}

/** Somebody who reads on, who has read everything up to `rev`. */
export interface HeadReader {
  readonly personId: string;
  readonly rev: number;
}

const headRow = z.object({ personId: z.string(), rev: z.number() });

/** Of some readers of one project, whether there is anything new for them: a change, or that they are no member any more. */
export async function readNews(
  tx: Statements,
  projectId: string,
  readers: readonly HeadReader[],
): Promise<boolean[]> {
  const people = [...new Set(readers.map((reader) => reader.personId))];
  const rows = await tx.rows(
    headRow,
    keepPlan(sql`SELECT member.user_id AS "personId", project.rev::float8 AS rev
      FROM member JOIN project ON project.id = member.project_id
      WHERE member.project_id = ${projectId}::uuid AND member.user_id = ANY(${people}::uuid[])
        AND member.removed_at IS NULL AND project.deleted_at IS NULL`),
  );
  const heads = new Map(rows.map(({ personId, rev }) => [personId, rev]));
  return readers.map(({ personId, rev }) => heads.get(personId) !== rev);
}

function give(
  projectId: string,
  { personId, scope, position, now }: FeedReader,
  row: FeedRow,
  byPlace: ReadonlyMap<number, Told[]>,
): FeedRead {
  const member = row.members.find((each) => each.personId === personId);
  if (!member) return { kind: 'gone' };
  const access = toAccess(projectId, member, row);
  if (!isSameSight(access.scope, scope)) return { kind: 'resync', access };
  const told = byPlace.get(position.rev) ?? [];
  const seen = told.filter((change) => canSeeChange(access.scope, change));
  const changes = seen
    .filter(({ set }) => !set)
    .map((change) => changeAsSeen(access.scope, completeChange(change)));
  const sets = seen.flatMap(({ set, documentId }) => (set && documentId !== null ? { documentId } : []));
  return {
    kind: 'changes',
    access,
    changes,
    reread: rereadAfter({ changes, sets }),
    position: { rev: told.at(-1)?.rev ?? position.rev, seen: position.seen + seen.length },
    more: told.length === BATCH,
    present: canSeePresence(access.scope) ? presentAt(row.present, now) : [],
    jobs: jobsFor(personId, row.jobs),
  };
}

/** Those of the project, of whomever, and their own of the installation; what of them may be seen is for who tells. */
function jobsFor(personId: string, jobs: FeedRow['jobs']): StoredJob[] {
  return knownJobs(storedJob, jobs).filter((job) => job.projectId !== null || job.personId === personId);
}

/** Each once, in a fixed order, however many tabs they have open. */
function presentAt(rows: FeedRow['present'], now: Date): Present[] {
  const since = now.getTime() - PRESENCE_SECONDS * 1000;
  const found = new Map<string, Present>();
  for (const { memberId, documentId, seenAt } of rows) {
    if (seenAt > since) found.set(`${memberId} ${documentId}`, { memberId, documentId });
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, present]) => present);
}

function isSameSight(a: Scope, b: Scope): boolean {
  const words = ({ memberId, rounds, blindDocuments, audit }: Scope) =>
    JSON.stringify([memberId, rounds, blindDocuments, audit]);
  return words(a) === words(b);
}

/** Where a project stands now, for whoever has this scope. */
export async function readPosition(tx: Statements, scope: Scope): Promise<Position> {
  const row = await tx.row(
    z.object({ rev: z.number(), seen: z.number() }),
    sql`SELECT project.rev::float8 AS rev, ${changesSeen(scope)} AS seen FROM project
        WHERE project.id = ${scope.projectId}::uuid`,
  );
  return row ?? { rev: 0, seen: 0 };
}

/**
 * Where a reader is who comes back with a cursor: as many changes back as have come since that they may see. Null
 * where they must read everything again: their sight is another than the cursor speaks of, or they are too far
 * behind.
 */
export async function findPosition(tx: Statements, scope: Scope, cursor: Cursor): Promise<Position | null> {
  if (cursor.sight !== null && cursor.sight !== sightOf(scope)) return null;
  const head = await readPosition(tx, scope);
  const behind = head.seen - cursor.seen;
  if (behind < 0 || behind > TOO_FAR) return null;
  if (behind === 0) return head;
  const first = await tx.row(
    z.object({ rev: z.number() }),
    sql`SELECT min(rev)::float8 AS rev FROM (SELECT rev FROM "change" WHERE ${whereChangeSeen(scope)}
        AND rev <= ${head.rev} ORDER BY rev DESC LIMIT ${behind}) AS missed`,
  );
  return { rev: (first?.rev ?? 1) - 1, seen: cursor.seen };
}

/** The cursor of whoever has read everything that they may see. */
export async function readCursor(tx: Statements, scope: Scope): Promise<Cursor> {
  const { seen } = await readPosition(tx, scope);
  return { sight: sightOf(scope), seen };
}
