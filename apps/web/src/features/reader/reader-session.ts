import type { TextView, ViewSelection } from '@koersvast/highlighter';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { createStore, type Store } from '../../lib/store.ts';
import type { CardFocus } from '../../parts/annotation/annotation-editor.tsx';

/** The annotation that is worked on. */
export interface Active {
  readonly key: string;
  /** Everything under the place that was clicked, the shortest first; the active one is among them. */
  readonly among: readonly string[];
  /** Where its card is open, if it is. */
  readonly card: 'text' | 'panel' | null;
  /** What in the card takes the focus, if anything. */
  readonly focus: CardFocus;
}

/**
 * What goes on in one opened document beside what is saved. Each part is a store of its own, so that a pointer
 * moving over the letter draws nothing anew but the two or three cards that it concerns.
 */
export interface ReaderSession {
  readonly view: Store<TextView | null>;
  readonly selection: Store<ViewSelection | null>;
  readonly active: Store<Active | null>;
  /** Keys of what the pointer is over, on either side. */
  readonly hover: Store<ReadonlySet<string>>;
  /** The tag that every further selection gets. */
  readonly sticky: Store<string | null>;
  /** The tag whose definition is shown. */
  readonly defined: Store<string | null>;
  /** The last way from a note's mark to the note, or back: offsets in the text. */
  readonly noted: Store<{ readonly from: number; readonly to: number } | null>;
  /** Goes up when the text was laid out anew. */
  readonly layout: Store<number>;
  /** What a screen reader says next, and how often something was said. */
  readonly spoken: Store<{ readonly text: string; readonly count: number }>;
}

export function createReaderSession(): ReaderSession {
  return {
    view: createStore<TextView | null>(null),
    selection: createStore<ViewSelection | null>(null),
    active: createStore<Active | null>(null),
    hover: createStore<ReadonlySet<string>>(new Set()),
    sticky: createStore<string | null>(null),
    defined: createStore<string | null>(null),
    noted: createStore<{ readonly from: number; readonly to: number } | null>(null),
    layout: createStore(0),
    spoken: createStore({ text: '', count: 0 }),
  };
}

const SessionContext = createContext<ReaderSession | null>(null);
export const ReaderSessionProvider = SessionContext.Provider;

export function useReaderSession(): ReaderSession {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('There is no reader around this');
  return session;
}

/** Part of a store; draws anew only when that part changes. */
export function usePart<Value, Part>(store: Store<Value>, partOf: (value: Value) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => partOf(store.get()));
}

/** Has a screen reader say this, once it has finished what it says. */
export function announce(session: ReaderSession, text: string): void {
  session.spoken.set({ text, count: session.spoken.get().count + 1 });
}

export function activate(session: ReaderSession, key: string, more: Partial<Omit<Active, 'key'>> = {}): void {
  session.active.set({ key, among: [key], card: null, focus: null, ...more });
}
