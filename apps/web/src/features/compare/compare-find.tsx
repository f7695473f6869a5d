import type { AnnotationsOfDocument, DocumentText, ProjectDetail } from '@koersvast/contracts';
import type { TextView } from '@koersvast/highlighter';
import { VisuallyHidden } from '@mantine/core';
import '@mantine/core/styles/VisuallyHidden.css';
import { useRef, useState } from 'react';
import { useCommandKeys } from '../../data/keyboard.ts';
import { FindBar } from '../../parts/letter/find/find-bar.tsx';
import { maySeek } from '../../parts/letter/find/may-seek.ts';
import { queryOfText } from '../../parts/query/selected-words.ts';

export interface CompareFindProps {
  readonly project: ProjectDetail;
  readonly text: DocumentText;
  readonly data: Pick<AnnotationsOfDocument, 'assignments'>;
  readonly view: TextView | null;
  /** The words that were selected are selected no more. */
  readonly onLetGo: () => void;
}

/** Finds within the letter that is compared, by the same keys as in the reader. */
export function CompareFind({ project, text, data, view, onLetGo }: CompareFindProps) {
  const mine = data.assignments.filter(({ memberId }) => memberId === project.me.id);
  const allowed = maySeek(project.rounds, mine);
  const [first, setFirst] = useState<{ readonly query: string; readonly focus: boolean } | null>(null);
  const [said, announce] = useState('');
  const came = useRef<Element | null>(null);
  const open = () => {
    came.current = document.activeElement;
    const span = view?.getSelection()?.span;
    setFirst({
      query: span === undefined ? '' : queryOfText(text.text.slice(span.start, span.end)),
      focus: true,
    });
  };
  const close = () => {
    setFirst(null);
    const back = came.current;
    if (back instanceof HTMLElement && back !== document.body && back.isConnected) back.focus();
    else view?.focus();
  };
  const shown = first !== null && allowed;
  useCommandKeys('letter', { 'seek.next': open, 'seek.previous': open }, allowed && !shown && view !== null);
  return (
    <>
      {shown && (
        <FindBar
          letter={{
            view,
            letGo: () => {
              view?.setSelection(null);
              onLetGo();
            },
            isBusy: () => false,
            announce,
          }}
          project={project}
          text={text}
          first={first}
          onAsked={() => undefined}
          onClose={close}
        />
      )}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}
