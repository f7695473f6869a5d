import type { ClientBase } from 'pg';
import { StartRefusal } from './start-refusal.ts';

const OLDEST_MAJOR = 15;

export interface ServerFacts {
  version: string;
  /** As in server_version_num: 180004 is 18.4. */
  number: number;
  encoding: string;
}

/** Refuses a server that is too old, or a database that cannot hold every character. */
export async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<ServerFacts>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            current_setting('server_encoding') AS encoding`,
  );
  const refusal = rows[0] && findRefusal(rows[0]);
  if (refusal) throw new StartRefusal(refusal);
}

export function findRefusal({ version, number, encoding }: ServerFacts): string | null {
  if (number < OLDEST_MAJOR * 10_000) {
    return `Koersvast needs PostgreSQL ${OLDEST_MAJOR} or newer, and this server is ${version}.`;
  }
  if (encoding !== 'UTF8') {
    return `Koersvast needs a database with encoding UTF8, and this one has ${encoding}: make it anew with ENCODING 'UTF8' TEMPLATE template0.`;
  }
  return null;
}
