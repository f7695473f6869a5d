import pg from 'pg';
import type { Database } from './connect.ts';
import { noteAsking } from './noted-statement.ts';
import { type Models, withinPrisma } from './prisma.ts';
import { cutIfSilent, tryReplica } from './replica.ts';
import type { Sql } from './sql.ts';
import { onClient, type Tx, withModels } from './transaction.ts';

/** A long look at one moment of the database: for downloads of any length. */
export type SnapshotReader = Tx & {
  /**
   * The rows of a query in batches. No more than one is read ahead, so that a slow reader holds no more than two. Values are the text that PostgreSQL sends, in UTC, and null.
   */
  batches(query: Sql, size: number): AsyncGenerator<(string | null)[][]>;
};

const CONNECT_TIMEOUT_MS = 5_000;
/** How long a reader may take over one batch before its connection is taken away. */
const limits = "SET LOCAL statement_timeout = '120s'; SET LOCAL idle_in_transaction_session_timeout = '120s'";

const settings = `${limits}; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'`;

const asText = { getTypeParser: () => (value: string) => value };

const isTextRow = (row: unknown): row is (string | null)[] =>
  Array.isArray(row) && row.every((value) => value === null || typeof value === 'string');

/** A schema would copy each row, of which there may be a million: looked at here, one costs next to nothing. */
function textsIn(rows: readonly unknown[]): (string | null)[][] {
  const texts = rows.filter(isTextRow);
  if (texts.length < rows.length) throw new Error('a row of a download that is not text');
  return texts;
}

/**
 * Opens a REPEATABLE READ, READ ONLY transaction on a connection of its own (a download may take minutes, and
 * must not take connections from those who code) and ends both when the generator ends, however it ends. For whoever
 * reads by `onReplica` that may be one of the replica; as long as nothing came of it, the primary can still take over.
 */
export async function* readSnapshot<T>(
  db: Database,
  work: (reader: SnapshotReader) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const replica = await tryReplica(db, settings);
  if (replica) {
    const client = new pg.Client(replica.own);
    let hasBegun = false;
    try {
      for await (const chunk of oneAhead(within(db.prisma, client, replica.begin, work))) {
        // Whoever has enough goes without saying.
        if (!hasBegun) replica.answered();
        hasBegun = true;
        yield chunk;
      }
      if (!hasBegun) replica.answered();
      return;
    } catch (error) {
      replica.failed(error);
      // Half of a file was taken, and the other half would be of another moment.
      if (hasBegun) throw error;
    }
  }
  const client = new pg.Client({
    connectionString: db.url,
    application_name: 'koersvast-export',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  const begin = (held: pg.PoolClient) =>
    held.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${settings}`);
  yield* within(db.prisma, client, begin, work);
}

/** Hands on what comes once there is more of it: the first line of a table says nothing of whether the others come. */
async function* oneAhead<T>(chunks: AsyncIterable<T>): AsyncGenerator<T> {
  let held: { readonly chunk: T } | null = null;
  for await (const chunk of chunks) {
    if (held) yield held.chunk;
    held = { chunk };
  }
  if (held) yield held.chunk;
}

async function* batchesOf(client: pg.Client, name: string, query: Sql, size: number) {
  noteAsking(client, query.text, query.values);
  await client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${query.text}`, query.values);
  const fetch = () => {
    const fetching = client.query({
      text: `FETCH FORWARD ${Math.trunc(size)} FROM ${name}`,
      rowMode: 'array',
      types: asText,
    });
    // It may fail while nobody waits for it yet; whoever waits then still hears of it.
    fetching.catch(() => undefined);
    return fetching;
  };
  // One batch ahead, so that the database reads on while the last batch is being written out.
  for (let next = fetch(); ; ) {
    const rows = textsIn((await next).rows);
    const isLast = rows.length < size;
    if (!isLast) next = fetch();
    if (rows.length > 0) yield rows;
    if (isLast) break;
  }
  await client.query(`CLOSE ${name}`);
}

async function* within<T>(
  prisma: Database['prisma'],
  client: pg.Client,
  begin: (client: pg.PoolClient) => Promise<unknown>,
  work: (reader: SnapshotReader) => AsyncIterable<T>,
): AsyncGenerator<T> {
  // A server that dies makes the running query fail; without a listener it would end the process as well.
  client.on('error', () => undefined);
  let cursors = 0;
  const batches = (query: Sql, size: number) => {
    cursors += 1;
    return batchesOf(client, `cursor_${cursors}`, query, size);
  };
  const opened = Promise.withResolvers<Models>();
  const read = Promise.withResolvers<void>();
  const connect = async () => {
    await client.connect();
    return Object.assign(client, { release: () => undefined });
  };
  // A transaction of Prisma's lasts as long as the function that it is given, and this one as long as somebody reads.
  const running = withinPrisma(prisma, { begin, connect }, (models) => {
    opened.resolve(models);
    return read.promise;
  });
  // What fails while somebody reads, they hear of by what they ask.
  running.catch(opened.reject);
  try {
    const reader = { ...onClient(client), batches };
    yield* work(withModels(await opened.promise, reader));
    read.resolve();
    await running;
  } catch (error) {
    cutIfSilent(client, error);
    throw error;
  } finally {
    read.resolve();
    await client.end().catch(() => undefined);
  }
}
