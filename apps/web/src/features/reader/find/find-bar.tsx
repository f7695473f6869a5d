import type { DocumentText, ProjectDetail } from '@koersvast/contracts';
import { searchNames } from '@koersvast/core/search-names';
import type { TextView } from '@koersvast/highlighter';
import { createFoundMarks } from '@koersvast/highlighter/found';
import { queryLimits } from '@koersvast/search';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../../data/keyboard.ts';
import { usePerson } from '../../../data/session.ts';
import { useFormat } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { whenIdle } from '../../../lib/when-idle.ts';
import { keepQuery, readQueries } from '../../../parts/query/history.ts';
import { type QueryFault, QueryField, type QueryFieldHandle } from '../../../parts/query/query-field.tsx';
import { useQueryFault } from '../../../parts/query/use-query-fault.ts';
import { CloseMark } from '../../../ui/close-mark.tsx';
import { announce, type ReaderSession, useReaderSession } from '../reader-session.ts';
import classes from './find-bar.module.css';
import { type FoundHere, firstFrom, letterSearch, spanAt, stepped } from './letter-search.ts';

interface FindBarProps {
  readonly project: ProjectDetail;
  readonly text: DocumentText;
  /** What it opens with. */
  readonly first: { readonly query: string; readonly focus: boolean };
  /** What is looked for now; for the address. */
  readonly onAsked: (query: string) => void;
  readonly onClose: () => void;
}

/** How long one has not typed before it is looked for, in milliseconds. */
const rest = 200;
/** In which a dialog has gone, in milliseconds. */
const dialogGoes = 400;
/** No more of a hit is read aloud. */
const spokenLength = 120;

/** From where on one looks: what is selected, else what was at the top of the window. */
function placeOf({ view }: ReaderSession, text: DocumentText): number {
  const span = view.get()?.getSelection()?.span;
  if (span !== undefined) return span.start;
  const seen = view.get()?.visibleBlocks();
  return text.blocks.find(({ index }) => index === seen?.first)?.start ?? 0;
}

/** Brings a hit to the middle of the window, unless it is seen below the bar. */
function bring(view: TextView, span: { start: number; end: number }, bar: HTMLElement | null): void {
  const [line] = view.rectsOf({ start: span.start, end: span.start + 1 }) ?? [];
  const top = bar?.getBoundingClientRect().bottom ?? 0;
  if (line !== undefined && line.top > top && line.bottom < window.innerHeight - top) return;
  view.scrollTo(span);
}

/** The bar over the letter. */
export function FindBar({ project, text, first, onAsked, onClose }: FindBarProps) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const session = useReaderSession();
  const view = useStore(session.view);
  const person = usePerson()?.id ?? '';
  const projectId = project.project.id;
  const faultOf = useQueryFault();
  const bar = useRef<HTMLDivElement>(null);
  const field = useRef<QueryFieldHandle>(null);
  const [typed, setTyped] = useState(first.query);
  const [fault, setFault] = useState<QueryFault | null>(null);
  const [found, setFound] = useState<FoundHere | null>(null);
  const [at, setAt] = useState(-1);
  // What one types is looked for from the same place on, until one goes elsewhere.
  const from = useRef<number | null>(null);

  const search = useMemo(
    () => letterSearch(text, searchNames(project.project.documentFields)),
    [text, project.project.documentFields],
  );
  // The text is made ready in steps, while nothing else is going on.
  useEffect(() => {
    const left = [...search.steps];
    let off = whenIdle(function go() {
      left.shift()?.();
      if (left.length > 0) off = whenIdle(go);
    });
    return () => off();
  }, [search]);
  useEffect(() => {
    if (!first.focus) return;
    const take = () => field.current?.focus();
    take();
    // A dialog that goes gives the focus back to where it came from: it is taken from there.
    document.addEventListener('focusin', take, { once: true });
    const timer = setTimeout(() => document.removeEventListener('focusin', take), dialogGoes);
    return () => {
      document.removeEventListener('focusin', take);
      clearTimeout(timer);
    };
  }, [first]);

  const marks = useMemo(() => (view === null ? null : createFoundMarks(view)), [view]);
  useEffect(() => () => marks?.destroy(), [marks]);
  useEffect(() => {
    marks?.setAll(found?.hits ?? null);
  }, [marks, found]);
  const present = found === null ? null : spanAt(found.hits, at);
  const [start, end] = [present?.start ?? null, present?.end ?? null];
  useEffect(() => {
    const span = start === null || end === null ? null : { start, end };
    marks?.setPresent(span);
    if (view !== null && span !== null) bring(view, span, bar.current);
  }, [view, marks, start, end]);

  const tell = (here: FoundHere, which: number) => {
    const span = spanAt(here.hits, which);
    if (span === null) {
      announce(session, t(here.matches ? 'here.noWords' : 'here.none'));
      return;
    }
    const of = here.hits.length >> 1;
    const words = text.text.slice(span.start, Math.min(span.end, span.start + spokenLength));
    announce(
      session,
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
      if (aloud) announce(session, wrong.words);
      return;
    }
    setFault(null);
    from.current ??= placeOf(session, text);
    const which = firstFrom(answer.found.hits, from.current);
    setAt(which);
    tell(answer.found, which);
    onAsked(query);
  };
  const latest = useRef(ask);
  latest.current = ask;
  // Whoever came with a query sees it answered as soon as the letter stands there.
  const came = useRef(first.query);
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
    if (selected !== undefined && selected.start === start && selected.end === end) {
      view?.setSelection(null);
      session.selection.set(null);
    }
    from.current = next?.start ?? from.current;
    setAt(which);
    tell(found, which);
  };
  const close = () => {
    // By key one goes on where one was led to.
    if (view !== null && start !== null && view.getSelection() === null) view.setCaret(start);
    onClose();
  };
  useCommandKeys('letter', {
    'seek.next': () => go(1),
    'seek.previous': () => go(-1),
    // After all else that the key closes.
    'selection.clear': () => {
      const { selection, active, sticky } = session;
      if (selection.get() !== null || active.get() !== null || sticky.get() !== null) return false;
      close();
      return true;
    },
  });

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
    if (event.key === 'Enter' && event.shiftKey && event.target instanceof HTMLTextAreaElement) {
      event.preventDefault();
      event.stopPropagation();
      go(-1);
    }
  };
  const count = found === null ? 0 : found.hits.length >> 1;
  const place =
    found === null
      ? ''
      : count === 0
        ? t(found.matches ? 'here.noWords' : 'here.none')
        : t('here.place', { at: format.number(at + 1), of: format.number(count) });
  const arrow = (by: 1 | -1, key: string) => (
    <button
      type="button"
      className={classes.step}
      disabled={count === 0}
      aria-label={t(by === 1 ? 'here.next' : 'here.previous')}
      title={`${t(by === 1 ? 'here.next' : 'here.previous')} (${key})`}
      onClick={() => go(by)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={by === 1 ? 'M3.5 6 8 10.5 12.5 6' : 'M3.5 10 8 5.5 12.5 10'}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
    </button>
  );
  return (
    <search ref={bar} className={classes.bar} aria-label={t('here.title')} onKeyDownCapture={press}>
      <QueryField
        ref={field}
        label={t('here.title')}
        placeholder={t('here.title')}
        typed={typed}
        onType={(next) => {
          setTyped(next);
          setFault(null);
        }}
        onRun={() => go(1)}
        onDown={() => false}
        fault={fault}
        earlier={readQueries(person, projectId)}
        maximum={queryLimits.length}
      />
      <span className={classes.place}>{place}</span>
      {arrow(-1, 'Shift+F3')}
      {arrow(1, 'F3')}
      <span className={classes.close}>
        <CloseMark label={t('here.close')} onClick={close} />
      </span>
      {found?.asked.isLess && <p className={classes.less}>{t('here.less')}</p>}
    </search>
  );
}
