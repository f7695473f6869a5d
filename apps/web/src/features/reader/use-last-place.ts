import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useStore } from '../../lib/store.ts';
import { keepPlace, readPlace } from './last-place.ts';
import type { ReaderSession } from './reader-session.ts';
import { readerRoute } from './use-address.ts';

/** How long a page stands still before its place is kept, in milliseconds. */
const rest = 300;

interface LastPlaceInput {
  readonly session: ReaderSession;
  readonly personId: string;
  readonly documentId: string;
  readonly blocks: readonly { readonly index: number; readonly start: number; readonly end: number }[];
}

/** A document opens where this person stopped in it, unless the address names a place. */
export function useLastPlace({ session, personId, documentId, blocks }: LastPlaceInput): void {
  const { annotation, at } = useSearch({ from: readerRoute });
  const router = useRouter();
  const named = useRef(false);
  named.current = annotation !== undefined || at !== undefined;
  const view = useStore(session.view);
  useEffect(() => {
    if (view === null) return;
    const place = readPlace(personId, documentId);
    const block = blocks.find(({ index }) => index === place);
    const goThere = () => {
      if (block !== undefined && !named.current) view.scrollTo(block, { align: 'start' });
    };
    goThere();
    // Whoever comes from another screen is put at the top of this one, which may happen only now.
    const stop = router.subscribe('onRendered', ({ pathChanged }) => {
      stop();
      if (pathChanged) goThere();
    });

    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      clearTimeout(timer);
      timer = undefined;
      const first = view.visibleBlocks()?.first;
      if (first !== undefined) keepPlace(personId, documentId, window.scrollY === 0 ? null : first);
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, rest);
    };
    // Whoever closes the page while it still moves stopped where it then is.
    const now = () => timer !== undefined && keep();
    window.addEventListener('scroll', later, { passive: true });
    window.addEventListener('pagehide', now);
    return () => {
      stop();
      window.removeEventListener('scroll', later);
      window.removeEventListener('pagehide', now);
      clearTimeout(timer);
    };
  }, [view, router, personId, documentId, blocks]);
}
