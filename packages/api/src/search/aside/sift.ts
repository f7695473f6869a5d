import type { Spans } from '@koersvast/search';

/** Whether a hit was put aside; null where none was. */
export function asideIn(aside: readonly number[]): ((start: number, end: number) => boolean) | null {
  if (aside.length === 0) return null;
  const ends = new Map<number, Set<number>>();
  for (let at = 0; at < aside.length; at += 2) {
    const start = aside[at] ?? 0;
    ends.set(start, (ends.get(start) ?? new Set()).add(aside[at + 1] ?? 0));
  }
  return (start, end) => ends.get(start)?.has(end) ?? false;
}

/** The hits that count, and how many were put aside. */
export function sift(
  hits: Spans,
  isAside: (start: number, end: number) => boolean,
  mode: 'without' | 'with' | 'only',
): { readonly kept: Spans; readonly count: number } {
  const apart: number[] = [];
  const others: number[] = [];
  for (let at = 0; at < hits.length; at += 2) {
    const [start, end] = [hits[at] ?? 0, hits[at + 1] ?? 0];
    (isAside(start, end) ? apart : others).push(start, end);
  }
  const kept = mode === 'with' ? hits : Int32Array.from(mode === 'only' ? apart : others);
  return { kept, count: apart.length / 2 };
}
