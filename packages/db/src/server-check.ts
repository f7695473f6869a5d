import type { ClientBase } from 'pg';
import { StartRefusal } from './start-refusal.ts';

const OLDEST_MAJOR = 15;

/** Refuses a server that is too old, or a database that cannot hold every character. */
export async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string; number: string; encoding: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number,
            current_setting('server_encoding') AS encoding`,
  );
  const [server] = rows;
  if (!server || Number(server.number) < OLDEST_MAJOR * 10_000) {
    throw new StartRefusal(
      `Koersvast needs PostgreSQL ${OLDEST_MAJOR} or newer, and this server is ${server?.version ?? 'unknown'}.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new StartRefusal(
      `Koersvast needs a database with encoding UTF8, and this one has ${server.encoding}: make it anew with ENCODING 'UTF8' TEMPLATE template0.`,
    );
  }
}
