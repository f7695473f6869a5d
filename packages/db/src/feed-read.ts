import { type Cursor, canSeePresence, type Scope } from '@koersvast/core';
import type { Change } from './change.ts';
import { type Access, type AccessRow, accessQuery, toAccess } from './scope.ts';
import { sql } from './sql.ts';
import type { Tx } from './transaction.ts';

/** Somebody who has a document, or the project, open. */
export interface Present {
  memberId: string;
  documentId: string | null;
}

export type FeedRead =
  /** No longer a member, or no such project. */
  | { readonly kind: 'gone' }
  /** What may be seen is not what `scope` says, or the reader is too far behind: read everything again. */
  | { readonly kind: 'resync'; readonly access: Access; readonly cursor: Cursor }
  | {
      readonly kind: 'changes';
      readonly access: Access;
      readonly changes: Change[];
      readonly cursor: Cursor;
      /** More changes stand ready. */
      readonly more: boolean;
      readonly present: Present[];
    };

/** Changes in one batch. */
const BATCH = 500;
/** Further behind than this, reading everything again is cheaper than catching up. */
const TOO_FAR = 2_000;
/** A browser that has not been heard of for so long is not there. */
export const PRESENCE_SECONDS = 30;

interface FeedRow {
  access: AccessRow | null;
  changes: Change[];
  streams: { name: string; seq: number }[];
  present: Present[];
}

/**
 * What a reader has not yet seen, in the order in which it happened. Membership, scope and changes are read
 * by one statement, so from one moment: a change is given only to whoever might see it at that moment.
 *
 * `scope` is what the reader last knew; when it is no longer true, nothing but `resync` is given.
 */
export async function readFeed(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string },
  scope: Scope,
  cursor: Cursor,
  now: Date,
): Promise<FeedRead> {
  const names = [...scope.streams];
  const since = new Date(now.getTime() - PRESENCE_SECONDS * 1000);
  const row = await tx.row<FeedRow>(sql`
    WITH seen AS (
      SELECT * FROM unnest(${names}::text[], ${names.map((name) => cursor[name] ?? 0)}::bigint[]) AS seen (name, seq)
    )
    SELECT
      (SELECT to_jsonb(access) FROM (${accessQuery(who)}) AS access) AS access,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', stream.name, 'seq', stream.seq)), '[]')
        FROM stream JOIN seen USING (name) WHERE stream.project_id = ${who.projectId}::uuid) AS streams,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('stream', batch.stream, 'seq', batch.seq, 'opId', batch.op_id,
            'memberId', batch.member_id, 'action', batch.action, 'at', batch.at, 'noun', batch.noun,
            'before', batch.before, 'after', batch.after) ORDER BY batch.rev), '[]')
        FROM (SELECT next.* FROM seen CROSS JOIN LATERAL (
            SELECT * FROM change
            WHERE change.project_id = ${who.projectId}::uuid AND change.stream = seen.name AND change.seq > seen.seq
            ORDER BY change.seq LIMIT ${BATCH}) AS next
          ORDER BY next.rev LIMIT ${BATCH}) AS batch) AS changes,
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('memberId', presence.member_id, 'documentId', presence.document_id)), '[]')
        FROM presence WHERE presence.project_id = ${who.projectId}::uuid AND presence.seen_at > ${since}
          AND ${canSeePresence(scope)}::boolean) AS present`);
  if (!row?.access) return { kind: 'gone' };
  const access = toAccess(who, row.access);
  if (!sameSight(access.scope, scope) || strays(scope, cursor)) {
    return { kind: 'resync', access, cursor: await readCursor(tx, access.scope) };
  }
  const heads = new Map(row.streams.map(({ name, seq }) => [name, seq]));
  let behind = 0;
  let ahead = false;
  for (const name of names) {
    const distance = (heads.get(name) ?? 0) - (cursor[name] ?? 0);
    behind += Math.max(0, distance);
    ahead ||= distance < 0;
  }
  if (ahead || behind > TOO_FAR) {
    return {
      kind: 'resync',
      access,
      cursor: Object.fromEntries(names.map((name) => [name, heads.get(name) ?? 0])),
    };
  }
  const changes = row.changes.map((change) => ({ ...change, at: new Date(change.at).toISOString() }));
  return {
    kind: 'changes',
    access,
    changes,
    cursor: advance(scope, cursor, changes),
    more: changes.length === BATCH,
    present: row.present,
  };
}

function sameSight(a: Scope, b: Scope): boolean {
  return (
    JSON.stringify([a.memberId, a.rounds, a.streams]) === JSON.stringify([b.memberId, b.rounds, b.streams])
  );
}

/** Whether the cursor speaks of streams that may not be seen (any more). */
function strays(scope: Scope, cursor: Cursor): boolean {
  return Object.keys(cursor).some((name) => !scope.streams.includes(name));
}

function advance(scope: Scope, cursor: Cursor, changes: readonly Change[]): Cursor {
  const next: Record<string, number> = {};
  for (const name of scope.streams) next[name] = cursor[name] ?? 0;
  for (const { stream, seq } of changes) next[stream] = seq;
  return next;
}

/** Where the streams of a scope stand now: what a reader who has read everything has seen. */
export async function readCursor(tx: Tx, scope: Scope): Promise<Cursor> {
  const streams = await tx.rows<{ name: string; seq: string }>(
    sql`SELECT name, seq FROM stream WHERE project_id = ${scope.projectId}::uuid AND name = ANY(${[...scope.streams]}::text[])`,
  );
  const heads = new Map(streams.map(({ name, seq }) => [name, Number(seq)]));
  return Object.fromEntries(scope.streams.map((name) => [name, heads.get(name) ?? 0]));
}
