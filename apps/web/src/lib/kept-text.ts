import { createStore } from './store.ts';

/**
 * What was being typed in a field that is there no more, though its person did not leave it: the thing that it was
 * about disappeared, or the whole screen did. It stays beside the page until its person has taken it along, or
 * thrown it away.
 */
export const keptText = createStore<readonly string[]>([]);

/** Nothing is kept of an empty text, and of two of which one is in the other only the longer. */
export function keepText(text: string): void {
  const words = text.trim();
  const kept = keptText.get();
  if (words === '' || kept.some((each) => each.includes(words))) return;
  keptText.set([...kept.filter((each) => !words.includes(each)), words]);
}

/** Its person has it, or does not want it. */
export function dropText(text: string): void {
  keptText.set(keptText.get().filter((each) => each !== text));
}
