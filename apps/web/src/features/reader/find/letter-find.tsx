import type { Assignment, DocumentText, ProjectDetail } from '@koersvast/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useCommandKeys } from '../../../data/keyboard.ts';
import { useStore } from '../../../lib/store.ts';
import { FindBar } from '../../../parts/letter/find/find-bar.tsx';
import { maySeek } from '../../../parts/letter/find/may-seek.ts';
import { queryOfText } from '../../../parts/query/selected-words.ts';
import { announce, type ReaderSession, useReaderSession } from '../reader-session.ts';
import { readerRoute } from '../use-address.ts';
import { useFindWords } from '../use-find-words.ts';
import { LetterMarks } from './letter-marks.tsx';

interface LetterFindProps {
  readonly project: ProjectDetail;
  readonly text: DocumentText;
  /** Of this letter, of the one who reads it. */
  readonly assignments: readonly Assignment[];
}

function selectedWords({ view }: ReaderSession, text: string): string {
  const span = view.get()?.getSelection()?.span;
  return span === undefined ? '' : queryOfText(text.slice(span.start, span.end));
}

/** Finds within the letter: opened by its key, or by the query with which somebody came. */
export function LetterFind({ project, text, assignments }: LetterFindProps) {
  // Where it is not, the key stays the browser's own.
  const allowed = maySeek(project.rounds, assignments);
  const session = useReaderSession();
  useFindWords({ session, projectId: project.project.id, text: text.text });
  const { q } = useSearch({ from: readerRoute });
  const navigate = useNavigate({ from: '/p/$projectId/documents/$documentId' });
  const [opened, setOpened] = useState(q !== undefined);
  // What was typed when the bar opens; from then on the bar knows.
  const [first, setFirst] = useState({ query: q ?? '', focus: false });
  const came = useRef<Element | null>(null);
  const written = useRef(q);
  useEffect(() => {
    if (q === written.current) return;
    written.current = q;
    setOpened(q !== undefined);
    if (q !== undefined) setFirst({ query: q, focus: false });
  }, [q]);

  const write = (asked: string) => {
    const query = asked === '' ? undefined : asked;
    if (written.current === query) return;
    written.current = query;
    void navigate({
      search: ({ q: _before, ...others }) => (query === undefined ? others : { ...others, q: query }),
      replace: true,
      resetScroll: false,
    });
  };
  const open = () => {
    came.current = document.activeElement;
    setFirst({ query: selectedWords(session, text.text), focus: true });
    setOpened(true);
  };
  const close = () => {
    setOpened(false);
    write('');
    const back = came.current;
    came.current = null;
    if (back instanceof HTMLElement && back !== document.body && back.isConnected) back.focus();
    else session.view.get()?.focus();
  };
  const view = useStore(session.view);
  const shown = opened && allowed;
  useCommandKeys('letter', { 'seek.next': open, 'seek.previous': open }, allowed && !shown);
  return (
    <>
      {allowed && <LetterMarks project={project} text={text} />}
      {shown && (
        <FindBar
          key={`${first.query}/${first.focus}`}
          letter={{
            view,
            letGo: () => {
              view?.setSelection(null);
              session.selection.set(null);
            },
            isBusy: () =>
              [session.selection, session.active, session.sticky].some((each) => each.get() !== null),
            announce: (words) => announce(session, words),
          }}
          project={project}
          text={text}
          first={first}
          onAsked={write}
          onClose={close}
        />
      )}
    </>
  );
}
