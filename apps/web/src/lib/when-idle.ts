/** Milliseconds after which a browser that is never idle does it all the same. */
const atLast = 2_000;

/** Does it when the browser has nothing better to do; what is given back calls it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const asked = requestIdleCallback(work, { timeout: atLast });
    return () => cancelIdleCallback(asked);
  }
  const asked = setTimeout(work, 200);
  return () => clearTimeout(asked);
}
