import { flushSync } from 'react-dom';
import { createStore, useStore } from './store.ts';

const printing = createStore(false);

function set(value: boolean): void {
  if (printing.get() === value) return;
  // The browser prints what is there when these events have been heard.
  flushSync(() => printing.set(value));
}

/** Listens to when the browser prints, or shows what it would print. */
export function listenToPrinting(): void {
  window.addEventListener('beforeprint', () => set(true));
  window.addEventListener('afterprint', () => set(false));
  window.matchMedia('print').addEventListener('change', ({ matches }) => set(matches));
}

/** Whether the page is being printed: then there is on it what a screen does without. */
export function usePrinting(): boolean {
  return useStore(printing);
}
