/**
 * How long a stream rests between two readings, so that many writers do not make it read for each of them: longer where
 * reading takes long. In milliseconds.
 */
export const restAfter = (reading: number) => Math.min(100, Math.max(15, 3 * reading));

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
