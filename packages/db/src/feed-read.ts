import { type Cursor, canSeePresence, type Scope } from '@koersvast/core';
import { type Change, completeChange, rereadAfter, toldRow } from './change.ts';
import {
  type Access,
  type MemberRow,
  membersQuery,
  type ProjectView,
  projectView,
  toAccess,
} from './scope.ts';
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
  | { readonly kind: 'resync'; readonly access: Access }
  | {
      readonly kind: 'changes';
      readonly access: Access;
      readonly changes: Change[];
      /** Documents that are to be read again: so much changed in them at once that it is not told one by one. */
      readonly reread: string[];
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

/** Somebody who reads on: what they last knew, and where they have got to. */
export interface FeedReader {
  readonly personId: string;
  readonly scope: Scope;
  readonly cursor: Cursor;
  readonly now: Date;
}

type Told = Change & { rev: number; since: number; set: boolean; documentId: string | null };

interface FeedRow extends ProjectView {
  members: MemberRow[];
  heads: { name: string; seq: number }[];
  changes: Told[];
  present: (Present & { seenAt: number })[];
}

/** Stream and number, as one word: readers who stand at the same place share what is read for them. */
const placeOf = (name: string, seq: number) => `${name} ${seq}`;

/**
 * What some readers of one project have not yet seen, in the order in which it happened. Memberships, scopes
 * and changes are read by one statement, so from one moment: a change is given only to whoever might see it at
 * that moment. When the scope that a reader knew is no longer true, nothing but `resync` is given.
 */
export async function readFeeds(
  tx: Tx,
  projectId: string,
  readers: readonly FeedReader[],
): Promise<FeedRead[]> {
  const places = new Map<string, { name: string; seq: number }>();
  for (const { scope, cursor } of readers) {
    for (const name of scope.streams) {
      const seq = cursor[name] ?? 0;
      places.set(placeOf(name, seq), { name, seq });
    }
  }
  const seen = [...places.values()];
  const people = [...new Set(readers.map((reader) => reader.personId))];
  const row = await tx.row<FeedRow>(sql`
    WITH seen AS (
      SELECT * FROM unnest(${seen.map(({ name }) => name)}::text[], ${seen.map(({ seq }) => seq)}::bigint[]) AS seen (name, seq)
    )
    SELECT ${projectView(projectId)},
      (SELECT coalesce(jsonb_agg(to_jsonb(members)), '[]') FROM (${membersQuery(projectId, people)}) AS members) AS members,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', stream.name, 'seq', stream.seq)), '[]')
        FROM stream WHERE stream.project_id = ${projectId}::uuid AND stream.name IN (SELECT name FROM seen)) AS heads,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('rev', next.rev, 'since', seen.seq, 'stream', next.stream,
            'seq', next.seq, 'opId', next.op_id, 'memberId', next.member_id, 'action', next.action, 'at', next.at,
            'noun', next.noun, 'before', next.before, 'after', next.after, 'set', next.set,
            'documentId', next.document_id)), '[]')
        FROM seen CROSS JOIN LATERAL (
          SELECT rev, stream, seq, op_id, member_id, action, at, noun, document_id, rows IS NOT NULL AS set,
            CASE WHEN rows IS NULL THEN ${toldRow('before')} END AS before,
            CASE WHEN rows IS NULL THEN ${toldRow('after')} END AS after
          FROM change
          WHERE change.project_id = ${projectId}::uuid AND change.stream = seen.name AND change.seq > seen.seq
          ORDER BY change.seq LIMIT ${BATCH}) AS next) AS changes,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('memberId', member_id, 'documentId', document_id,
            'seenAt', extract(epoch FROM seen_at) * 1000)), '[]')
        FROM presence WHERE presence.project_id = ${projectId}::uuid) AS present`);
  if (!row) throw new Error('a statement without a row');
  const byPlace = Map.groupBy(row.changes, ({ stream, since }) => placeOf(stream, since));
  return readers.map((reader) => give(projectId, reader, row, byPlace));
}

function give(
  projectId: string,
  { personId, scope, cursor, now }: FeedReader,
  row: FeedRow,
  byPlace: ReadonlyMap<string, Told[]>,
): FeedRead {
  const member = row.members.find((each) => each.personId === personId);
  if (!member) return { kind: 'gone' };
  const access = toAccess(projectId, member, row);
  if (!sameSight(access.scope, scope) || strays(scope, cursor)) return { kind: 'resync', access };
  const heads = new Map(row.heads.map(({ name, seq }) => [name, seq]));
  const distances = scope.streams.map((name) => (heads.get(name) ?? 0) - (cursor[name] ?? 0));
  const behind = distances.reduce((sum, distance) => sum + distance, 0);
  if (behind > TOO_FAR || distances.some((distance) => distance < 0)) return { kind: 'resync', access };
  const told = scope.streams.flatMap((name) => byPlace.get(placeOf(name, cursor[name] ?? 0)) ?? []);
  const batch = told.sort((a, b) => a.rev - b.rev).slice(0, BATCH);
  const changes = batch
    .filter(({ set }) => !set)
    .map(({ rev: _, since: __, set: ___, documentId: ____, ...change }) =>
      completeChange({ ...change, at: new Date(change.at).toISOString() } as Change),
    );
  const sets = batch.flatMap(({ set, documentId }) => (set && documentId !== null ? { documentId } : []));
  return {
    kind: 'changes',
    access,
    changes,
    reread: rereadAfter({ changes, sets }),
    cursor: advance(scope, cursor, batch),
    more: behind > batch.length,
    present: canSeePresence(scope) ? presentAt(row.present, now) : [],
  };
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

function sameSight(a: Scope, b: Scope): boolean {
  return (
    JSON.stringify([a.memberId, a.rounds, a.streams]) === JSON.stringify([b.memberId, b.rounds, b.streams])
  );
}

/** Whether the cursor speaks of streams that may not be seen (any more). */
function strays(scope: Scope, cursor: Cursor): boolean {
  return Object.keys(cursor).some((name) => !scope.streams.includes(name));
}

function advance(scope: Scope, cursor: Cursor, changes: readonly Pick<Change, 'stream' | 'seq'>[]): Cursor {
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
