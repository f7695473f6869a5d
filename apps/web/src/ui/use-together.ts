import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Store } from '../lib/store.ts';

/** What all components have that come later, whatever they are given. */
interface Fetched {
  readonly arrived: Pick<Store<unknown>, 'get' | 'subscribe'>;
  readonly fetch: () => void;
}

/** Has several fetched, and says when all are there: what stands below them is shown with them, and moves for none. */
export function useTogether(...parts: readonly Fetched[]): boolean {
  const all = useRef(parts);
  useEffect(() => {
    for (const { fetch } of all.current) fetch();
  }, []);
  const subscribe = useCallback((tell: () => void) => {
    const ends = all.current.map(({ arrived }) => arrived.subscribe(tell));
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return useSyncExternalStore(subscribe, () => all.current.every(({ arrived }) => arrived.get() !== null));
}
