import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { connectInTime, queryInTime } from './in-time.ts';
import { inTime, patienceLeft, withPatience } from './patience.ts';
import { databaseError } from './prisma.ts';
import { shaped } from './shaped.ts';

/**
 * Where a read that may be answered by a replica was answered: there; by the primary because the replica had not yet
 * what its reader may have seen (`late`) or could not answer (`failed`); by the primary without asking (`away`), shortly
 * after it could not.
 */
export const replicaAnswers = ['replica', 'late', 'failed', 'away'] as const;
export type ReplicaAnswer = (typeof replicaAnswers)[number];

/** A copy of the database that PostgreSQL keeps up to date, for reads alone. */
export interface Replica {
  readonly pool: pg.Pool;
  /** How a read that takes minutes connects, which takes no connection of the others. */
  readonly own: pg.ClientConfig;
  /** Where reads are answered, until the function that is returned is called. */
  hear(heard: (answer: ReplicaAnswer) => void): () => void;
  /** `error`: why no read can be begun there. */
  tell(answer: ReplicaAnswer, error?: unknown): void;
  /** How long a read waits for it, in milliseconds; null while it is not asked at all. */
  patience(): number | null;
}

export interface ReplicaOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Told once when it fails, with why, and once when it answers again. */
  readonly onChange: (error: unknown) => void;
}

/**
 * How long a read waits until the replica has what its reader may have seen: a person does not notice it. Where it says
 * nothing at all for as long, it is gone.
 */
const PATIENCE_MS = 250;
/** A replica that failed is left alone for so long. */
const REST_MS = 5_000;
/** After a read that waited in vain, the next ones look and do not wait. */
const HURRIED_MS = 2_000;
/** Longer than its own limit for a statement: whoever says nothing by then is gone. */
const SILENT_MS = 12_000;
const SILENT_EXPORT_MS = 130_000;
const CONNECT_MS = 1_000;

/** Opens nothing yet. A replica that is away is no fault of anybody's: its reads go to the primary. */
export function openReplica({ url, poolSize, onChange }: ReplicaOptions): Replica {
  const way = { connectionString: url, connectionTimeoutMillis: CONNECT_MS, keepAlive: true };
  const pool = new pg.Pool({
    ...{ ...way, application_name: 'koersvast-replica', max: poolSize, query_timeout: SILENT_MS },
  });
  // Connections that nobody uses may break; those that are used tell by what is asked.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  const listeners = new Set<(answer: ReplicaAnswer) => void>();
  let restsUntil = 0;
  let hurriesUntil = 0;
  let fails = false;
  return {
    pool,
    own: { ...way, application_name: 'koersvast-replica-export', query_timeout: SILENT_EXPORT_MS },
    hear: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    tell: (answer, error) => {
      for (const heard of listeners) heard(answer);
      // Those that only looked say nothing of whether it is worth waiting for.
      const now = performance.now();
      if (answer === 'late' && now >= hurriesUntil) hurriesUntil = now + HURRIED_MS;
      if (answer === 'failed' && error !== undefined) {
        restsUntil = now + REST_MS;
        if (!fails) onChange(error);
        fails = true;
      }
      if (answer === 'replica') {
        if (fails) onChange(null);
        fails = false;
        hurriesUntil = 0;
      }
    },
    patience: () => {
      const now = performance.now();
      if (now < restsUntil) return null;
      return now < hurriesUntil ? 0 : PATIENCE_MS;
    },
  };
}

/** How far the primary is, and the chain of a project there: all that anybody can have seen of it by now. */
interface Seen {
  readonly projectId: string;
  readonly position: string;
  readonly length: string;
  readonly head: string;
}

const seenShape = z.object({
  // It becomes part of a statement.
  position: z.string().regex(/^[\dA-F]+\/[\dA-F]+$/),
  length: z.string(),
  head: z.string(),
});

/** Null for a project without a chain. Fails where the primary is none. */
async function readSeen(primary: pg.Pool, projectId: string): Promise<Seen | null> {
  const { rows } = await queryInTime(primary, {
    // What is seen without having been written through may lie beyond what was.
    text: `SELECT length::text, encode(head, 'hex') AS head, (CASE current_setting('synchronous_commit')
        WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END)::text AS position
      FROM chain WHERE project_id = $1::uuid`,
    values: [projectId],
  });
  const [row] = shaped(seenShape, rows);
  return row ? { projectId, ...row } : null;
}

/** It does not have yet what its reader may have seen, or has another history. */
class Late extends Error {}

/** How many more connections a pool can give before somebody has to wait for another's. */
function freeIn({ options, totalCount, idleCount, waitingCount }: pg.Pool): number {
  return options.max - totalCount + idleCount - waitingCount;
}

/** One read's way to the replica. */
export interface ReplicaTry {
  connect(): Promise<pg.PoolClient>;
  /** For a connection of the read's own. */
  readonly own: pg.ClientConfig;
  /** Begins a transaction in which there is all that the primary had when the read set out, or fails. */
  begin(client: pg.PoolClient): Promise<void>;
  /** It was answered there. */
  answered(): void;
  /** It was not: the primary answers. Throws the error where that says nothing of the replica. */
  failed(error: unknown): void;
}

interface Following {
  readonly replica: Replica | null;
  readonly pool: pg.Pool;
  readonly readsOf: string | null;
}

/**
 * Null where the primary answers: there is no replica, it rests, or it cannot be said what it would have to have.
 * `settings` are set for the transaction alone.
 */
export async function tryReplica(
  { replica, pool, readsOf }: Following,
  settings: string,
): Promise<ReplicaTry | null> {
  if (replica === null || readsOf === null) return null;
  const patience = replica.patience();
  if (patience === null) {
    replica.tell('away');
    return null;
  }
  // A primary that cannot say it will not answer either, or has just become one that follows: the read tells.
  const seen = await readSeen(pool, readsOf).catch(() => null);
  if (seen === null) return null;
  const until = performance.now() + patience;
  let isLate = false;
  let hasBegun = false;
  const late = () => {
    isLate = true;
    return new Late('the replica is not there yet');
  };
  return {
    connect: () => {
      // Where all are taken it is busy; one that has to come about, and does not, tells that nobody is there.
      const isTaken = freeIn(replica.pool) <= 0;
      const most = isTaken ? patience : PATIENCE_MS;
      const isShort = patienceLeft() < most;
      return withPatience(Math.min(most, patienceLeft()), () => connectInTime(replica.pool)).catch(
        (error: Error) => {
          if (!/^timeout exceeded/.test(error.message)) throw error;
          throw isTaken || isShort ? late() : new Error(NO_CONNECTION);
        },
      );
    },
    begin: async (client) => {
      for (let pause = 2; !(await enter(client, { seen, primary: pool, settings })); pause *= 2) {
        if (performance.now() + pause > until) throw late();
        await wait(pause);
      }
      hasBegun = true;
    },
    own: { ...replica.own },
    answered: () => replica.tell('replica'),
    failed: (error) => {
      if (isLate) replica.tell('late');
      // Of a read that had begun it may be the one: it stood in the way of what had to be replayed, say.
      else if (isOfReplica(error)) replica.tell('failed', hasBegun ? undefined : error);
      else throw error;
    },
  };
}

const answers = z.tuple(
  [z.unknown(), z.object({ rows: z.tuple([z.object({ there: z.boolean().nullable() })]) })],
  z.unknown(),
);

/**
 * Whether it is far enough; then a transaction has begun. How far it is, is asked before the moment is chosen that the
 * transaction reads, both in one message, which a pooler hands to one connection. Then, in that moment, whether the project
 * has the same history there.
 */
async function enter(
  client: pg.PoolClient,
  { seen, primary, settings }: { readonly seen: Seen; readonly primary: pg.Pool; readonly settings: string },
): Promise<boolean> {
  let isThere = false;
  const ask = async () => {
    // It waits for nothing that others do there.
    const said = await client.query(
      `BEGIN READ ONLY; SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= '${seen.position}'::pg_lsn AS there; COMMIT;
       BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${settings}`,
    );
    isThere = true;
    const [, { rows }] = answers.parse(said);
    if (rows[0].there === true && (await hasSameHistory(client, seen, primary))) return true;
    await client.query('ROLLBACK');
    return false;
  };
  const answer = await inTime(ask(), PATIENCE_MS);
  if (answer !== null) return answer;
  // What is asked of it next would wait as well.
  cut(client);
  if (!isThere) throw new Error(SILENT);
  return false;
}

/** The end of the chain there, if it has the link that was the last on the primary. */
const endAfter = `SELECT chain.length::text, encode(chain.head, 'hex') AS head FROM link JOIN chain USING (project_id)
  WHERE link.project_id = $1::uuid AND link.number = $2::bigint AND link.head = decode($3, 'hex')`;

/**
 * Whether the chain of the project has the link that was its last, and where it goes on from there, only what the primary
 * has by now: nothing of its own, as a standby may have that followed another primary before a failover.
 */
async function hasSameHistory(
  client: pg.PoolClient,
  { projectId, length, head }: Seen,
  primary: pg.Pool,
): Promise<boolean> {
  const { rows } = await client.query(endAfter, [projectId, length, head]);
  const [end] = shaped(z.object({ length: z.string(), head: z.string() }), rows);
  if (end === undefined || end.head === head) return end !== undefined;
  const values = [projectId, end.length, end.head];
  return (await queryInTime(primary, { text: endAfter, values })).rowCount === 1;
}

const SILENT = 'Query read timeout';
const NO_CONNECTION = 'timeout expired before a connection came about';

/** Ends a connection at which nobody answers, so that nothing more is asked there. */
function cut(client: pg.ClientBase): void {
  // It is there, and its types leave it out.
  (client as unknown as { connection: { stream: Duplex } }).connection.stream.destroy();
}

/** After an error: a connection that said nothing is ended. */
export function cutIfSilent(client: pg.ClientBase, error: unknown): void {
  if (saidBy(error)?.message === SILENT) cut(client);
}

function saidBy(thrown: unknown): Error | null {
  const error = databaseError(thrown);
  return error instanceof Error ? error : null;
}

const codeOf = (thrown: unknown): string => {
  const { code } = (saidBy(thrown) ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** What took too long there takes as long elsewhere. */
const TOO_LONG = '57014';

/** What PostgreSQL, Prisma, the system or the connection says, and not the read itself. */
function isOfReplica(error: unknown): boolean {
  const code = codeOf(error);
  if (code === TOO_LONG) return false;
  if (/^([\dA-Z]{5}|E[A-Z_]+)$/.test(code)) return true;
  return /Connection terminated|not queryable|timeout expired|Query read timeout|has encountered a connection error/.test(
    saidBy(error)?.message ?? '',
  );
}
