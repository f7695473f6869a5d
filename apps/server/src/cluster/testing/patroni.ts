import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, globSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { environment, type Network } from './network.ts';

const run = (program: string, words: readonly string[]) =>
  promisify(execFile)(program, words, { env: environment });

/** Below those that the system gives to whoever connects; on addresses that nobody else has. */
const [ETCD, ETCD_PEER, PROXY, POSTGRES, REST] = [12_379, 12_380, 15_000, 15_432, 18_008];
const PASSWORD = 'of-this-test-alone';
/** Whom PostgreSQL runs as: it refuses root. */
const USER = 'postgres';
/** Also on a machine that has much else to do. */
const READY_WITHIN_MS = 300_000;

/** PostgreSQL under Patroni with etcd, each member on a machine of its own, behind an HAProxy that leads to the primary. */
export interface PatroniCluster {
  /** Through the proxy. */
  readonly url: string;
  /** The number of the machine that leads, once there is one. */
  leader(): Promise<number>;
  /** The number of the one that it waits for. */
  synchronous(): Promise<number>;
  /** Resolves when there is a leader, and so many members follow it, one of them synchronously. */
  settled(followers: number): Promise<void>;
  /** A machine that loses its power: PostgreSQL and Patroni end at once, and say nothing to anybody. */
  kill(machine: number): Promise<void>;
  start(machine: number): Promise<void>;
  stop(): Promise<void>;
}

const member = z.object({ name: z.string(), role: z.string(), state: z.string() });
const membership = z.object({ members: z.array(member) });

/** What of the programs is missing on this machine; empty when all are there. */
export async function missingPrograms(): Promise<string[]> {
  const missing: string[] = [];
  for (const program of ['patroni', 'etcd', 'haproxy', 'ip', 'bridge', 'setpriv'])
    await run('which', [program]).catch(() => missing.push(program));
  // Debian's Patroni only recommends it, and looks for it with Debian's Python.
  await run('/usr/bin/python3', ['-c', 'import etcd']).catch(() => missing.push('python3-etcd'));
  if (binariesOf() === undefined) missing.push('PostgreSQL 15 or newer of the distribution');
  return missing;
}

/** The newest that has all that Patroni needs. */
function binariesOf(): string | undefined {
  const found = globSync('/usr/lib/postgresql/*/bin/pg_rewind').map((file) => path.dirname(file));
  const version = (folder: string) => Number(folder.split('/').at(-2));
  return found.filter((folder) => version(folder) >= 15).sort((a, b) => version(b) - version(a))[0];
}

export async function startPatroni(network: Network, machines: number): Promise<PatroniCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-cluster-'));
  await chmod(folder, 0o755);
  const running = new Set<ChildProcess>();
  const begin = (name: string, [program = '', ...words]: readonly string[]) => {
    const child = spawn(program, words, {
      cwd: '/',
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(path.join(folder, `${name}.log`), { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  const home = (machine: number) => path.join(folder, `member${machine}`);
  const patronis = new Map<number, ChildProcess>();
  const all = Array.from({ length: machines }, (_, machine) => machine);

  const start = async (machine: number) => {
    const as = ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'];
    patronis.set(
      machine,
      begin(`patroni${machine}`, [...network.on(machine), ...as, 'patroni', `${home(machine)}/patroni.json`]),
    );
  };
  const kill = async (machine: number) => {
    const note = await readFile(path.join(home(machine), 'data/postmaster.pid'), 'utf8').catch(() => '');
    const patroni = patronis.get(machine);
    patronis.delete(machine);
    patroni?.kill('SIGKILL');
    const postmaster = Number(note.split('\n')[0]);
    if (postmaster > 0) await killAll(postmaster);
    if (patroni && patroni.exitCode === null && patroni.signalCode === null) await once(patroni, 'exit');
  };
  const members = () => membersOf(all.map((machine) => network.address(machine)));
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    for (const begun = performance.now(); !(await isSo().catch(() => false)); await wait(200))
      if (performance.now() - begun > READY_WITHIN_MS)
        throw new Error(`The cluster in ${folder} never had ${what}: ${JSON.stringify(await members())}`);
  };
  const url = `postgresql://postgres:${PASSWORD}@${network.host}:${PROXY}/koersvast?sslmode=disable`;

  const having = async (wanted: string) => {
    let found = -1;
    await until(`a ${wanted}`, async () => {
      const one = (await members()).find(
        ({ role, state }) => role === wanted && /running|streaming/.test(state),
      );
      found = Number(one?.name.slice('member'.length) ?? -1);
      return found >= 0;
    });
    return found;
  };
  const settled = (followers: number) =>
    until(`${followers} followers`, async () => {
      const found = await members();
      const follow = found.filter(({ role, state }) => role !== 'leader' && /running|streaming/.test(state));
      return follow.length >= followers && follow.some(({ role }) => role === 'sync_standby');
    });
  const stop = async () => {
    for (const machine of all) await kill(machine);
    for (const child of running) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  };
  const bringUp = async () => {
    begin('etcd', etcdIn(folder, network));
    await writeFile(
      path.join(folder, 'haproxy.cfg'),
      proxyTo(
        network.host,
        all.map((machine) => network.address(machine)),
      ),
    );
    begin('haproxy', ['haproxy', '-db', '-f', path.join(folder, 'haproxy.cfg')]);
    await until('an etcd', async () => (await fetch(`http://${network.host}:${ETCD}/health`)).ok);
    for (const machine of all) {
      await mkdir(home(machine));
      const settings = JSON.stringify(memberOf(machine, network, home(machine)));
      await writeFile(path.join(home(machine), 'patroni.json'), settings);
      await run('chown', ['-R', USER, home(machine)]);
      await start(machine);
    }
    await settled(machines - 1);
    await makeDatabase(url);
  };
  await bringUp().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url,
    leader: () => having('leader'),
    synchronous: () => having('sync_standby'),
    settled,
    kill,
    start,
    stop,
  };
}

/** What the first that answers says of all. */
async function membersOf(addresses: readonly string[]) {
  for (const address of addresses) {
    const answer = await fetch(`http://${address}:${REST}/cluster`, {
      signal: AbortSignal.timeout(1_000),
    }).catch(() => null);
    if (answer?.ok) return membership.parse(await answer.json()).members;
  }
  return [];
}

/** A postmaster with all its processes, so that none finishes what it was at. */
async function killAll(postmaster: number): Promise<void> {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(postmaster)]).catch(() => ({
    stdout: '',
  }));
  for (const pid of [
    postmaster,
    ...stdout
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0),
  ]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

async function makeDatabase(url: string): Promise<void> {
  const target = new URL(url);
  target.pathname = '/postgres';
  const client = new pg.Client({ connectionString: target.toString() });
  await client.connect();
  await client.query("CREATE DATABASE koersvast TEMPLATE template0 ENCODING 'UTF8'");
  await client.end();
}

function etcdIn(folder: string, { host }: Network): string[] {
  const [client, peer] = [`http://${host}:${ETCD}`, `http://${host}:${ETCD_PEER}`];
  return [
    'etcd',
    ...['--name', 'one', '--data-dir', path.join(folder, 'etcd')],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...[
      '--listen-peer-urls',
      peer,
      '--initial-advertise-peer-urls',
      peer,
      '--initial-cluster',
      `one=${peer}`,
    ],
  ];
}

/** Whoever Patroni says leads; who was led elsewhere is told so at once. */
function proxyTo(host: string, addresses: readonly string[]): string {
  const servers = addresses.map(
    (address, number) => `  server member${number} ${address}:${POSTGRES} check port ${REST}`,
  );
  return `defaults
  mode tcp
  timeout connect 2s
  timeout check 1s
  timeout client 1h
  timeout server 1h
listen primary
  bind ${host}:${PROXY}
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
${servers.join('\n')}
`;
}

function memberOf(machine: number, network: Network, home: string): object {
  const own = network.address(machine);
  const login = { username: 'postgres', password: PASSWORD };
  return {
    scope: 'koersvast',
    name: `member${machine}`,
    restapi: { listen: `${own}:${REST}`, connect_address: `${own}:${REST}` },
    etcd3: { host: `${network.host}:${ETCD}` },
    bootstrap: {
      dcs: {
        // A leader that is not heard of for so long is replaced: with what follows, within half a minute.
        ttl: 12,
        loop_wait: 2,
        retry_timeout: 4,
        maximum_lag_on_failover: 10_000_000,
        // What is acknowledged stands on two machines, always.
        synchronous_mode: true,
        synchronous_mode_strict: true,
        postgresql: {
          use_pg_rewind: true,
          parameters: {
            max_connections: 100,
            wal_log_hints: 'on',
            // A line that is cut says nothing.
            wal_sender_timeout: '4s',
            wal_receiver_timeout: '4s',
          },
        },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }],
      pg_hba: [
        'host all all 0.0.0.0/0 scram-sha-256',
        'host replication all 0.0.0.0/0 scram-sha-256',
        'local all all trust',
      ],
    },
    postgresql: {
      listen: `${own}:${POSTGRES}`,
      connect_address: `${own}:${POSTGRES}`,
      data_dir: path.join(home, 'data'),
      bin_dir: binariesOf(),
      pgpass: path.join(home, 'pgpass'),
      authentication: { superuser: login, replication: login, rewind: login },
      parameters: { unix_socket_directories: home },
    },
  };
}
