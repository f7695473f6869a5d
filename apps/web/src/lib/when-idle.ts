/** Milliseconds after which a browser that is never idle does it all the same. */
const atLast = 2_000;

/** Does it when the browser has nothing better to do, and at last after so many milliseconds; what is given back calls it off. */
export function whenIdle(work: () => void, latest = atLast): () => void {
  if (typeof requestIdleCallback === 'function') {
    const asked = requestIdleCallback(work, { timeout: latest });
    return () => cancelIdleCallback(asked);
  }
  const asked = setTimeout(work, Math.min(latest, 200));
  return () => clearTimeout(asked);
}
