import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFirstOwner, openProvider, openServerJobs, type ProviderSettings } from '@koersvast/api';
import { createFeed, type Database, openBackups, openDatabase } from '@koersvast/db';
import { createTestDatabase, type TestDatabase } from '@koersvast/db/testing';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createHttpServer, type HttpOptions } from '../http.ts';
import { logOptions } from '../log.ts';
import { openServerWorkers } from '../workers/server-workers.ts';
import { Browser, origin } from './browser.ts';

export const owner = { name: 'Olga Eigenaar', email: 'olga@example.org', password: 'a long enough password' };

const POOL_SIZE = 8;
const secret = 'a secret that nobody but this test knows';

type Over = Partial<Omit<HttpOptions, 'provider'>> & { readonly provider?: ProviderSettings };

/** A real server in this process, on a port of its own. */
export interface Server {
  readonly server: FastifyInstance;
  readonly url: string;
  /** What the server has written into its log. */
  log(): string;
  close(): Promise<void>;
}

/** A real server with a database of its own and the first owner. */
export interface Installation extends Server {
  readonly db: TestDatabase;
  /** A browser that nobody has signed in with. */
  browser(): Browser;
  /** The owner's browser. */
  owner(): Promise<Browser>;
}

export async function openInstallation({
  poolSize = POOL_SIZE,
  replicaUrl = null,
  ...over
}: Over & { poolSize?: number; replicaUrl?: string | null } = {}): Promise<Installation> {
  const db = await createTestDatabase({ poolSize, replicaUrl });
  await createFirstOwner(db, owner);
  const served = await serve(db, over);
  const browser = () => new Browser(served.url);
  return {
    ...served,
    db,
    browser,
    owner: () => signInAsOwner(browser()),
    close: async () => {
      await served.close();
      await db.drop();
    },
  };
}

/** One more server on the same database, as another process would be: with connections and a feed of its own. */
export async function openAnother(
  { url }: Pick<Database, 'url'>,
  { port = 0, poolSize = POOL_SIZE } = {},
): Promise<Server> {
  const db = openDatabase({ url, poolSize });
  const served = await serve(db, {}, port);
  return {
    ...served,
    close: async () => {
      await served.close();
      await db.close();
    },
  };
}

export async function signInAsOwner(browser: Browser): Promise<Browser> {
  await browser.mutate('session.signIn', { email: owner.email, password: owner.password });
  return browser;
}

async function serve(db: Database, { provider: settings, ...over }: Over, port = 0): Promise<Server> {
  const feed = createFeed(db);
  const folder = path.join(tmpdir(), `koersvast-backups-${randomUUID()}`);
  const backups = openBackups({ folder, directUrl: db.directUrl });
  // Work gives way to all else that a machine does, so that it takes long on one that does much.
  const workers = openServerWorkers({ limits: { time: 120_000 } });
  const lines: string[] = [];
  const log = pino({ ...logOptions, level: 'info' }, { write: (line: string) => lines.push(line) });
  const jobs = openServerJobs({
    ...{ db, feed, backups, work: workers, log, limits: { graceMs: 100 } },
    now: () => new Date(),
    newId: () => randomUUIDv7(),
  });
  const provider = settings
    ? openProvider({ db, settings, origin: over.addresses?.main ?? origin, secret, log })
    : null;
  const server = await createHttpServer({
    db,
    feed,
    backups,
    work: workers,
    jobs,
    log,
    secret,
    provider,
    settings: { trustProxy: false, dataDir: tmpdir() },
    addresses: { main: origin, origins: [origin] },
    ...over,
  });
  const url = await server.listen({ port, host: '127.0.0.1' });
  return {
    server,
    url,
    log: () => lines.join(''),
    close: async () => {
      provider?.close();
      await jobs.close();
      await server.close();
      await workers.close();
      await feed.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
