import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepDraft, readDraft } from '../../lib/memo-draft.ts';
import classes from './annotation-editor.module.css';

interface MemoFieldProps {
  readonly annotationKey: string;
  readonly personId: string;
  readonly saved: string | null;
  /** False where there is nothing any more to save it in. */
  readonly onSave: (memo: string | null) => boolean;
  readonly focused: boolean;
  /** Ctrl+Enter saves and leads out of the field. */
  readonly onDone: () => void;
}

/** The memo. It is the person's own until they leave the field: news from elsewhere does not touch it. */
export function MemoField({ annotationKey, personId, saved, onSave, focused, onDone }: MemoFieldProps) {
  const { t } = useTranslation('reader');
  const [draft, setDraft] = useState<string | null>(() => readDraft(personId, annotationKey));
  const field = useRef<HTMLTextAreaElement>(null);
  const state = useRef({ draft, saved, onSave });
  state.current = { draft, saved, onSave };

  const save = () => {
    const { draft: typed, saved: before, onSave: give } = state.current;
    if (typed === null) return;
    const memo = typed.trim() === '' ? null : typed.trim();
    state.current.draft = null;
    // What was deleted in another tab may come back: then so does what was being typed.
    if (memo !== before && !give(memo)) return;
    keepDraft(personId, annotationKey, null);
    setDraft(null);
  };
  const saveNow = useRef(save);
  saveNow.current = save;
  useEffect(() => () => saveNow.current(), []);
  useEffect(() => {
    if (focused) field.current?.focus({ preventScroll: true });
  }, [focused]);

  const onKeyDown = (event: KeyboardEvent) => {
    const done = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!done && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    save();
    onDone();
  };
  return (
    <textarea
      ref={field}
      className={classes.memo}
      aria-label={t('card.memo')}
      placeholder={t('card.memo')}
      rows={2}
      maxLength={10_000}
      value={draft ?? saved ?? ''}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        keepDraft(personId, annotationKey, event.currentTarget.value);
      }}
      onBlur={save}
      onKeyDown={onKeyDown}
    />
  );
}
