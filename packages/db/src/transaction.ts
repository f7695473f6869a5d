import { createHash } from 'node:crypto';
import type { PoolClient, QueryArrayConfig, QueryConfig, QueryResult } from 'pg';
import type { z } from 'zod';
import type { Database } from './connect.ts';
import { connectInTime, queryInTime } from './in-time.ts';
import { askNoted } from './noted-statement.ts';
import { patienceLeft } from './patience.ts';
import { databaseError, type Models, withinPrisma } from './prisma.ts';
import { cutIfSilent, tryReplica } from './replica.ts';
import { type Shape, shaped, shapedByTurns } from './shaped.ts';
import { keepsPlan, type Sql } from './sql.ts';

/** What is asked of the database in SQL. */
export interface Statements {
  /** The rows, which must be of this shape. The driver gives bigint as string, timestamptz as Date, jsonb parsed. */
  rows<S extends Shape>(shape: S, query: Sql): Promise<z.output<S>[]>;
  rows(query: Sql): Promise<unknown[]>;
  /** The first row, or undefined. */
  row<S extends Shape>(shape: S, query: Sql): Promise<z.output<S> | undefined>;
  row(query: Sql): Promise<unknown>;
  /** Runs a statement and returns how many rows it touched. */
  run(query: Sql): Promise<number>;
  /** Wakes whoever reads this project, once the transaction has committed. */
  wake(projectId: string): void;
}

/** What can be asked of the database inside one transaction: by the models of Prisma Client, and in SQL. */
export type Tx = Statements & Models;

/** Longer than any command takes and shorter than anybody waits. */
const LOCK_TIMEOUT_MS = 4_000;
const limits = "SET LOCAL statement_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '10s'";
/** What touches as much as a project holds is long, and no fault; it waits for another of its kind. */
const BULK_LOCK_TIMEOUT_MS = 60_000;
const bulkLimits =
  "SET LOCAL statement_timeout = '300s'; SET LOCAL idle_in_transaction_session_timeout = '60s'";

/** Prisma reads moments without saying of which zone they are; a session of a replica is not asked to keep one. */
const inUtc = "SET LOCAL TimeZone = 'UTC'";

const modes = {
  write: 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
  snapshot: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
} as const;

/** What runs one statement: a connection, or whichever is free. */
interface Querying {
  query(asked: QueryConfig | QueryArrayConfig): Promise<Pick<QueryResult, 'rows' | 'rowCount'>>;
}

/** By its words: the same name never stands for others. */
function planNameOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** A pooler may answer each transaction, or statement, from another connection, which knows no plan of ours. */
const keepsPlans = (db: Database) => db.url === db.directUrl;

/** `wake` is not called before what was written is there to be read. `plansKept` where the connection is one's own. */
export function onClient(
  client: Querying,
  wake: Statements['wake'] = () => {},
  plansKept = false,
): Statements {
  const ask = (query: Sql) => {
    const { text, values } = query;
    return askNoted(client, {
      text,
      values,
      ...(plansKept && keepsPlan(query) && { name: planNameOf(text) }),
    });
  };
  const rows = async (...[first, query]: [Sql] | [Shape, Sql]) =>
    query === undefined
      ? (await ask(first as Sql)).rows
      : shapedByTurns(first as Shape, (await ask(query)).rows);
  const row = async (...[first, query]: [Sql] | [Shape, Sql]) =>
    query === undefined
      ? (await ask(first as Sql)).rows[0]
      : shaped(first as Shape, (await ask(query)).rows.slice(0, 1))[0];
  return {
    rows: rows as Statements['rows'],
    row: row as Statements['row'],
    run: async (query) => (await ask(query)).rowCount ?? 0,
    wake,
  };
}

/** One statement at a time outside any transaction, each on whichever connection is free. */
export function outsideTransaction(db: Database): Tx {
  const query = (asked: QueryConfig | QueryArrayConfig) => queryInTime(db.pool, asked);
  return withModels(db.prisma, onClient({ query }, db.notices.say, keepsPlans(db)));
}

/** Defined, not assigned: what is assigned to an heir of Prisma's client goes to the client itself. */
export function withModels<S extends Statements>(models: Models, statements: S): S & Models {
  return Object.create(models, Object.getOwnPropertyDescriptors(statements));
}

async function within<T>(
  db: Database,
  mode: keyof typeof modes,
  work: (tx: Tx) => Promise<T>,
  bulk = false,
): Promise<T> {
  const begin = (client: PoolClient) => {
    // Of the patience, what waiting for a connection has left.
    const lockTimeout = bulk ? BULK_LOCK_TIMEOUT_MS : Math.ceil(Math.min(LOCK_TIMEOUT_MS, patienceLeft()));
    return client.query(
      `${modes[mode]}; SET LOCAL lock_timeout = ${lockTimeout}; ${bulk ? bulkLimits : limits}`,
    );
  };
  const toWake = new Set<string>();
  const result = await withinPrisma(
    db.prisma,
    { begin, connect: () => connectInTime(db.pool) },
    (models, client) => {
      return work(
        withModels(
          models,
          onClient(client, (projectId) => toWake.add(projectId), keepsPlans(db)),
        ),
      );
    },
  );
  for (const projectId of toWake) db.notices.say(projectId);
  return result;
}

/**
 * Runs `work` in one READ COMMITTED transaction: all of it is stored, or nothing. `bulk` for what may touch all that a
 * project holds, which is given the time that it takes.
 */
export function transact<T>(
  db: Database,
  work: (tx: Tx) => Promise<T>,
  { bulk = false }: { readonly bulk?: boolean } = {},
): Promise<T> {
  return within(db, 'write', work, bulk);
}

/**
 * Runs `work` in one REPEATABLE READ, READ ONLY transaction: everything it reads is of one moment. For whoever reads by
 * `onReplica` that may be one of the replica; where that cannot answer, `work` is run once more, on the primary.
 */
export async function snapshot<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const replica = await tryReplica(db, `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; ${limits}; ${inUtc}`);
  if (replica) {
    try {
      const read = await withinPrisma(db.prisma, replica, (models, client) =>
        work(withModels(models, onClient(client))).catch((error: unknown) => {
          cutIfSilent(client, error);
          throw error;
        }),
      );
      replica.answered();
      return read;
    } catch (error) {
      replica.failed(error);
    }
  }
  return within(db, 'snapshot', work);
}

/** Reads by itself what a snapshot led to: on the replica where that may have been of it, else on whichever connection is free. */
export function readBeside<T>(db: Database, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.readsOf !== null && db.replica !== null ? snapshot(db, read) : read(outsideTransaction(db));
}

/** What PostgreSQL says when a later try may succeed: conflicts, timeouts, shutdown, no room, no connection. */
const passing = /^(40001|40P01|55P03|57014|57P0[1-5]|25P03|25P04|25006|08...|53...|58...)$/;
/** The same in the words of Prisma, through which sessions are read. */
const passingPrisma = /^P(1001|1002|1008|1017|2024|2034)$/;
const passingSystem = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|ENOENT)$/;
const passingWords =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered|not queryable/;

/**
 * Where a standby is being made the primary, by the place in PostgreSQL that says so, in whatever language: who is
 * present lies in a table that is not logged, and that a standby does not have.
 */
const onStandby = { code: '0A000', routine: 'get_relation_info' };

/** Whether two transactions waited for each other, and this one was given up. */
export function isDeadlock(error: unknown): boolean {
  const said = databaseError(error);
  return said instanceof Error && (said as { code?: unknown }).code === '40P01';
}

/** Whether there was no room on the disk of the database: a later try succeeds once somebody has made some. */
export function isDiskFull(thrown: unknown): boolean {
  const said = databaseError(thrown);
  if (!(said instanceof Error)) return false;
  return (
    (said as { code?: unknown }).code === '53100' || (said.cause !== undefined && isDiskFull(said.cause))
  );
}

/** Whether an error says nothing about the command itself, so that the same command may be given again. */
export function isPassing(thrown: unknown): boolean {
  const error = databaseError(thrown);
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isPassing)) return true;
  const { code, routine } = error as { code?: unknown; routine?: unknown };
  if (code === onStandby.code && routine === onStandby.routine) return true;
  const codes = [passing, passingPrisma, passingSystem];
  if (typeof code === 'string' && codes.some((each) => each.test(code))) return true;
  return passingWords.test(error.message);
}
