import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import { DriverAdapterError, type SqlDriverAdapter, type Transaction } from '@prisma/driver-adapter-utils';
import type { Pool, PoolClient, QueryArrayConfig, QueryResult } from 'pg';
import { PrismaClient } from './generated/client.ts';
import { queryInTime } from './in-time.ts';
import { askNoted, noteAsking } from './noted-statement.ts';

/** How a transaction is to be begun, and what becomes of it. */
interface Begun {
  /** Says BEGIN with its mode and limits, as they are once there is a connection. */
  begin(client: PoolClient): Promise<unknown>;
  connect(): Promise<PoolClient>;
  /** On which it runs. */
  client?: PoolClient;
}

const asked = new AsyncLocalStorage<Begun>();

/** For ever, as far as Prisma goes: the limits of the transaction itself end it, and our patience the waiting. */
const NO_LIMIT_MS = 2 ** 31 - 1;

/** Prisma's client on our pool. Its transactions are those of `withinPrisma`. */
export function openPrisma(pool: Pool): PrismaClient {
  return new PrismaClient({
    adapter: new OwnTransactions(pool),
    transactionOptions: { maxWait: NO_LIMIT_MS, timeout: NO_LIMIT_MS },
  });
}

/** What Prisma's models offer inside a transaction: `annotation`, `layer` and so on, typed by the schema. */
export type Models = {
  [Model in Exclude<keyof PrismaClient, `$${string}` | symbol>]: PrismaClient[Model];
};

/**
 * Runs `work` in one transaction of Prisma's, on a connection that it may also ask by itself. All of it is stored, or
 * nothing: whoever throws has it rolled back, and a COMMIT that the server turned into a ROLLBACK is an error.
 */
export async function withinPrisma<T>(
  prisma: PrismaClient,
  begun: Pick<Begun, 'begin' | 'connect'>,
  work: (models: Models, client: PoolClient) => Promise<T>,
): Promise<T> {
  const own: Begun = { ...begun };
  return asked.run(own, () =>
    prisma.$transaction((models) => {
      if (!own.client) throw new Error('a transaction without a connection');
      return work(models, own.client);
    }),
  );
}

/** What PostgreSQL said itself where a model reports it in words of its own. */
export function databaseError(error: unknown): unknown {
  const reported = error as
    | { meta?: { driverAdapterError?: { cause?: { said?: unknown } } } }
    | null
    | undefined;
  return reported?.meta?.driverAdapterError?.cause?.said ?? error;
}

/** The transaction that is being begun: not the one in which somebody begins another. */
function unbegun(): Begun | undefined {
  const begun = asked.getStore();
  return begun?.client === undefined ? begun : undefined;
}

/** The official adapter, but for how a transaction begins and ends. */
class OwnTransactions extends PrismaPg {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect() {
    const adapter = await super.connect();
    const { onError } = adapter as unknown as { onError(error: unknown): never };
    return Object.assign(adapter, {
      startTransaction: async () => begin(adapter, unbegun() ?? this.#plain()),
      // What is asked outside a transaction waits for a connection no longer than whoever asks.
      client: { query: (asked: QueryArrayConfig) => queryInTime(this.#pool, asked) },
      onError: (error: unknown) => report(onError, error),
    });
  }

  /** For whoever uses Prisma's transactions without us, as sign-in does. */
  #plain(): Begun {
    return { begin: (client) => client.query('BEGIN'), connect: () => this.#pool.connect() };
  }
}

/**
 * A COMMIT waits until it stands on the synchronous standby, where there is one. Whoever is out of time then is told that
 * all went well, with a warning: so no time is kept.
 */
const COMMIT = 'SET LOCAL statement_timeout = 0; COMMIT';

/**
 * What a BEGIN says on a primary that was replaced while the connection was kept, and now follows the next one. It is
 * what any other statement calls read-only, and passes; the connection would be as useless to whoever comes next.
 */
const NOT_HERE = '0A000';
const READ_ONLY = '25006';

/** What a transaction says in which a statement has failed. */
const ABORTED = '25P02';

/** Of several statements in one, the driver gives a list of results, which its types do not say. */
async function lastOf(asked: Promise<QueryResult | QueryResult[]>): Promise<Pick<QueryResult, 'command'>> {
  const results = [await asked].flat();
  return results.at(-1) ?? { command: '' };
}

async function begin(adapter: SqlDriverAdapter, begun: Begun): Promise<Transaction> {
  const client = await begun.connect();
  let held = true;
  /** A connection in an unknown state is closed rather than handed to the next command. */
  const giveBack = (broken?: Error) => {
    if (held) {
      noteAsking(client, 'END');
      client.release(broken);
    }
    held = false;
  };
  const rollback = async () => {
    if (!held) return;
    giveBack(
      await client.query('ROLLBACK').then(
        () => undefined,
        (failure: Error) => failure,
      ),
    );
  };
  const commit = async () => {
    const { command } = await lastOf(client.query(COMMIT)).catch((error: { readonly code?: unknown }) => {
      if (error.code === ABORTED) return { command: 'ROLLBACK' };
      throw error;
    });
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
    giveBack();
  };
  noteAsking(client, 'BEGIN');
  try {
    await begun.begin(client);
  } catch (error) {
    if (error instanceof Error && (error as { code?: unknown }).code === NOT_HERE) {
      giveBack(error);
      throw Object.assign(error, { code: READ_ONLY });
    }
    await rollback();
    throw error;
  }
  begun.client = client;
  const noting = { query: (asked: QueryArrayConfig) => askNoted(client, asked) };
  const bound: SqlDriverAdapter = Object.create(adapter, { client: { value: noting } });
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    // Then it is not Prisma that sends COMMIT and ROLLBACK, without looking at what comes of them.
    options: { usePhantomQuery: true },
    queryRaw: (query) => bound.queryRaw(query),
    executeRaw: (query) => bound.executeRaw(query),
    commit: async () => {
      try {
        await commit();
      } catch (error) {
        await rollback();
        throw error;
      }
    },
    rollback,
  };
}

/** Fails as the adapter would, and keeps what PostgreSQL said: the name of a violated constraint, its code. */
function report(onError: (error: unknown) => never, said: unknown): never {
  try {
    return onError(said);
  } catch (reported) {
    if (reported instanceof DriverAdapterError) Object.assign(reported.cause, { said });
    throw reported;
  }
}
