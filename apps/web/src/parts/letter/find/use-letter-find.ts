import type { DocumentText, ProjectDetail } from '@koersvast/contracts';
import { searchNames } from '@koersvast/core/search-names';
import type { TextView } from '@koersvast/highlighter';
import { createFoundMarks } from '@koersvast/highlighter/found';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../../data/session.ts';
import { useFormat } from '../../../lib/format.ts';
import { whenIdle } from '../../../lib/when-idle.ts';
import { keepQuery } from '../../query/history.ts';
import type { QueryFault, QueryFieldHandle } from '../../query/query-field.tsx';
import { useQueryFault } from '../../query/use-query-fault.ts';
import {
  type FoundHere,
  firstFrom,
  type LetterSearch,
  letterSearch,
  spanAt,
  stepped,
} from './letter-search.ts';
import type { SoughtLetter } from './sought-letter.ts';

/** How long one has not typed before it is looked for, in milliseconds. */
const rest = 200;
/** No more of a hit is read aloud. */
const spokenLength = 120;

/** From where on one looks: what is selected, else what was at the top of the window. */
function placeOf({ view }: SoughtLetter, text: DocumentText): number {
  const span = view?.getSelection()?.span;
  if (span !== undefined) return span.start;
  const seen = view?.visibleBlocks();
  return text.blocks.find(({ index }) => index === seen?.first)?.start ?? 0;
}

/** Brings a hit to the middle of the window, unless it is seen below the bar. */
function bring(view: TextView, span: { start: number; end: number }, bar: HTMLElement | null): void {
  const [line] = view.rectsOf({ start: span.start, end: span.start + 1 }) ?? [];
  const top = bar?.getBoundingClientRect().bottom ?? 0;
  if (line !== undefined && line.top > top && line.bottom < window.innerHeight - top) return;
  view.scrollTo(span);
}

/** The text is made ready in steps, while nothing else is going on. */
function useReady(search: LetterSearch): void {
  useEffect(() => {
    const left = [...search.steps];
    let off = whenIdle(function go() {
      left.shift()?.();
      if (left.length > 0) off = whenIdle(go);
    });
    return () => off();
  }, [search]);
}

/** Marks all hits in the letter, and the present one otherwise, which it brings into sight. */
function useMarks(
  view: TextView | null,
  found: FoundHere | null,
  present: { readonly start: number; readonly end: number } | null,
  bar: RefObject<HTMLElement | null>,
): void {
  const marks = useMemo(() => (view === null ? null : createFoundMarks(view)), [view]);
  useEffect(() => () => marks?.destroy(), [marks]);
  useEffect(() => {
    marks?.setAll(found?.hits ?? null);
  }, [marks, found]);
  const [start, end] = [present?.start ?? null, present?.end ?? null];
  useEffect(() => {
    const span = start === null || end === null ? null : { start, end };
    marks?.setPresent(span);
    if (view !== null && span !== null) bring(view, span, bar.current);
  }, [view, marks, bar, start, end]);
}

interface Asking {
  readonly letter: SoughtLetter;
  readonly project: ProjectDetail;
  readonly text: DocumentText;
  /** What is typed to begin with. */
  readonly first: string;
  readonly bar: RefObject<HTMLElement | null>;
  readonly field: RefObject<QueryFieldHandle | null>;
  readonly onAsked: (query: string) => void;
}

/** Finding in the letter: what is typed, what is found of it, and the way from hit to hit. */
export function useLetterFind({ letter, project, text, first, bar, field, onAsked }: Asking) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const { view } = letter;
  const person = usePerson()?.id ?? '';
  const projectId = project.project.id;
  const faultOf = useQueryFault();
  const [typed, setTyped] = useState(first);
  const [fault, setFault] = useState<QueryFault | null>(null);
  const [found, setFound] = useState<FoundHere | null>(null);
  const [at, setAt] = useState(-1);
  // What one types is looked for from the same place on, until one goes elsewhere.
  const from = useRef<number | null>(null);
  const search = useMemo(
    () => letterSearch(text, searchNames(project.project.documentFields)),
    [text, project.project.documentFields],
  );
  useReady(search);
  const present = found === null ? null : spanAt(found.hits, at);
  useMarks(view, found, present, bar);

  const tell = (here: FoundHere, which: number) => {
    const span = spanAt(here.hits, which);
    if (span === null) {
      letter.announce(t(here.matches ? 'here.noWords' : 'here.none'));
      return;
    }
    const of = here.hits.length >> 1;
    const words = text.text.slice(span.start, Math.min(span.end, span.start + spokenLength));
    letter.announce(
      `${t('here.place', { at: format.number(which + 1), of: format.number(of) })}: ${words.replace(/\s+/g, ' ')}`,
    );
  };
  const ask = (query: string, aloud = false): void => {
    if (query.trim() === '') {
      setFault(null);
      setFound(null);
      onAsked('');
      return;
    }
    if (found?.query === query) return;
    const answer = search.ask(query);
    setFound(answer.ok ? answer.found : null);
    if (!answer.ok) {
      const wrong = faultOf(answer.error);
      setFault(wrong);
      // While one types there is often something wrong.
      if (aloud) letter.announce(wrong.words);
      return;
    }
    setFault(null);
    from.current ??= placeOf(letter, text);
    const which = firstFrom(answer.found.hits, from.current);
    setAt(which);
    tell(answer.found, which);
    onAsked(query);
  };
  const latest = useRef(ask);
  latest.current = ask;
  // Whoever came with a query sees it answered as soon as the letter stands there.
  const came = useRef(first);
  useEffect(() => {
    if (view === null) return;
    const wait = came.current === typed ? 0 : rest;
    const timer = setTimeout(() => latest.current(typed), wait);
    return () => clearTimeout(timer);
  }, [typed, view]);

  const go = (by: 1 | -1) => {
    if (typed.trim() === '') {
      field.current?.focus();
      return;
    }
    keepQuery(person, projectId, typed);
    // What was just typed is looked for first; then this key is already at its first hit.
    if (found?.query !== typed) {
      ask(typed, true);
      return;
    }
    const which = stepped(found.hits, at, by);
    const next = spanAt(found.hits, which);
    const selected = view?.getSelection()?.span;
    // The words with which one came are selected; they are let go when one goes on.
    if (selected !== undefined && selected.start === present?.start && selected.end === present.end) {
      letter.letGo();
    }
    from.current = next?.start ?? from.current;
    setAt(which);
    tell(found, which);
  };
  return {
    typed,
    type: (query: string) => {
      setTyped(query);
      setFault(null);
    },
    fault,
    found,
    at,
    present,
    go,
  };
}
