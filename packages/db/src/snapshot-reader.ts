import pg from 'pg';
import type { Database } from './connect.ts';
import { noteAsking } from './noted-statement.ts';
import { type Models, withinPrisma } from './prisma.ts';
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

const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${limits}; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'`;

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
 * must not take connections from those who code) and ends both when the generator ends, however it ends.
 */
export async function* readSnapshot<T>(
  db: Database,
  work: (reader: SnapshotReader) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const client = new pg.Client({
    connectionString: db.url,
    application_name: 'koersvast-export',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A server that dies makes the running query fail; without a listener it would end the process as well.
  client.on('error', () => undefined);
  let cursors = 0;
  const batches = async function* (query: Sql, size: number) {
    cursors += 1;
    const name = `cursor_${cursors}`;
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
  };
  const opened = Promise.withResolvers<Models>();
  const read = Promise.withResolvers<void>();
  const connect = async () => {
    await client.connect();
    return Object.assign(client, { release: () => undefined });
  };
  // A transaction of Prisma's lasts as long as the function that it is given, and this one as long as somebody reads.
  const running = withinPrisma(db.prisma, { begin: () => begin, connect }, (models) => {
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
  } finally {
    read.resolve();
    await client.end().catch(() => undefined);
  }
}
