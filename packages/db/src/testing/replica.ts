import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from '../connect.ts';
import {
  type Cluster,
  locateCluster,
  readPassword,
  readPostmaster,
  startCluster,
  stopCluster,
} from '../embedded/cluster.ts';
import { openEmbedded } from '../embedded/embedded.ts';
import { migrate } from '../migrate.ts';
import type { TestDatabase } from './database.ts';

/** A migrated, empty database on a PostgreSQL of its own, with another that follows it. */
export interface TestReplica {
  readonly db: TestDatabase;
  /** Where the replica answers. */
  readonly url: string;
  /** What the database said of its replica: why it failed, or null once it answered again. */
  readonly changes: unknown[];
  /** Asks the replica itself. */
  ask(text: string): Promise<Record<string, unknown>[]>;
  /** Until it has all that the primary has now. */
  caughtUp(): Promise<void>;
  /** What it was asked over the connections of the program, as its log has it. */
  said(): Promise<string>;
  /** Ends it at once, with all that it is being asked. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** It says nothing while this runs, neither on connections of the program nor to whoever comes. */
  frozen<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** From what npm installs: the same PostgreSQL twice, the second from a copy of the files of the first. */
export async function startTestReplica({
  poolSize = 5,
}: {
  readonly poolSize?: number;
} = {}): Promise<TestReplica> {
  const folders = await Promise.all(
    ['primary', 'replica'].map((name) =>
      mkdtemp(path.join(tmpdir(), `koersvast-test-${process.pid}-${name}-`)),
    ),
  );
  const [first = '', second = ''] = folders;
  const embedded = await openEmbedded({ dataDir: first, durable: false });
  await migrate({ directUrl: embedded.url });
  const replica = await copyCluster(await locateCluster(first), second, embedded.url);
  await startCluster(replica, false);
  const url = new URL(embedded.url);
  url.port = String((await readPostmaster(replica))?.port);
  const asked = (to: string) => {
    const pool = new pg.Pool({ connectionString: to, application_name: 'koersvast-test', max: 2 });
    pool.on('error', () => undefined);
    return pool;
  };
  const replicaUrl = url.toString();
  const pools = { primary: asked(embedded.url), replica: asked(replicaUrl) };
  // It gives up whatever holds up what it follows: where that was a question of the test itself, it is asked again.
  const ask = async (text: string): Promise<Record<string, unknown>[]> => {
    for (;;) {
      try {
        return (await pools.replica.query<Record<string, unknown>>(text)).rows;
      } catch (error) {
        if ((error as { code?: unknown }).code !== '40001') throw error;
      }
    }
  };
  const changes: unknown[] = [];
  const database = openDatabase({
    ...{ url: embedded.url, replicaUrl, poolSize },
    onReplicaChange: (error) => changes.push(error),
  });
  const stop = async () => {
    await database.close();
    await Promise.all([pools.primary.end(), pools.replica.end()]);
    await stopCluster(replica, 'wait').catch(() => undefined);
    await embedded.close();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  };
  return {
    db: { ...database, drop: async () => undefined },
    url: replicaUrl,
    changes,
    ask,
    caughtUp: async () => {
      const { rows } = await pools.primary.query<{ at: string }>(
        'SELECT pg_current_wal_insert_lsn()::text AS at',
      );
      const there = `SELECT pg_last_wal_replay_lsn() >= '${rows[0]?.at}' AS there`;
      while ((await ask(there))[0]?.there !== true)
        await pools.primary.query('SELECT pg_log_standby_snapshot()');
    },
    said: async () =>
      (await readFile(replica.log, 'utf8'))
        .split('\n')
        .filter((line) => line.startsWith('koersvast-replica'))
        .join('\n'),
    kill: async () => {
      const pid = (await readPostmaster(replica))?.pid;
      if (pid) process.kill(pid, 'SIGQUIT');
      while (await pools.replica.query('SELECT 1').then(Boolean, () => false));
    },
    start: () => startCluster(replica, false),
    frozen: async (work) => {
      const held = await ask(
        "SELECT pid FROM pg_stat_activity WHERE application_name ~ '^koersvast-replica'",
      );
      const pids = [(await readPostmaster(replica))?.pid, ...held.map(({ pid }) => Number(pid))];
      const tell = (signal: 'SIGSTOP' | 'SIGCONT') => {
        for (const pid of pids) if (pid) process.kill(pid, signal);
      };
      tell('SIGSTOP');
      return work().finally(() => tell('SIGCONT'));
    },
    stop,
  };
}

/** A copy of a running cluster that follows it, as PostgreSQL's manual makes one without pg_basebackup. */
async function copyCluster(primary: Cluster, dataDir: string, url: string): Promise<Cluster> {
  const replica = await locateCluster(dataDir);
  const { hostname, port, username } = new URL(url);
  const password = await readPassword(primary);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // What is read is to be there at once, as where nobody has switched that off; nothing is written through anyway.
  await client.query('ALTER DATABASE koersvast SET synchronous_commit = on');
  await client.query("SELECT pg_backup_start('copy', true)");
  await mkdir(replica.home, { recursive: true });
  const [code] = await once(spawn('cp', ['-a', primary.data, replica.data], { stdio: 'ignore' }), 'exit');
  if (code !== 0) throw new Error('the files of the primary could not be copied');
  const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
  await client.end();
  const write = async (name: string, text: string) => {
    const file = path.join(replica.data, name);
    await appendFile(file, text);
  };
  await rm(path.join(replica.data, 'postmaster.pid'), { force: true });
  // Their owner is that of a file which was copied.
  for (const name of ['backup_label', 'standby.signal'])
    await copyOwned(path.join(replica.data, 'PG_VERSION'), path.join(replica.data, name));
  await writeFile(path.join(replica.data, 'backup_label'), rows[0]?.labelfile ?? '');
  await writeFile(path.join(replica.data, 'standby.signal'), '');
  await write(
    'postgresql.auto.conf',
    `
primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password} application_name=replica'
wal_retrieve_retry_interval = 100ms
max_standby_streaming_delay = 0
log_line_prefix = '%a '
log_statement = all
`,
  );
  await copyFile(primary.passwordFile, replica.passwordFile);
  return replica;
}

async function copyOwned(from: string, to: string): Promise<void> {
  await once(spawn('cp', ['-a', from, to], { stdio: 'ignore' }), 'exit');
}
