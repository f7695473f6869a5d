import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { findRunAs } from '../embedded/run-as.ts';

/** A PgBouncer in transaction mode before a PostgreSQL. */
export interface Pooler {
  /** As that of the server, with the same databases behind it. */
  readonly url: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 10_000;

/** Starts a PgBouncer on this machine; null where there is none. */
export async function startPooler(serverUrl: string): Promise<Pooler | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-pooler-'));
  const runAs = await findRunAs();
  const port = await freePort();
  const server = new URL(serverUrl);
  const log = path.join(folder, 'log');
  const config = path.join(folder, 'pgbouncer.ini');
  const login = `user=${server.username} password=${decodeURIComponent(server.password)}`;
  await writeFile(
    config,
    `[databases]
* = host=${server.hostname} port=${server.port || 5432} ${login}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
logfile = ${log}
pool_mode = transaction
max_client_conn = 1000
default_pool_size = 20
; What one transaction leaves behind in its session, the next would miss or find.
server_round_robin = 1
`,
  );
  if (runAs) for (const file of [folder, config]) await chown(file, runAs.uid, runAs.gid);
  const process = spawn('pgbouncer', ['-q', config], { ...runAs, cwd: '/', stdio: 'ignore' });
  const ended = once(process, 'exit');
  const isThere = await Promise.race([
    once(process, 'spawn').then(() => true),
    once(process, 'error').then(() => false),
  ]).catch(() => false);
  const clear = () => rm(folder, { recursive: true, force: true });
  if (!isThere) {
    await clear();
    return null;
  }
  server.port = String(port);
  const url = server.toString();
  const stop = async () => {
    process.kill('SIGKILL');
    await ended;
    await clear();
  };
  if (await answers(url)) return { url, stop };
  const said = await readFile(log, 'utf8').catch(() => '');
  await stop();
  throw new Error(`PgBouncer does not answer: ${said}`);
}

async function answers(url: string): Promise<boolean> {
  for (const begun = Date.now(); Date.now() - begun < READY_WITHIN_MS; ) {
    const client = new pg.Client({ connectionString: url });
    const asked = client.connect().then(() => client.query('SELECT 1'));
    const isReady = await asked.then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (isReady) return true;
    await wait(100);
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
