import { createServer } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { type Database, outsideTransaction, replicaAnswers, StartRefusal } from '@koersvast/db';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** A request that was answered, by the pattern of its route, or a procedure, by its name: never by an address. */
export interface Answered {
  readonly name: string;
  /** The HTTP status. */
  readonly status: number;
  readonly milliseconds: number;
}

/** What the server tells of its work as it goes. */
export interface Meters {
  request(answered: Answered): void;
  procedure(answered: Answered): void;
}

interface Sources {
  readonly db: Database;
  readonly version: string;
  /** Streams of events that are open. */
  readonly streams: () => number;
  /** Whether `/readyz` says that the server can do its work. */
  readonly isReady: () => Promise<boolean>;
}

export interface Metrics extends Meters {
  /** Where they can be read: begins to be answered. @throws StartRefusal where that is taken, or not of this machine. */
  listen(at: { readonly host: string; readonly port: number }): Promise<{ readonly url: string }>;
  watch(sources: Sources): void;
  close(): Promise<void>;
}

/** Seconds: what a person does not notice, notices, waits for, and gives up on. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** The queues are looked at in the database, for all servers that share it: once in so many milliseconds. */
const QUEUES_MS = 5_000;
const classOf = (status: number) => `${Math.floor(status / 100)}xx`;

/**
 * What this process does, in the form that Prometheus reads. Labels are names of routes, procedures, states and kinds,
 * of which there are as many as the program has: never an id, a name or an address of anybody.
 */
export function openMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    ...{ name: 'koersvast_request_seconds', help: 'Requests by route and class of status', registers },
    ...{ labelNames: ['route', 'status'], buckets: BUCKETS },
  });
  const procedures = new Histogram({
    ...{ name: 'koersvast_procedure_seconds', help: 'Procedures by name and class of status', registers },
    ...{ labelNames: ['procedure', 'status'], buckets: BUCKETS },
  });
  const closing: (() => unknown)[] = [];
  const server = createServer(async (request, answer) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      answer.writeHead(404).end();
      return;
    }
    try {
      const text = await register.metrics();
      answer.writeHead(200, { 'content-type': register.contentType }).end(text);
    } catch {
      answer.writeHead(500).end();
    }
  });

  return {
    request: ({ name, status, milliseconds }) =>
      requests.observe({ route: name, status: classOf(status) }, milliseconds / 1_000),
    procedure: ({ name, status, milliseconds }) =>
      procedures.observe({ procedure: name, status: classOf(status) }, milliseconds / 1_000),
    watch: (sources) => closing.push(watchSources(registers, sources)),
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.once('error', ({ code, message }: NodeJS.ErrnoException) =>
          reject(
            new StartRefusal(
              `Figures cannot be given on ${host}, port ${port} (${code ?? message}): set METRICS_PORT to another one, or leave it out.`,
            ),
          ),
        );
        server.listen(port, host, () => {
          const { address, port: taken } = server.address() as AddressInfo;
          resolve({ url: `http://${isIPv6(address) ? `[${address}]` : address}:${taken}/metrics` });
        });
      }),
    close: async () => {
      for (const close of closing) close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Adds what is looked at when somebody asks. Returns what ends it. */
function watchSources(registers: Registry[], { db, version, streams, isReady }: Sources): () => void {
  const gauge = (name: string, help: string, collect: (gauge: Gauge) => void | Promise<void>) =>
    new Gauge({
      ...{ name: `koersvast_${name}`, help, registers },
      async collect() {
        await collect(this);
      },
    });
  const commits = new Counter({
    ...{ name: 'koersvast_commits_total', help: 'Changes of projects that were committed here', registers },
  });
  const { pool } = db;
  new Gauge({
    ...{ name: 'koersvast_info', help: 'Which version runs', registers, labelNames: ['version', 'node'] },
  }).set({ version, node: process.version }, 1);
  gauge('ready', 'Whether the server can do its work', async (it) => it.set((await isReady()) ? 1 : 0));
  gauge('streams_open', 'Streams of events that are open here', (it) => it.set(streams()));
  gauge('pool_connections', 'Connections to the database', (it) => it.set(pool.totalCount));
  gauge('pool_idle', 'Those of them that nobody uses', (it) => it.set(pool.idleCount));
  gauge('pool_waiting', 'Who waits for a connection', (it) => it.set(pool.waitingCount));
  watchQueues(registers, db);
  const unheard = [db.notices.hear(() => commits.inc()), watchReplica(registers, db)];
  return () => {
    for (const end of unheard) end();
  };
}

/** Where reads were answered that a replica may answer; nothing where there is none. */
function watchReplica(registers: Registry[], { replica }: Database): () => void {
  if (replica === null) return () => undefined;
  const reads = new Counter({
    ...{ name: 'koersvast_replica_reads_total', help: 'Reads for the replica, by where they were answered' },
    ...{ registers, labelNames: ['answer'] },
  });
  for (const answer of replicaAnswers) reads.inc({ answer }, 0);
  return replica.hear((answer) => reads.inc({ answer }));
}

const jobStates = ['queued', 'running', 'failed'] as const;
/** All but those that were sent. */
const mailStates = ['waiting', 'sending', 'handing', 'failed', 'unsure'] as const;

type Counts = readonly { readonly state: string; readonly count: number }[];

/** What is not known is left out, and no old number shown: that the database is away is told by `ready`. */
function watchQueues(registers: Registry[], db: Database): void {
  const queue = (name: string, help: string, states: readonly string[], look: () => Promise<Counts>) => {
    let looked = Number.NEGATIVE_INFINITY;
    new Gauge({
      ...{ name: `koersvast_${name}`, help, registers, labelNames: ['state'] },
      async collect() {
        if (performance.now() - looked < QUEUES_MS) return;
        looked = performance.now();
        const counts = await look().catch(() => null);
        this.reset();
        if (counts === null) return;
        for (const state of states)
          this.set({ state }, counts.find((each) => each.state === state)?.count ?? 0);
      },
    });
  };
  const tx = outsideTransaction(db);
  queue('jobs', 'Long work by state, of all servers together', jobStates, async () => {
    const where = { state: { in: [...jobStates] } };
    const groups = await tx.job.groupBy({ by: ['state'], where, _count: true });
    return groups.map(({ state, _count: count }) => ({ state, count }));
  });
  queue('mails', 'Mails by state, of all servers together', mailStates, async () => {
    const where = { state: { in: [...mailStates] } };
    const groups = await tx.mail.groupBy({ by: ['state'], where, _count: true });
    return groups.map(({ state, _count: count }) => ({ state, count }));
  });
}
