/**
 * How long a stream rests between two readings, so that many writers do not make it read for each of them: longer where
 * reading takes long. In milliseconds.
 */
export const restAfter = (reading: number) => Math.min(100, Math.max(15, 3 * reading));

/** Streams that have heard of nothing look in the same moments, so that they share what they ask. In milliseconds. */
const BEAT_MS = 50;

/** How long it is until the last of those moments within so many milliseconds, in milliseconds. */
export function untilBeat(within: number, now = performance.now()): number {
  return Math.ceil(within - ((now + within) % BEAT_MS));
}

/** Resolves after `milliseconds`, or at once when `signal` aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted || milliseconds <= 0) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
