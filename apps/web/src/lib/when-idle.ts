/** Does it when the browser has nothing better to do; what is given back calls it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const asked = requestIdleCallback(work);
    return () => cancelIdleCallback(asked);
  }
  const asked = setTimeout(work, 200);
  return () => clearTimeout(asked);
}
