import { annotationKey } from '@koersvast/core/annotation';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ListedAnnotation, ReaderFilter } from './annotation-list.ts';
import type { ColourBy } from './letter.tsx';
import { activate, type ReaderSession } from './reader-session.ts';

/** The reader's place among the routes. */
export const readerRoute = '/inside/p/$projectId/documents/$documentId';

/** How long what is active rests before the address bar says so, in milliseconds. */
const rest = 250;

export interface Address {
  readonly filter: ReaderFilter;
  setFilter(filter: ReaderFilter): void;
  readonly colourBy: ColourBy;
  switchColours(): void;
}

/** Whether the list of what waits for a place is open; the address says so. */
export function useLostOpen(): boolean {
  return useSearch({ from: readerRoute }).lost === true;
}

/** To the next document one takes along how the spans are coloured, not what is shown of this one. */
export function keepColours({ colours }: { colours?: 'coder' }): { colours?: 'coder' } {
  return colours === undefined ? {} : { colours };
}

function placeOf(at: string | undefined): { start: number; end: number } | null {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(at ?? '');
  return found === null ? null : { start: Number(found[1]), end: Number(found[2]) };
}

/**
 * Keeps the address bar and the reader in step: the annotation, the filters and the colours of the address are
 * shown, and what becomes active stands in the address. Back leads to the filter before; it does not go through
 * every annotation that was clicked.
 */
export function useAddress(
  session: ReaderSession,
  /** Everything in the document; null until it has been read. */
  list: readonly ListedAnnotation[] | null,
  onMissing: () => void,
): Address {
  const { annotation, tag, coder, at, colours, card } = useSearch({ from: readerRoute });
  const navigate = useNavigate({ from: '/p/$projectId/documents/$documentId' });
  /** What the address says that has been dealt with. */
  const settled = useRef<string | undefined>(undefined);
  const missing = useRef(onMissing);
  missing.current = onMissing;

  useEffect(() => {
    const view = session.view.get();
    if (list === null || view === null || (annotation === settled.current && card !== true)) return;
    settled.current = annotation;
    // Once dealt with, the card is the reader's: what the address says of it does not open it, or miss it, again.
    if (card === true)
      void navigate({
        search: ({ card: _open, ...others }) => others,
        replace: true,
        resetScroll: false,
      });
    if (annotation === undefined) {
      session.active.set(null);
      return;
    }
    const found = list.find(
      ({ key, shown: { row } }) =>
        key === annotation || row.id === annotation || annotationKey(row) === annotation,
    );
    if (found === undefined) {
      missing.current();
      return;
    }
    activate(session, found.key, card === true ? { card: 'text' } : {});
    view.scrollTo(found.shown.row);
  }, [annotation, card, list, session, navigate]);

  useEffect(() => {
    const place = placeOf(at);
    const view = session.view.get();
    if (place === null || view === null) return;
    // A place between two letters is where a note belongs: the caret goes there, and nothing is selected.
    if (place.start === place.end) view.setCaret(place.start);
    else view.setSelection(place);
    view.scrollTo(place);
  }, [at, session]);

  // From a note's mark to the note, and back, is a step in the browser's history, each end with its place.
  useEffect(
    () =>
      session.noted.subscribe(() => {
        const step = session.noted.get();
        if (step === null) return;
        const goTo = (offset: number, replace: boolean) =>
          navigate({
            search: ({ annotation: _before, ...others }) => ({ ...others, at: `${offset}-${offset}` }),
            replace,
            resetScroll: false,
          });
        void goTo(step.from, true).then(() => goTo(step.to, false));
      }),
    [session, navigate],
  );

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      const key = session.active.get()?.key;
      // An annotation is known by its id; the same in another layer by both.
      if (key === settled.current) return;
      settled.current = key;
      void navigate({
        search: ({ annotation: _before, at: _place, ...others }) =>
          key === undefined ? others : { ...others, annotation: key },
        replace: true,
        resetScroll: false,
      });
    };
    const stop = session.active.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(write, rest);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [session, navigate]);

  const filter = useMemo(() => ({ tag, coder }), [tag, coder]);
  const setFilter = useCallback(
    (next: ReaderFilter) =>
      void navigate({
        search: ({ tag: _tag, coder: _coder, ...others }) => ({
          ...others,
          ...(next.tag === undefined ? {} : { tag: next.tag }),
          ...(next.coder === undefined ? {} : { coder: next.coder }),
        }),
        resetScroll: false,
      }),
    [navigate],
  );
  return {
    filter,
    setFilter,
    colourBy: colours ?? 'tag',
    switchColours: () =>
      void navigate({
        search: ({ colours: before, ...others }) =>
          before === undefined ? { ...others, colours: 'coder' as const } : others,
        replace: true,
        resetScroll: false,
      }),
  };
}
