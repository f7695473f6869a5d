import type { AgreementProgress } from '@koersvast/contracts';
import { LRUCache } from 'lru-cache';

/** So many are told of at once; of one that is forgotten nobody is told how far it is, and it goes on. */
const WATCHED = 1_000;
const watched = new LRUCache<string, NonNullable<AgreementProgress>>({ max: WATCHED });
/** What is to end with what it has. */
const stopped = new LRUCache<string, true>({ max: WATCHED });

const keyOf = (personId: string, watch: string) => `${personId} ${watch}`;

/** Tells under a name of the asker's how far something is. Other servers know nothing of it, and say so. */
export function watchable(personId: string, watch: string | undefined) {
  return {
    told: (done: number, of: number): void => {
      if (watch !== undefined) watched.set(keyOf(personId, watch), { done, of });
    },
    ended: (): void => {
      if (watch === undefined) return;
      watched.delete(keyOf(personId, watch));
      stopped.delete(keyOf(personId, watch));
    },
    isStopped: (): boolean => watch !== undefined && stopped.has(keyOf(personId, watch)),
  };
}

export function progressOf(personId: string, watch: string): AgreementProgress {
  return watched.get(keyOf(personId, watch)) ?? null;
}

/** Asks something to end with what it has; false where nothing goes on here under this name. */
export function stopWatched(personId: string, watch: string): boolean {
  const isHere = watched.has(keyOf(personId, watch));
  if (isHere) stopped.set(keyOf(personId, watch), true);
  return isHere;
}
