import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { choosePort } from '../address.ts';

const ours = path.join(import.meta.dirname, '../main.ts');

/** A real server: the whole process, as `npm start` runs it once everything is installed and built. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** All that it has said. */
  printed(): string;
  /** Resolves when it can be asked; rejects when it ends before. */
  running(): Promise<void>;
  /** Its exit code, null when it was killed. */
  readonly ended: Promise<number | null>;
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Listens no more to what it says, as a terminal that is closed. */
  hangUp(): void;
}

export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
  /** For Node itself, before the program. */
  readonly options?: readonly string[];
  /** Another program than this one: of another version. */
  readonly program?: string;
}

/** What every program is given: the way to others, and what the run of the tests has compiled already. */
export const bare: Readonly<Record<string, string | undefined>> = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
};

/** Starts one with nothing in its environment but this. */
export function launch(
  environment: Record<string, string>,
  { options = [], program = ours, ...as }: RunAs = {},
): ServerProcess {
  const child = spawn(process.execPath, [...options, program], {
    cwd: '/',
    env: { ...bare, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let printed = '';
  const started = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part) => {
      printed += part;
      if (/Ctrl\+C stops it|"msg":"Koersvast is running"/.test(printed)) started.resolve();
    });
  }
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  ended.then(() => started.reject(new Error(`the server ended: ${printed}`)));
  started.promise.catch(() => undefined);
  return {
    url: `http://127.0.0.1:${environment.PORT}`,
    // A process that could not be started has none: nothing has it as its parent.
    pid: child.pid ?? -1,
    printed: () => printed,
    running: () => started.promise,
    ended,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    hangUp: () => {
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    },
  };
}

/** A port that nobody listens on, below those that the system gives to whoever connects. */
export function freePort(from = randomInt(20_000, 30_000)): Promise<number> {
  return choosePort({ port: { number: from, byHand: false }, host: '127.0.0.1' });
}

/** Where the embedded PostgreSQL of a data folder notes that it runs. */
export function postmasterNote(dataDir: string): string {
  return path.join(dataDir, 'postgres/cluster/postmaster.pid');
}

/** Kills the embedded PostgreSQL of a data folder as a crash would. */
export async function killDatabase(dataDir: string): Promise<void> {
  process.kill(Number((await readFile(postmasterNote(dataDir), 'utf8')).split('\n')[0]), 'SIGKILL');
}
