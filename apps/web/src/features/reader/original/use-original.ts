import type { DocumentText, ListedDocument } from '@koersvast/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useCommandKeys } from '../../../data/keyboard.ts';
import type { ReaderSession } from '../reader-session.ts';
import type { Coding } from '../use-coding.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

interface OriginalInput {
  readonly session: ReaderSession;
  readonly coding: Coding;
  readonly row: ListedDocument;
  readonly text: DocumentText;
  /** Whether the pages have room beside the letter; otherwise they come over it, and only when asked for. */
  readonly wide: boolean;
}

export interface Original {
  readonly open: boolean;
  /** What is pointed out on its page, and the words of it. */
  readonly place: Place | null;
  readonly words: string | null;
  /** Opens the pages at what one is at; once they show that, closes them. */
  toggle(): void;
  close(): void;
  /** Somebody pointed at a line of a page. */
  pick(offset: number, line: Place): void;
}

const remembered = 'koersvast-page-beside';
/** Words said to those who do not see the picture. */
const longestWords = 200;
/** How long the words stay lit that one came to from a page, in milliseconds. */
const lit = 2_500;

function isRemembered(): boolean {
  try {
    return localStorage.getItem(remembered) === 'open';
  } catch {
    return false;
  }
}

function remember(open: boolean): void {
  try {
    if (open) localStorage.setItem(remembered, 'open');
    else localStorage.removeItem(remembered);
  } catch {
    // Then it is asked for anew in the next document.
  }
}

/** Has words lit for a while. */
function useLit(session: ReaderSession): (place: Place) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (place) => {
      clearTimeout(timer.current);
      const view = session.view.get();
      view?.setDraft(place);
      timer.current = setTimeout(() => {
        // What was selected since then has its own.
        if (session.selection.get() === null && session.view.get() === view) view?.setDraft(null);
      }, lit);
    },
    [session],
  );
}

/** The pages of the original beside the letter: whether they are there, and which place they show. */
export function useOriginal({ session, coding, row, text, wide }: OriginalInput): Original {
  const has = row.pages !== null;
  const [asked, setAsked] = useState(() => wide && isRemembered());
  const [place, setPlace] = useState<Place | null>(null);
  const light = useLit(session);
  const open = has && asked;
  const shown = useRef(coding.shown);
  shown.current = coding.shown;

  /** The annotation that is worked on, else what is selected; null where neither is. */
  const chosen = useCallback((): Place | null => {
    const active = session.active.get();
    const found = active === null ? undefined : shown.current.get(active.key)?.row;
    return found ?? session.selection.get()?.span ?? null;
  }, [session]);
  const goTo = useCallback(
    ({ start, end }: Place) =>
      setPlace((before) => (before?.start === start && before.end === end ? before : { start, end })),
    [],
  );

  useEffect(() => {
    if (!open) return;
    const follow = () => {
      const found = chosen();
      if (found !== null) goTo(found);
    };
    const caret = session.view.get()?.getCaret() ?? 0;
    goTo(chosen() ?? { start: caret, end: caret });
    const stops = [session.active.subscribe(follow), session.selection.subscribe(follow)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [open, session, chosen, goTo]);

  const show = (next: boolean) => {
    setAsked(next);
    if (wide) remember(next);
    if (!next) session.view.get()?.focus();
  };
  const toggle = () => {
    const caret = session.view.get()?.getCaret() ?? 0;
    const now = chosen() ?? { start: caret, end: caret };
    const same = place !== null && place.start <= now.start && now.end <= Math.max(place.end, place.start);
    if (!open) show(true);
    else if (same) show(false);
    else goTo(now);
  };
  useCommandKeys('letter', { 'letter.page': toggle }, has);

  const words = useMemo(() => {
    if (place === null) return null;
    const said = text.text.slice(place.start, Math.min(place.end, place.start + longestWords));
    return said === '' ? null : said;
  }, [place, text]);
  return {
    open,
    place,
    words,
    toggle,
    close: () => show(false),
    pick: (offset, line) => {
      const view = session.view.get();
      session.active.set(null);
      session.selection.set(null);
      view?.setCaret(offset);
      view?.scrollTo({ start: offset, end: offset });
      view?.focus();
      light(line);
      goTo(line);
      // Over the letter they hide what one came for.
      if (!wide) setAsked(false);
    },
  };
}
