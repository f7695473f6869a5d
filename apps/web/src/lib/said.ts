import { createStore } from './store.ts';

/** One short sentence about what was just done, with what takes it back. */
export interface Said {
  readonly id: number;
  readonly text: string;
  /** The same anew, where its words may come after it. */
  readonly anew?: () => string;
  readonly action?: { readonly label: string; readonly act: () => void };
}

export const saidStore = createStore<Said | null>(null);

let count = 0;

/** Shows a sentence at the foot of the page, in place of the one before. */
export function say(text: string, action?: Said['action']): void {
  count += 1;
  saidStore.set(action === undefined ? { id: count, text } : { id: count, text, action });
}

/** The same for what went wrong: of most of that the words come after the first screen, and it is said with them then. */
export function sayFault(words: () => string): void {
  count += 1;
  saidStore.set({ id: count, text: words(), anew: words });
}
