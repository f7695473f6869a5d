import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Done, Work } from '@koersvast/api';
import type { TaskName } from '@koersvast/api/tasks';
import { DomainError, type DomainErrorCode } from '@koersvast/core/error';
import { giveWay } from './give-way.ts';
import type { Answer, Question } from './message.ts';
import { processorTimeOf } from './processor-time.ts';
import { nextOf } from './turns.ts';

/** What one task, and one person, may take. */
export interface WorkLimits {
  /** Threads at most. One core is left for those who are answered meanwhile. */
  readonly threads: number;
  /** Megabytes that a thread may fill. */
  readonly memory: number;
  /** Milliseconds of a processor that a task may take. Where these cannot be counted, milliseconds. */
  readonly time: number;
  /** Milliseconds after which it ends, however little of a processor it got. */
  readonly patience: number;
  /** Tasks of one person that wait at once. */
  readonly waiting: number;
  /** A thread that has had nothing to do for so many milliseconds ends. */
  readonly idle: number;
}

const usual: WorkLimits = {
  threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
  memory: 512,
  time: 20_000,
  patience: 600_000,
  waiting: 12,
  idle: 60_000,
};

export interface Workers extends Work {
  /** Threads that there are. */
  readonly threads: number;
  close(): Promise<void>;
}

/** Why a task came to nothing. */
type Why = 'too_long' | 'too_large' | 'failed' | 'closed';

const whyReading: Readonly<Record<Why, DomainErrorCode>> = {
  too_long: 'reading_too_long',
  too_large: 'reading_too_large',
  failed: 'reading_failed',
  closed: 'busy',
};
/** Who asked for a figure has no file to make smaller. */
const whyReckoning: Readonly<Record<Why, DomainErrorCode>> = {
  too_long: 'reckoning_too_long',
  too_large: 'reckoning_too_large',
  failed: 'unexpected',
  closed: 'busy',
};
const codeOf = (name: TaskName, why: Why): DomainErrorCode =>
  (/^(agreement|round|search)\./.test(name) ? whyReckoning : whyReading)[why];

interface Task extends Question {
  readonly personId: string;
  readonly settle: (answer: Answer | { readonly kind: 'stopped'; readonly why: Why }) => void;
}

export interface PoolOptions {
  /** Told of what broke a thread. Never of what was in it. */
  readonly onBroken?: (fields: { readonly task: string; readonly reason: string }) => void;
  readonly limits?: Partial<WorkLimits>;
  /** The program of a thread. */
  readonly program?: URL;
}

const noNetwork = new URL('./no-network.ts', import.meta.url).href;

/** What a thread needs of the pool that it is in. */
interface Pool {
  readonly all: Set<Thread>;
  readonly idle: Thread[];
  readonly limits: WorkLimits;
  readonly program: URL;
  readonly onBroken: NonNullable<PoolOptions['onBroken']>;
  isClosed(): boolean;
  end(task: Task, answer: Parameters<Task['settle']>[0]): void;
}

const compiled = process.env.NODE_COMPILE_CACHE;

class Thread {
  readonly #pool: Pool;
  readonly #worker: ChildProcess;
  #task: Task | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
    pool.all.add(this);
    // A process and not a thread of this one: what fills its memory may end all of a process at once.
    this.#worker = fork(pool.program, {
      execArgv: [`--max-old-space-size=${pool.limits.memory}`, `--import=${noNetwork}`],
      // It needs nothing of what this process was told, but where what was compiled before lies, if anywhere.
      env: compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // Linux shares the processors out among sessions first: in that of the server it would be given way to by nobody
      // but the server, and not by its database, which has one of its own.
      detached: process.platform === 'linux',
    });
    giveWay(this.#worker.pid);
    this.#worker.on('message', (answer: Answer) => this.#finish(answer));
    this.#worker.on('error', (error) => this.#lose('failed', error.message));
    this.#worker.on('exit', (code, signal) => {
      // V8 aborts a process that is out of memory; a machine that is kills it.
      const full = signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGKILL' || code === 134;
      this.#lose(full ? 'too_large' : 'failed', `it ended with ${signal ?? code}`);
    });
  }

  do(task: Task): void {
    clearTimeout(this.#timer);
    this.#task = task;
    this.#endInTime(this.#spent(), performance.now());
    this.#worker.send({ name: task.name, input: task.input } satisfies Question);
  }

  #spent(): number | null {
    return this.#worker.pid === undefined ? null : processorTimeOf(this.#worker.pid);
  }

  /** Others may keep the processors busy, and it gives way to them: that is not its fault. */
  #endInTime(spentBefore: number | null, from: number): void {
    const { time, patience } = this.#pool.limits;
    const spent = this.#spent();
    const worked = spent === null || spentBefore === null ? performance.now() - from : spent - spentBefore;
    const left = Math.min(time - worked, patience - (performance.now() - from));
    if (left <= 0) this.#lose('too_long', 'it took too long');
    else this.#timer = setTimeout(() => this.#endInTime(spentBefore, from), Math.ceil(left));
  }

  #finish(answer: Answer): void {
    const task = this.#task;
    if (!task) return;
    clearTimeout(this.#timer);
    this.#task = undefined;
    this.#pool.idle.push(this);
    this.#timer = setTimeout(() => void this.stop(), this.#pool.limits.idle);
    this.#timer.unref();
    if (answer.kind === 'broken') this.#pool.onBroken({ task: task.name, reason: answer.reason });
    this.#pool.end(task, answer);
  }

  #lose(why: Why, reason: string): void {
    const task = this.#task;
    this.#task = undefined;
    void this.stop();
    if (!task) return;
    this.#pool.onBroken({ task: task.name, reason });
    this.#pool.end(task, { kind: 'stopped', why: this.#pool.isClosed() ? 'closed' : why });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#pool.all.delete(this);
    const place = this.#pool.idle.indexOf(this);
    if (place >= 0) this.#pool.idle.splice(place, 1);
    if (this.#worker.exitCode !== null || this.#worker.signalCode !== null) return;
    const gone = once(this.#worker, 'exit');
    this.#worker.kill('SIGKILL');
    await gone;
  }
}

/**
 * Processes for work that grows with what somebody sent. Each does one task at a time; a task that takes too long or too
 * much takes its process with it, and costs nobody else anything.
 */
export function openWorkers({
  onBroken = () => {},
  limits: given = {},
  program = new URL('./worker.ts', import.meta.url),
}: PoolOptions = {}): Workers {
  const limits = { ...usual, ...given };
  // Where there are several, one is left for somebody else.
  const mostOfOne = Math.max(1, limits.threads - 1);
  const waiting: Task[] = [];
  const inHand = new Map<string, number>();
  const idle: Thread[] = [];
  const all = new Set<Thread>();
  /** Of everybody since the pool last had nothing to do. */
  const lastTurns = new Map<string, number>();
  let turns = 0;
  let closed = false;

  const pool: Pool = { all, idle, limits, program, onBroken, isClosed: () => closed, end };

  const countOf = (personId: string) => inHand.get(personId) ?? 0;
  const waitingOf = (personId: string) => waiting.filter((task) => task.personId === personId).length;
  const standingOf = (personId: string) => ({
    inHand: countOf(personId),
    lastTurn: lastTurns.get(personId) ?? 0,
  });

  function begin(): void {
    for (;;) {
      if (closed || (idle.length === 0 && all.size >= limits.threads)) return;
      const task = nextOf(waiting, standingOf, mostOfOne);
      if (task === null) return;
      waiting.splice(waiting.indexOf(task), 1);
      inHand.set(task.personId, countOf(task.personId) + 1);
      turns += 1;
      lastTurns.set(task.personId, turns);
      (idle.pop() ?? new Thread(pool)).do(task);
    }
  }

  function end(task: Task, answer: Parameters<Task['settle']>[0]): void {
    const left = countOf(task.personId) - 1;
    if (left > 0) inHand.set(task.personId, left);
    else inHand.delete(task.personId);
    if (waiting.length + inHand.size === 0) lastTurns.clear();
    task.settle(answer);
    begin();
  }

  return {
    get threads() {
      return all.size;
    },
    async run<Name extends TaskName>(personId: string, name: Name, ...input: readonly unknown[]) {
      if (closed || waitingOf(personId) >= limits.waiting) {
        throw new DomainError('busy');
      }
      const { promise, resolve } = Promise.withResolvers<Parameters<Task['settle']>[0]>();
      waiting.push({ personId, name, input, settle: resolve });
      begin();
      const answer = await promise;
      if (answer.kind === 'done') return answer.value as Done<Name>;
      if (answer.kind === 'refused') throw new DomainError(answer.refusal.code, answer.refusal.details);
      throw new DomainError(codeOf(name, answer.kind === 'stopped' ? answer.why : 'failed'));
    },
    async close() {
      closed = true;
      for (const task of waiting.splice(0)) task.settle({ kind: 'stopped', why: 'closed' });
      await Promise.all([...all].map((thread) => thread.stop()));
    },
  };
}
