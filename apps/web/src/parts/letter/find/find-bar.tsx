import type { DocumentText, ProjectDetail } from '@koersvast/contracts';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../../data/keyboard.ts';
import { usePerson } from '../../../data/session.ts';
import { useFormat } from '../../../lib/format.ts';
import { CloseMark } from '../../../ui/close-mark.tsx';
import { readQueries } from '../../query/history.ts';
import { QueryField, type QueryFieldHandle } from '../../query/query-field.tsx';
import classes from './find-bar.module.css';
import type { SoughtLetter } from './sought-letter.ts';
import { StepButton } from './step-button.tsx';
import { useLetterFind } from './use-letter-find.ts';

interface FindBarProps {
  readonly letter: SoughtLetter;
  readonly project: ProjectDetail;
  readonly text: DocumentText;
  /** What it opens with. */
  readonly first: { readonly query: string; readonly focus: boolean };
  /** What is looked for now; for the address. */
  readonly onAsked: (query: string) => void;
  readonly onClose: () => void;
}

/** In which a dialog has gone, in milliseconds. */
const dialogGoes = 400;

/** The keys are in the field from the beginning, where somebody comes to type. Gives what lets go of them again. */
function useFocusAtFirst(
  first: FindBarProps['first'],
  field: RefObject<QueryFieldHandle | null>,
): () => void {
  const letGo = useRef(() => {});
  useEffect(() => {
    if (!first.focus) return;
    const take = () => field.current?.focus();
    take();
    // A dialog that goes gives the focus back to where it came from: it is taken from there.
    document.addEventListener('focusin', take, { once: true });
    const timer = setTimeout(() => document.removeEventListener('focusin', take), dialogGoes);
    letGo.current = () => {
      document.removeEventListener('focusin', take);
      clearTimeout(timer);
    };
    return letGo.current;
  }, [first, field]);
  return () => letGo.current();
}

/** The bar over the letter. */
export function FindBar({ letter, project, text, first, onAsked, onClose }: FindBarProps) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const { view } = letter;
  const person = usePerson()?.id ?? '';
  const bar = useRef<HTMLDivElement>(null);
  const field = useRef<QueryFieldHandle>(null);
  const { typed, type, fault, found, at, present, go } = useLetterFind({
    ...{ letter, project, text, first: first.query, bar, field, onAsked },
  });
  const letGo = useFocusAtFirst(first, field);
  const close = () => {
    letGo();
    // By key one goes on where one was led to.
    if (view !== null && present !== null && view.getSelection() === null) view.setCaret(present.start);
    onClose();
  };
  useCommandKeys('letter', {
    'seek.next': () => go(1),
    'seek.previous': () => go(-1),
    // After all else that the key closes.
    'selection.clear': () => {
      if (letter.isBusy()) return false;
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
  return (
    <search ref={bar} className={classes.bar} aria-label={t('here.title')} onKeyDownCapture={press}>
      <QueryField
        ref={field}
        label={t('here.title')}
        placeholder={t('here.title')}
        typed={typed}
        onType={type}
        onRun={() => go(1)}
        onDown={() => false}
        fault={fault}
        earlier={readQueries(person, project.project.id)}
      />
      <span className={classes.place}>{place}</span>
      <StepButton by={-1} shortcut="Shift+F3" disabled={count === 0} onPress={() => go(-1)} />
      <StepButton by={1} shortcut="F3" disabled={count === 0} onPress={() => go(1)} />
      <span className={classes.close}>
        <CloseMark label={t('here.close')} onClick={close} />
      </span>
      {found?.asked.isLess && <p className={classes.less}>{t('here.less')}</p>}
    </search>
  );
}
