import { setTimeout as wait } from 'node:timers/promises';
import {
  type Database,
  type EmbeddedDatabase,
  type EmbeddedEvent,
  migrate,
  openDatabase,
  openEmbedded,
  StartRefusal,
} from '@koersvast/db';
import type { Settings } from './settings.ts';

export interface OpenedDatabase {
  db: Database;
  close(): Promise<void>;
}

const SERVER_STARTS_WITHIN_MS = 20_000;
const RETRY_MS = 500;
const NOT_THERE_YET = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03']);

/** The database that the settings name, brought up to date: a server's, or the one in the data folder. */
export async function openConfiguredDatabase(
  settings: Pick<Settings, 'database' | 'dataDir'>,
  say: (line: string) => void,
  onConnectionError: (error: Error) => void = () => {},
): Promise<OpenedDatabase> {
  const embedded = settings.database ? null : await openOwn(settings.dataDir, say);
  try {
    const { url, directUrl } = settings.database ?? {
      url: embedded?.url ?? '',
      directUrl: embedded?.url ?? '',
    };
    await migrateWhenThere(directUrl, say);
    const db = openDatabase({ url, directUrl, onConnectionError });
    return {
      db,
      close: async () => {
        await db.close();
        if ((await embedded?.close()) === 'left running')
          say('The database goes on for the others that use it.');
      },
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

async function migrateWhenThere(directUrl: string, say: (line: string) => void): Promise<void> {
  const deadline = Date.now() + SERVER_STARTS_WITHIN_MS;
  for (let said = false; ; said = true) {
    try {
      await migrate({ directUrl, onApply: (name) => say(`Bringing the database up to date: ${name}`) });
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
