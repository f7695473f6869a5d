import { createStore } from '../../lib/store.ts';

/** Which verdict is being given on which annotation in the reader; its card asks for the reason. */
export const reviewIntent = createStore<{ readonly key: string; readonly act: 'reject' | 'change' } | null>(
  null,
);
