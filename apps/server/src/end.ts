import { setTimeout as wait } from 'node:timers/promises';
import { stackInLog } from './log.ts';

/** What the end of the process is to those who must know of it before. */
export interface Ending {
  /** Aborted as soon as the process is asked to end. */
  readonly signal: AbortSignal;
  /** Names work that is not cut off as long as it is in hand, for a minute at most. */
  goesOn(inHand: () => boolean): void;
}

export interface End extends Ending {
  /** What is begun last ends first; `atOnce` is what is left of it to do where the process ends without that. */
  add(step: () => Promise<unknown>, atOnce?: () => Promise<unknown>): void;
  /** Work that must have come to its end, good or bad, before anything is taken away from under it. */
  during(work: Promise<unknown>): void;
  now(code: number): void;
  /** How long all goes on as ever after the process was asked to end, so that a proxy sends people elsewhere first. */
  drainFor(milliseconds: number): void;
  /** Whether the process has been asked to end. */
  readonly asked: boolean;
}

/** So long the end may take, and so long with work that goes on. */
const LIMIT_MS = 15_000;
const LONGEST_MS = 75_000;
const LOOK_MS = 100;
/** A signal to the whole of a group comes once by itself and once more from whoever hands on its own, as npm does. */
const SAME_TELLING_MS = 1_000;
/** So long may take what is still done when it ends at once. */
const AT_ONCE_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the process in order when it is asked to: what is being answered is finished, connections are closed,
 * the database is stopped. Asked again later, or when that takes too long, it ends at once; nothing is lost by that.
 * `complain` says of an error that nobody caught where it came from, without what it quotes.
 */
export function onEnd(say: (line: string) => void, complain: (line: string) => void): End {
  const steps: (() => Promise<unknown>)[] = [];
  const hurried: (() => Promise<unknown>)[] = [];
  const going: (() => boolean)[] = [];
  const asking = new AbortController();
  let work: Promise<unknown> = Promise.resolve();
  let drainMs = 0;
  let askedAt = 0;
  let leaving = false;

  const leave = async () => {
    if (leaving) return;
    leaving = true;
    await Promise.race([Promise.allSettled(hurried.map((step) => step())), wait(AT_ONCE_MS)]);
    process.exit(1);
  };
  const limit = () => {
    const last = performance.now() + LONGEST_MS;
    let until = performance.now() + LIMIT_MS;
    setInterval(() => {
      const now = performance.now();
      if (going.some((inHand) => inHand())) until = Math.min(now + LIMIT_MS, last);
      if (now > until) leave();
    }, LOOK_MS).unref();
  };
  const end = async (code: number) => {
    asking.abort();
    await wait(drainMs);
    limit();
    await work.catch(() => undefined);
    for (const step of steps.reverse()) await step().catch((error: Error) => say(error.message));
    process.exit(code);
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (asking.signal.aborted) {
        if (performance.now() - askedAt > SAME_TELLING_MS) leave();
        return;
      }
      askedAt = performance.now();
      say('\nStopping');
      end(0);
    });
  }
  // Where nobody reads any more what is said, as when a terminal was closed, it is said to nobody: all the same it ends in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    if (leaving) return;
    // Anything can be thrown; of what is no error nothing can be told without telling all of it.
    const where = error instanceof Error ? stackInLog(error.stack ?? error.message) : typeof error;
    complain(`Koersvast stops after an error that it does not know: ${where}`);
    if (asking.signal.aborted) {
      leave();
      return;
    }
    drainMs = 0;
    end(1);
  });
  return {
    signal: asking.signal,
    goesOn: (inHand) => going.push(inHand),
    add: (step, atOnce) => {
      steps.push(step);
      if (atOnce) hurried.push(atOnce);
    },
    during: (begun) => {
      work = begun;
    },
    now: (code) => {
      if (asking.signal.aborted) return;
      drainMs = 0;
      end(code);
    },
    drainFor: (milliseconds) => {
      drainMs = milliseconds;
    },
    get asked() {
      return asking.signal.aborted;
    },
  };
}
