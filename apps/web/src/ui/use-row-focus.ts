import { type RefObject, useEffect, useRef } from 'react';

interface RowFocus {
  /** Around the rows, also while there are none; it takes the focus then (`tabIndex={-1}`). */
  readonly place: RefObject<HTMLDivElement | null>;
  /** What was pressed has its row removed. */
  leaves(pressed: HTMLElement): void;
}

/**
 * Where the focus goes when the row goes in which it stood, so that whoever works by keyboard is not sent to the top of
 * the page: to the row that stands in its place, or the last one, or what says that there are none.
 */
export function useRowFocus(keys: readonly string[]): RowFocus {
  const place = useRef<HTMLDivElement>(null);
  const left = useRef<number | null>(null);
  const listed = keys.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked whenever other rows are shown.
  useEffect(() => {
    const nth = left.current;
    left.current = null;
    // It may be somewhere else by now.
    if (nth === null || document.activeElement !== document.body) return;
    const rows = place.current?.querySelectorAll('li') ?? [];
    const next = rows[Math.min(nth, rows.length - 1)]?.querySelector('button');
    (next ?? place.current)?.focus();
  }, [listed]);
  return {
    place,
    leaves: (pressed) => {
      const row = pressed.closest('li');
      left.current = row === null ? null : [...(row.parentElement?.children ?? [])].indexOf(row);
    },
  };
}
