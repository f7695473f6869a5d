import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** The channel on which the processes of one installation tell each other that there is something to read. */
export const channel = 'koersvast';

/**
 * Tells readers that a project has something to read. It is said when the transaction has been committed, never in
 * it: a notice within a transaction holds a lock of the whole database server at the commit, so that all projects
 * would queue behind one another. A notice may be lost, since readers hold a cursor and look by the clock as well.
 */
export interface Notices {
  /** Names this process in its notices, which it need not hear again. */
  readonly sender: string;
  /** Readers in this process are told at once, those in others by one notice for all that was said meanwhile. */
  say(projectId: string): void;
  /** Calls `listener` for what is said in this process, until the function that it returns is called. */
  hear(listener: (projectId: string) => void): () => void;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;
/** After a failure, notices are dropped for so long: whoever waits for them looks by the clock. */
const REST_MS = 1_000;

export interface NoticesOptions {
  readonly directUrl: string;
  readonly onError: (error: Error) => void;
}

/** Opens no connection before the first notice. One statement at a time; what is said while it runs goes in the next. */
export function openNotices({ directUrl, onError }: NoticesOptions): Notices {
  const sender = randomUUID();
  const listeners = new Set<(projectId: string) => void>();
  const waiting = new Set<string>();
  let client: pg.Client | undefined;
  let sending: Promise<void> | undefined;
  let restUntil = 0;
  let closed = false;

  async function connect(): Promise<pg.Client> {
    const opened = new pg.Client({
      connectionString: directUrl,
      application_name: 'koersvast-notify',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    const lose = () => {
      if (client === opened) client = undefined;
    };
    opened.on('error', lose);
    opened.on('end', lose);
    await opened.connect();
    client = opened;
    return opened;
  }

  async function send(): Promise<void> {
    while (waiting.size > 0 && !closed) {
      const projects = [...waiting];
      waiting.clear();
      try {
        const connection = client ?? (await connect());
        await connection.query('SELECT pg_notify($1, notice) FROM unnest($2::text[]) AS said (notice)', [
          channel,
          projects.map((projectId) => `${projectId} ${sender}`),
        ]);
      } catch (error) {
        if (!closed) onError(error instanceof Error ? error : new Error(String(error)));
        const lost = client;
        client = undefined;
        restUntil = performance.now() + REST_MS;
        waiting.clear();
        lost?.end().catch(() => undefined);
      }
    }
    // In the same turn as the last look: what is said after it begins another.
    sending = undefined;
  }

  return {
    sender,
    say(projectId) {
      for (const listener of listeners) listener(projectId);
      if (closed || performance.now() < restUntil) return;
      waiting.add(projectId);
      sending ??= send();
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await sending;
      await client?.end().catch(() => undefined);
      client = undefined;
    },
  };
}
