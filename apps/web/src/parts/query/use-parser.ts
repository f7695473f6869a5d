import { useEffect } from 'react';
import { createStore, useStore } from '../../lib/store.ts';

type Parser = typeof import('./chips.ts');

/** Milliseconds until what could not be fetched, as without a network, is asked for again. */
const again = 2_000;
const parser = createStore<Parser | null>(null);
let coming = false;

async function fetchParser(): Promise<void> {
  if (coming) return;
  coming = true;
  try {
    parser.set(await import('./chips.ts'));
  } catch {
    coming = false;
    setTimeout(() => void fetchParser(), again);
  }
}

/** What reads queries as one types; null until it has come, which no screen waits for. */
export function useParser(): Parser | null {
  useEffect(() => void fetchParser(), []);
  return useStore(parser);
}
