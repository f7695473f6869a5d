export interface End {
  /** What is begun last ends first. */
  add(step: () => Promise<unknown>): void;
  /** Work that must have come to its end, good or bad, before anything is taken away from under it. */
  during(work: Promise<unknown>): void;
  now(code: number): void;
  /** Whether the process has been asked to end. */
  readonly asked: boolean;
}

const LIMIT_MS = 15_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the process in order when it is asked to: what is being answered is finished, connections are closed,
 * the database is stopped. Asked twice, or when that takes too long, it ends at once; nothing is lost by that.
 */
export function onEnd(say: (line: string) => void): End {
  const steps: (() => Promise<unknown>)[] = [];
  let work: Promise<unknown> = Promise.resolve();
  let asked = false;

  const end = async (code: number) => {
    asked = true;
    setTimeout(() => process.exit(1), LIMIT_MS).unref();
    await work.catch(() => undefined);
    for (const step of steps.reverse()) await step().catch((error: Error) => say(error.message));
    process.exit(code);
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      say('\nStopping');
      end(0);
    });
  }
  process.on('uncaughtException', (error) => {
    process.stderr.write(
      `Koersvast stops after an error that it does not know: ${error.stack ?? error.message}\n`,
    );
    if (asked) process.exit(1);
    end(1);
  });
  return {
    add: (step) => steps.push(step),
    during: (begun) => {
      work = begun;
    },
    now: (code) => {
      if (!asked) end(code);
    },
    get asked() {
      return asked;
    },
  };
}
