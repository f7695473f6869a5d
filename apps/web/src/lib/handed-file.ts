import { createStore } from './store.ts';

/** A file that was dropped on one screen and is read in on another; there it is taken. */
export const handedFile = createStore<File | null>(null);
