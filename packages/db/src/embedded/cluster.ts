import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefusal } from '../start-refusal.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { findRunAs, type RunAs } from './run-as.ts';
import { isZombie } from './start-lock.ts';

export const CLUSTER_USER = 'koersvast';
const MAJOR_VERSION = '18';
const LOG_LIMIT_BYTES = 2_000_000;
const START_TRIES_MS = 15_000;
const RETRY_MS = 200;

/** Where one data folder keeps its PostgreSQL, and the programs that serve it. */
export interface Cluster {
  /** Owned by the user that runs PostgreSQL, and closed to everyone else. */
  home: string;
  data: string;
  log: string;
  passwordFile: string;
  portFile: string;
  runAs: RunAs | null;
  binaries: Binaries;
}

export async function locateCluster(dataDir: string): Promise<Cluster> {
  const home = path.join(dataDir, 'postgres');
  const runAs = await findRunAs();
  return {
    home,
    data: path.join(home, 'cluster'),
    log: path.join(home, 'server.log'),
    passwordFile: path.join(dataDir, 'database-password'),
    portFile: path.join(dataDir, 'database-port'),
    runAs,
    binaries: await findBinaries(runAs),
  };
}

/** Makes the cluster unless it is there; a half-made one (killed while initialising) is never taken for one. */
export async function ensureCluster(
  cluster: Cluster,
  durable: boolean,
  onMaking: () => void,
): Promise<'made' | 'found'> {
  const version = await readFile(path.join(cluster.data, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version !== null) {
    if (version.trim() === MAJOR_VERSION) {
      await readPassword(cluster);
      return 'found';
    }
    throw new StartRefusal(
      `The database in ${cluster.data} was made by PostgreSQL ${version.trim()}, and this Koersvast brings PostgreSQL ${MAJOR_VERSION}: use the Koersvast that made it.`,
    );
  }
  onMaking();
  await mkdir(cluster.home, { recursive: true });
  await chmod(cluster.home, 0o700);
  if (cluster.runAs) await chown(cluster.home, cluster.runAs.uid, cluster.runAs.gid);
  const password = randomBytes(24).toString('base64url');
  const unfinished = path.join(cluster.home, 'cluster.unfinished');
  const initial = path.join(cluster.home, 'initial-password');
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(cluster.passwordFile, password, { mode: 0o600 });
  await writeFile(initial, password, { mode: 0o600 });
  if (cluster.runAs) await chown(initial, cluster.runAs.uid, cluster.runAs.gid);
  const seen = reachableHome(cluster);
  try {
    await run(cluster, cluster.binaries.initdb, [
      `--pgdata=${seen}/cluster.unfinished`,
      `--username=${CLUSTER_USER}`,
      `--pwfile=${seen}/initial-password`,
      '--auth=scram-sha-256',
      // Under LC_ALL=C the encoding would become SQL_ASCII, so nothing is left to the surroundings.
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`,
      '--lc-messages=C',
      // Tests connect by the hundred, and each time the password would be reckoned with four thousand times.
      ...(durable ? [] : ['--no-sync', '--set=scram_iterations=1']),
    ]);
  } finally {
    await rm(initial, { force: true });
  }
  await rename(unfinished, cluster.data);
  return 'made';
}

export async function readPassword(cluster: Cluster): Promise<string> {
  const password = await readFile(cluster.passwordFile, 'utf8').catch(() => {
    throw new StartRefusal(
      `The database in ${cluster.home} has lost its password: put ${cluster.passwordFile} back from a backup.`,
    );
  });
  return password.trim();
}

/** Starts the database in a session of its own, so that Ctrl+C in the terminal does not reach it. */
export async function startCluster(cluster: Cluster, durable: boolean): Promise<void> {
  const deadline = Date.now() + START_TRIES_MS;
  for (;;) {
    await forgetZombie(cluster);
    const port = await choosePort(cluster);
    const settings = {
      listen_addresses: '127.0.0.1',
      ...(process.platform === 'win32' ? {} : { unix_socket_directories: "''" }),
      timezone: 'UTC',
      // Statements and their values are the text of documents, which no log may hold.
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
      ...(durable
        ? {}
        : {
            ...{ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '400' },
            // A connection that ends lets go of each page that it has seen.
            shared_buffers: '32MB',
          }),
    };
    const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
    try {
      await run(cluster, cluster.binaries.pgCtl, [
        'start',
        '-w',
        '-t',
        '120',
        '-D',
        `${reachableHome(cluster)}/cluster`,
        '-o',
        `-p ${port} ${options.join(' ')}`,
      ]);
      await writeFile(cluster.portFile, String(port), { mode: 0o600 });
      return;
    } catch (error) {
      // The processes of a killed server need a moment to go, and a free port can be taken meanwhile.
      if (Date.now() > deadline) throw error;
      await wait(RETRY_MS);
    }
  }
}

/** Tells the database to stop, and waits for it or leaves it at that. */
export async function stopCluster(cluster: Cluster, how: 'wait' | 'leave'): Promise<void> {
  const data = `${reachableHome(cluster)}/cluster`;
  const waiting = how === 'wait' ? ['-w', '-t', '60'] : ['-W'];
  await run(cluster, cluster.binaries.pgCtl, ['stop', ...waiting, '-m', 'fast', '-D', data]);
}

export interface Postmaster {
  pid: number;
  port: number;
  sharedMemoryId: string | undefined;
}

/** The server that runs, or ran until it was killed, on this cluster. */
export async function readPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const lines = (await readFile(path.join(cluster.data, 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  );
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const sharedMemoryId = lines[6]?.trim().split(/\s+/)[1];
  return pid > 0 && port > 0 ? { pid, port, sharedMemoryId } : null;
}

/**
 * PostgreSQL takes a killed server that nobody has collected for a running one, and would never start again.
 * Its note may go once none of its processes holds the shared memory any more.
 */
async function forgetZombie(cluster: Cluster): Promise<void> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster || !isZombie(postmaster.pid)) return;
  const segments = (await readFile('/proc/sysvipc/shm', 'utf8'))
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const attached = segments.find((fields) => fields[1] === postmaster.sharedMemoryId)?.[6] ?? '0';
  if (attached === '0') await rm(path.join(cluster.data, 'postmaster.pid'));
}

/**
 * The folder as the user that runs PostgreSQL can reach it. Root's data folder often lies in a folder that
 * only root may enter (its home), so the child inherits the open folder as descriptor 3 and goes in by that.
 */
function reachableHome(cluster: Cluster): string {
  return usesDescriptor(cluster) ? '/proc/self/fd/3' : cluster.home;
}

function usesDescriptor(cluster: Cluster): boolean {
  return cluster.runAs !== null && process.platform === 'linux';
}

async function run(cluster: Cluster, program: string, args: string[]): Promise<void> {
  const written = await stat(cluster.log).catch(() => null);
  if (written && written.size > LOG_LIMIT_BYTES) await rename(cluster.log, `${cluster.log}.old`);
  const log = await open(cluster.log, 'a', 0o600);
  const home = usesDescriptor(cluster) ? await open(cluster.home, 'r') : null;
  try {
    const start = (await log.stat()).size;
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(program, args, {
        ...cluster.runAs,
        cwd: cluster.runAs ? '/' : cluster.home,
        detached: true,
        windowsHide: true,
        stdio: ['ignore', log.fd, log.fd, ...(home ? [home.fd] : [])],
      });
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (code !== 0) throw new StartRefusal(await explain(cluster, program, start));
  } finally {
    await log.close();
    await home?.close();
  }
}

async function explain(cluster: Cluster, program: string, start: number): Promise<string> {
  const written = (await readFile(cluster.log)).subarray(start).toString('utf8').trim().split('\n');
  const reason = written.findLast((line) => /FATAL|error:|PANIC/.test(line)) ?? written.at(-1) ?? '';
  return `PostgreSQL (${path.basename(program)}) could not do its work: ${reason.trim()} (see ${cluster.log}).`;
}

async function choosePort(cluster: Cluster): Promise<number> {
  const previous = Number(await readFile(cluster.portFile, 'utf8').catch(() => '0'));
  // Servers that are running know the database by its old port.
  return (await bindOnce(previous)) ?? (await bindOnce(0)) ?? 0;
}

function bindOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
