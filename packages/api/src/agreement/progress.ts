import type { AgreementProgress } from '@koersvast/contracts';
import { LRUCache } from 'lru-cache';

/** So many are told of at once; of one that is forgotten nobody is told how far it is, and it goes on. */
const WATCHED = 1_000;
const watched = new LRUCache<string, NonNullable<AgreementProgress>>({ max: WATCHED });

const keyOf = (personId: string, watch: string) => `${personId} ${watch}`;

/** Tells under a name of the asker's how far something is. Other servers know nothing of it, and say so. */
export function watchable(personId: string, watch: string | undefined) {
  return {
    told: (done: number, of: number): void => {
      if (watch !== undefined) watched.set(keyOf(personId, watch), { done, of });
    },
    ended: (): void => {
      if (watch !== undefined) watched.delete(keyOf(personId, watch));
    },
  };
}

export function progressOf(personId: string, watch: string): AgreementProgress {
  return watched.get(keyOf(personId, watch)) ?? null;
}
