/**
 * Says to the reader how high the bar at its foot is, which has two lines where its words are long or large: what
 * floats over the letter stays above it, and a line that is scrolled to as well.
 */
export function measureFoot(foot: HTMLElement | null): (() => void) | undefined {
  const reader = foot?.parentElement;
  if (!foot || !reader) return undefined;
  const observer = new ResizeObserver(() =>
    reader.style.setProperty('--reader-foot', `${Math.ceil(foot.getBoundingClientRect().height)}px`),
  );
  observer.observe(foot);
  return () => observer.disconnect();
}
