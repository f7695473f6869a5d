import type { Tag } from '@koersvast/contracts';
import { createStore, useStore } from '../../../lib/store.ts';

/** The tag used last in this tab, for each project: it comes first in the menu. */
const lastUsed = createStore<ReadonlyMap<string, string>>(new Map());

export function noteLastTag(projectId: string, tagId: string): void {
  if (lastUsed.get().get(projectId) !== tagId) lastUsed.set(new Map([...lastUsed.get(), [projectId, tagId]]));
}

export function useLastTag(projectId: string): string | null {
  return useStore(lastUsed).get(projectId) ?? null;
}

/** The tags with the one that Enter takes first. */
export function inMenuOrder(tags: readonly Tag[], first: string | null): Tag[] {
  return [...tags.filter((tag) => tag.id === first), ...tags.filter((tag) => tag.id !== first)];
}

const seen = 'koersvast-first-annotation';

/** Whether this browser has yet to see a first annotation made. */
export function isFirstVisit(): boolean {
  try {
    return localStorage.getItem(seen) === null;
  } catch {
    return false;
  }
}

export function endFirstVisit(): void {
  try {
    localStorage.setItem(seen, 'yes');
  } catch {
    // Then it is said again at the next visit.
  }
}
