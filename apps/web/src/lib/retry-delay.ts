/** Waits so long, or until the signal. */
export type Wait = (milliseconds: number, until: AbortSignal) => Promise<void>;

const first = 500;
const longest = 15_000;

/**
 * How long to wait after so many failures in a row (from 1), in milliseconds: doubling from half a second to
 * 15 s, each between half and all of it by `random` in [0, 1), so that browsers do not come back all at once.
 */
export function retryDelay(failures: number, random = Math.random()): number {
  const whole = Math.min(longest, first * 2 ** Math.min(failures - 1, 10));
  return whole * (0.5 + random / 2);
}

export const wait: Wait = (milliseconds, until) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      until.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    until.addEventListener('abort', end);
  });
