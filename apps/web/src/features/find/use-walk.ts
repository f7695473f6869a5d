import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useCommandKeys } from '../../data/keyboard.ts';

interface WalkGiven {
  readonly count: number;
  readonly list: RefObject<HTMLElement | null>;
  /** Brings the row of this place into the page. */
  readonly show: (at: number) => void;
  /** More rows are wanted than there are. */
  readonly more: () => void;
}

export interface Walk {
  /** Where the keys are. */
  readonly at: number;
  go(to: number): void;
  /** The row where the keys are is about to go: they are at the one that comes in its place. */
  stay(): void;
  /** A row got the focus otherwise. */
  note(at: number): void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** What is pressed in a row, where there is more than one thing. */
const linkIn = (list: HTMLElement | null, at: number) =>
  list?.querySelector<HTMLElement>(`[data-index="${at}"] a`) ?? null;

/** A page of rows, for the keys that turn it. */
const pageOf = (list: HTMLElement | null) => {
  const row = list?.querySelector('[data-index]')?.getBoundingClientRect().height ?? 40;
  return Math.max(1, Math.floor(window.innerHeight / Math.max(1, row)) - 4);
};

/** Keys go from row to row of a long list, which is one stop of Tab. */
export function useWalk({ count, list, show, more }: WalkGiven): Walk {
  const [at, setAt] = useState(0);
  // A row may come into the page only after this was drawn anew.
  const wanted = useRef<{ readonly at: number; readonly from: Element | null } | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const { activeElement } = document;
    const link = linkIn(list.current, wanted.current.at);
    // Whoever went elsewhere meanwhile stays there.
    const isElsewhere =
      activeElement !== wanted.current.from &&
      activeElement !== document.body &&
      list.current?.contains(activeElement) !== true;
    if (link === null && !isElsewhere) return;
    wanted.current = null;
    if (!isElsewhere) link?.focus({ preventScroll: true });
  });
  const go = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    if (to >= count - 1) more();
    wanted.current = { at: next, from: document.activeElement };
    setAt(next);
    show(next);
    const link = linkIn(list.current, next);
    if (link === null) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  };
  const isHere = () => list.current?.contains(document.activeElement) === true;
  const step = (by: 1 | -1, { key }: { readonly key: string }) => {
    // Arrows scroll the page until somebody is in the list.
    if (count === 0 || (!isHere() && key.startsWith('Arrow'))) return false;
    go(isHere() ? at + by : at);
    return true;
  };
  useCommandKeys('find', {
    'hit.next': (event) => step(1, event),
    'hit.previous': (event) => step(-1, event),
    // The link does it itself.
    'hit.open': () => false,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.shiftKey || event.metaKey) return;
    const page = pageOf(list.current);
    const places: Readonly<Record<string, number>> = {
      Home: 0,
      End: count - 1,
      PageDown: at + page,
      PageUp: at - page,
    };
    const to = places[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const stay = () => {
    wanted.current = { at: Math.max(0, Math.min(at, count - 2)), from: document.activeElement };
  };
  return { at: Math.min(at, Math.max(0, count - 1)), go, stay, note: setAt, onKeyDown };
}
