import pg from 'pg';
import type { PrismaClient } from './generated/client.ts';
import { type Notices, openNotices } from './notices.ts';
import { openPrisma } from './prisma.ts';
import { openReplica, type Replica } from './replica.ts';

/**
 * One process's way to the data. `pool` and `prisma` share their connections; what must not go through
 * a pooler (LISTEN, migrations, advisory locks held over statements) connects to `directUrl` by itself.
 */
export interface Database {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** Who is to be woken when something has been committed. */
  notices: Notices;
  url: string;
  directUrl: string;
  /** From which some reads are answered; null where there is none. */
  replica: Replica | null;
  /** The project of which `snapshot` and `readSnapshot` may read on the replica; null: none. */
  readsOf: string | null;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Needed only where `url` leads to a pooler. */
  directUrl?: string | undefined;
  /** Where a replica answers, directly or through a pooler. */
  replicaUrl?: string | null;
  poolSize?: number;
  /** Told of connections that broke outside a query; the pool replaces them by itself. */
  onConnectionError?: (error: Error) => void;
  /** Told once when the replica fails, with why, and once, with null, when it answers again. */
  onReplicaChange?: (error: unknown) => void;
}

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/** A name in the address would be stronger than ours. */
function withoutName(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed?.searchParams.has('application_name')) return url;
  parsed.searchParams.delete('application_name');
  return parsed.toString();
}

/** Opens nothing yet: the first query connects. A database that is away makes queries fail, not the process. */
export function openDatabase(options: DatabaseOptions): Database {
  const { url, directUrl = url, replicaUrl = null, poolSize = 10 } = options;
  const { onConnectionError = () => {}, onReplicaChange = () => {} } = options;
  const pool = new pg.Pool({
    connectionString: withoutName(url),
    // The database seals what is written under this name.
    application_name: 'koersvast',
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // Prisma writes and reads moments without saying of which zone they are.
    onConnect: async (client) => {
      await client.query("SET TIME ZONE 'UTC'");
    },
    // A pooler refuses start-up parameters that it does not know.
    ...(directUrl === url && {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    }),
  });
  pool.on('error', onConnectionError);
  // A client that is checked out when the server dies has no other listener, and would end the process.
  pool.on('connect', (client) => {
    client.on('error', onConnectionError);
  });
  const prisma = openPrisma(pool);
  const notices = openNotices({ directUrl, onError: onConnectionError });
  const replica =
    replicaUrl === null ? null : openReplica({ url: replicaUrl, poolSize, onChange: onReplicaChange });
  let closing: Promise<void> | undefined;
  return {
    prisma,
    pool,
    notices,
    url,
    directUrl,
    replica,
    readsOf: null,
    close: () => {
      closing ??= Promise.all([notices.close(), prisma.$disconnect()]).then(async () => {
        await Promise.all([pool.end(), replica?.pool.end()]);
      });
      return closing;
    },
  };
}

/**
 * The same database for reads of one project that may be answered by the replica. They see all that was committed when
 * each set out, whoever committed it, or are answered by the primary. What is written, and what is read outside
 * `snapshot`, `readSnapshot` and `readBeside`, goes to the primary as ever. What is kept for a database is kept by its
 * `pool`, which is the same for both.
 */
export function onReplica(db: Database, projectId: string): Database {
  return db.replica === null ? db : { ...db, readsOf: projectId };
}
