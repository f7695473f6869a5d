import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { readOn } from '../shaped.ts';
import { StartRefusal } from '../start-refusal.ts';
import {
  CLUSTER_USER,
  type Cluster,
  ensureCluster,
  locateCluster,
  readPassword,
  readPostmaster,
  startCluster,
  stopCluster,
} from './cluster.ts';
import { isAlive, withStartLock } from './start-lock.ts';

export interface EmbeddedOptions {
  dataDir: string;
  /** False only where losing everything at a power cut is fine, as in tests: several times faster. */
  durable?: boolean;
  onEvent?: (event: EmbeddedEvent) => void;
}

export type EmbeddedEvent = { kind: 'making' | 'lost' | 'back' } | { kind: 'still-away'; reason: string };

export interface EmbeddedDatabase {
  url: string;
  /** How it was found: made now, started now, or running already (another server's, or left by a killed one). */
  origin: 'made' | 'started' | 'joined';
  /** Stops the database, unless another process is still using it. */
  close(): Promise<'stopped' | 'left running'>;
  /** The same without waiting until it has stopped: what was open is taken back, what was committed stays. */
  leave(): Promise<void>;
}

const DATABASE = 'koersvast';
/** Every process that needs the database to stay holds one connection of this name. */
const KEEPER = 'koersvast-keeper';
const ANSWER_WITHIN_MS = 60_000;
/** A starting server answers, if only to say that it is starting; one that does not answer at all is none. */
const SILENT_MS = 3_000;
const RETRY_MS = 100;
const WRONG_PASSWORD = '28P01';
const RESTART_RETRY_MS = 1_000;

/**
 * Starts the PostgreSQL of a data folder, or joins the one that runs there, and keeps it running until
 * `close`: whichever process notices first that it was killed starts it again, on the same port.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, durable = true, onEvent = () => {} } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const cluster = await locateCluster(dataDir);
  let closing = false;
  let recovery = Promise.resolve();
  let keeper: pg.Client | undefined;

  const attach = () =>
    withStartLock(dataDir, async () => {
      const origin = await ensureRunning(cluster, durable, () => onEvent({ kind: 'making' }));
      keeper = await connect(cluster, DATABASE, KEEPER);
      keeper.once('end', () => {
        if (!closing) recovery = recover();
      });
      return origin;
    });
  const recover = async () => {
    onEvent({ kind: 'lost' });
    while (!closing) {
      try {
        await attach();
        onEvent({ kind: 'back' });
        return;
      } catch (error) {
        onEvent({ kind: 'still-away', reason: error instanceof Error ? error.message : String(error) });
        await wait(RESTART_RETRY_MS);
      }
    }
  };

  const part = (how: 'wait' | 'leave') =>
    withStartLock(dataDir, async () => {
      await keeper?.end();
      return stopUnlessKept(cluster, how);
    });

  const origin = await attach();
  return {
    url: await urlOf(cluster, DATABASE),
    origin,
    close: async () => {
      closing = true;
      await recovery;
      return part('wait');
    },
    leave: async () => {
      closing = true;
      await part('leave');
    },
  };
}

async function ensureRunning(
  cluster: Cluster,
  durable: boolean,
  onMaking: () => void,
): Promise<EmbeddedDatabase['origin']> {
  let origin: EmbeddedDatabase['origin'] = 'joined';
  if (!(await answers(cluster))) {
    origin = (await ensureCluster(cluster, durable, onMaking)) === 'made' ? 'made' : 'started';
    await startCluster(cluster, durable);
  }
  await withClient(cluster, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0 ENCODING 'UTF8'`);
  });
  return origin;
}

/** Whether a server runs on this very cluster. Waits for one that is starting or recovering. */
async function answers(cluster: Cluster): Promise<boolean> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster) return false;
  const begun = Date.now();
  let lastSign = begun;
  while (isAlive(postmaster.pid) && Date.now() - lastSign < SILENT_MS) {
    try {
      return await withClient(cluster, (client) => servesThisFolder(cluster, client));
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      if (code === WRONG_PASSWORD) return false;
      if (code !== undefined) lastSign = Date.now();
    }
    if (Date.now() - begun > ANSWER_WITHIN_MS) {
      throw new StartRefusal(
        `The database in ${cluster.home} has been starting for a minute: see ${cluster.log}.`,
      );
    }
    await wait(RETRY_MS);
  }
  return false;
}

/**
 * A copy of a data folder carries its original's password and process number: only a server that reads back
 * what was just written here is this folder's own. A process number copied along is taken away.
 */
async function servesThisFolder(cluster: Cluster, client: pg.Client): Promise<boolean> {
  const name = 'koersvast-start';
  const written = randomUUID();
  const file = path.join(cluster.data, name);
  // Whoever wrote it last may have been another user.
  await rm(file, { force: true });
  await writeFile(file, written);
  await chmod(file, 0o644);
  const shape = z.object({ read: z.string().nullable() });
  const [found] = await readOn(client, shape, 'SELECT pg_read_file($1, true) AS read', [name]);
  if (found?.read === written) return true;
  await rm(path.join(cluster.data, 'postmaster.pid'), { force: true });
  return false;
}

async function stopUnlessKept(cluster: Cluster, how: 'wait' | 'leave'): Promise<'stopped' | 'left running'> {
  if (!(await answers(cluster))) return 'stopped';
  const kept = await withClient(cluster, async (client) => {
    const { rowCount } = await client.query(
      'SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND datname = $2',
      [KEEPER, DATABASE],
    );
    return (rowCount ?? 0) > 0;
  });
  if (kept) return 'left running';
  await stopCluster(cluster, how);
  return 'stopped';
}

async function withClient<T>(cluster: Cluster, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(cluster, 'postgres', 'koersvast-start');
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connect(cluster: Cluster, database: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: await urlOf(cluster, database),
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // Without a listener a dying server would end this process; what follows is told by 'end'.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function urlOf(cluster: Cluster, database: string): Promise<string> {
  const [postmaster, password] = await Promise.all([readPostmaster(cluster), readPassword(cluster)]);
  const port = postmaster?.port ?? 0;
  return `postgresql://${CLUSTER_USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?sslmode=disable`;
}
