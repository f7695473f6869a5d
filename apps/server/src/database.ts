import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  backUpBeforeMigration,
  type Database,
  type EmbeddedDatabase,
  type EmbeddedEvent,
  KeepingRefusal,
  migrate,
  openDatabase,
  openEmbedded,
  StartRefusal,
} from '@koersvast/db';
import type { Settings } from './settings.ts';

export interface OpenedDatabase {
  db: Database;
  close(): Promise<void>;
  /** Tells an embedded one to stop that nobody else uses, while connections to it are open still; does not wait for it. */
  leave(): Promise<void>;
}

const SERVER_STARTS_WITHIN_MS = 20_000;
const RETRY_MS = 500;
const NOT_THERE_YET = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03']);

export interface OpenOptions {
  readonly say: (line: string) => void;
  readonly onConnectionError?: (error: Error) => void;
  /** Told once when the replica fails, with why, and once, with null, when it answers again. */
  readonly onReplicaChange?: (error: unknown) => void;
  /** Whether its schema is brought up to date first, or left as it is. */
  readonly schema?: 'migrate' | 'as it is';
}

/** The database that the settings name: a server's, or the one in the data folder. */
export async function openConfiguredDatabase(
  settings: Pick<Settings, 'database' | 'dataDir'>,
  { say, onConnectionError = () => {}, onReplicaChange = () => {}, schema = 'migrate' }: OpenOptions,
): Promise<OpenedDatabase> {
  const embedded = settings.database ? null : await openOwn(settings.dataDir, say);
  try {
    const { url, directUrl, replicaUrl } = settings.database ?? {
      url: embedded?.url ?? '',
      directUrl: embedded?.url ?? '',
      replicaUrl: null,
    };
    await whenThere(directUrl, say, () =>
      schema === 'migrate' ? bringUpToDate(directUrl, settings.dataDir, say) : knock(directUrl),
    );
    const db = openDatabase({ url, directUrl, replicaUrl, onConnectionError, onReplicaChange });
    return {
      db,
      close: async () => {
        await db.close();
        if ((await embedded?.close()) === 'left running')
          say('The database goes on for the others that use it.');
      },
      leave: async () => embedded?.leave(),
    };
  } catch (error) {
    await embedded?.close();
    throw error;
  }
}

function openOwn(dataDir: string, say: (line: string) => void): Promise<EmbeddedDatabase> {
  return openEmbedded({ dataDir, onEvent: (event) => say(wordsFor(event)) });
}

function wordsFor(event: EmbeddedEvent): string {
  switch (event.kind) {
    case 'making':
      return 'Making the database';
    case 'lost':
      return 'The database has stopped; starting it again';
    case 'back':
      return 'The database is back';
    case 'still-away':
      return `The database does not start yet: ${event.reason}`;
  }
}

/** Where the backups are that the program makes: before it changes a database, and when an owner asks for one. */
export function backupFolder(dataDir: string): string {
  return path.join(dataDir, 'backups');
}

/**
 * A database that holds data is never changed without a backup of it: when that fails, nothing is changed. The steps by
 * which a new one is made say nothing to whoever starts it.
 */
async function bringUpToDate(directUrl: string, dataDir: string, say: (line: string) => void): Promise<void> {
  let isNew = true;
  const tell = (step: string) => {
    if (!isNew) say(`Bringing the database up to date: ${step}`);
  };
  await migrate({
    directUrl,
    beforeChange: async (client, lastApplied) => {
      isNew = false;
      const folder = backupFolder(dataDir);
      try {
        const file = await backUpBeforeMigration(client, { folder, lastApplied, now: new Date() });
        if (file !== null) say(`Before the database is brought up to date, a backup: ${file}`);
      } catch (error) {
        if (!(error instanceof KeepingRefusal)) throw error;
        throw new StartRefusal(`${error.message} The database was left as it was.`);
      }
    },
    onApply: tell,
    onStep: tell,
  });
}

async function knock(directUrl: string): Promise<void> {
  const db = openDatabase({ url: directUrl, poolSize: 1 });
  await db.pool.query('SELECT 1').finally(() => db.close());
}

async function whenThere(
  directUrl: string,
  say: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  const deadline = Date.now() + SERVER_STARTS_WITHIN_MS;
  for (let said = false; ; said = true) {
    try {
      await work();
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!NOT_THERE_YET.has(code)) throw /^(28|3D)/.test(code) ? notLetIn(directUrl, error) : error;
      if (Date.now() > deadline)
        throw new StartRefusal(`No PostgreSQL answers at ${placeOf(directUrl)} (${code}).`);
      if (!said) say(`Waiting for PostgreSQL at ${placeOf(directUrl)}`);
    }
    await wait(RETRY_MS);
  }
}

function notLetIn(url: string, error: unknown): StartRefusal {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartRefusal(`PostgreSQL at ${placeOf(url)} does not let Koersvast in: ${reason}.`);
}

/** Without the password. */
function placeOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.host}${parsed.pathname}` : 'the address in DATABASE_URL';
}
