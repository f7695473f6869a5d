import type { ClientBase } from 'pg';
import { z } from 'zod';
import { readOn } from './shaped.ts';
import { StartRefusal } from './start-refusal.ts';

const OLDEST_MAJOR = 15;

const serverFacts = z.object({
  version: z.string(),
  /** As in server_version_num: 180004 is 18.4. */
  number: z.number(),
  encoding: z.string(),
});
export type ServerFacts = z.infer<typeof serverFacts>;

/** Refuses a server that is too old, or a database that cannot hold every character. */
export async function checkServer(client: ClientBase): Promise<void> {
  const [facts] = await readOn(
    client,
    serverFacts,
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            current_setting('server_encoding') AS encoding`,
  );
  const refusal = facts && findRefusal(facts);
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
