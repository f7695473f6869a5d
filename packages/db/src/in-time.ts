import type { Pool, PoolClient, QueryArrayConfig, QueryConfig, QueryResult } from 'pg';
import { askNoted } from './noted-statement.ts';
import { inTime, patienceLeft } from './patience.ts';

/** A connection of the pool, unless that takes too long; one that comes too late goes back at once. */
export async function connectInTime(pool: Pool): Promise<PoolClient> {
  const connecting = pool.connect();
  const client = await inTime(connecting, patienceLeft());
  if (client) return client;
  connecting.then(
    (unwanted) => unwanted.release(),
    () => undefined,
  );
  throw new Error('timeout exceeded when trying to connect');
}

/** One statement on whichever connection is free in time. */
export async function queryInTime(pool: Pool, asked: QueryConfig | QueryArrayConfig): Promise<QueryResult> {
  const client = await connectInTime(pool);
  let fault: Error | undefined;
  try {
    return await askNoted(client, asked);
  } catch (error) {
    fault = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(fault);
  }
}
