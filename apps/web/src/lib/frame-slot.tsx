import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { createStore, useStore } from './store.ts';

/** The place at the right of the top bar that the present screen may fill. */
export const frameSlot = createStore<HTMLElement | null>(null);

/** Shows something of a screen in the top bar: who is here, for one. */
export function InFrame({ children }: { readonly children: ReactNode }) {
  const place = useStore(frameSlot);
  return place === null ? null : createPortal(children, place);
}
