import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepMemoDraft, type MemoDraft, readMemoDraft } from '../../data/memo-draft.ts';
import { bothTexts, type Choice } from '../../lib/draft.ts';
import { say } from '../../lib/said.ts';
import { ConflictChoice } from '../../ui/conflict.tsx';
import classes from './annotation-editor.module.css';

interface MemoFieldProps {
  readonly annotationKey: string;
  readonly personId: string;
  readonly saved: string | null;
  /** False where there is nothing any more to save it in. */
  readonly onSave: (memo: string | null, base: string | null) => boolean;
  readonly focused: boolean;
  /** Ctrl+Enter saves and leads out of the field. */
  readonly onDone: () => void;
}

function memoOf(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** Whether the memo was written elsewhere since this one was begun, and says something else. */
function isContested(draft: MemoDraft | null, saved: string | null): boolean {
  if (draft === null || draft.base === saved) return false;
  const memo = memoOf(draft.text);
  return memo !== saved && memo !== draft.base;
}

/**
 * The memo. It is the person's own until they leave the field: news from elsewhere does not touch it. Where it was
 * written elsewhere meanwhile, such as on another computer of theirs, both are shown, and they choose.
 */
export function MemoField({ annotationKey, personId, saved, onSave, focused, onDone }: MemoFieldProps) {
  const { t } = useTranslation(['reader', 'note']);
  const [draft, setDraft] = useState(() => readMemoDraft(personId, annotationKey, saved));
  const field = useRef<HTMLTextAreaElement>(null);
  const contested = isContested(draft, saved);
  const state = useRef({ draft, saved, onSave, unsaid: '' });
  state.current = { draft, saved, onSave, unsaid: t('card.memo.waits') };

  const put = (next: MemoDraft | null) => {
    state.current.draft = next;
    keepMemoDraft(personId, annotationKey, next);
    setDraft(next);
  };
  const save = () => {
    const { draft: typed, saved: before, onSave: give } = state.current;
    if (typed === null || isContested(typed, before)) return;
    const memo = memoOf(typed.text);
    // What was deleted in another tab may come back: then so does what was being typed.
    if (memo !== before && memo !== typed.base && !give(memo, typed.base)) return;
    put(null);
  };
  const choose = (choice: Choice) => {
    if (draft === null) return;
    const text =
      choice === 'theirs'
        ? (saved ?? '')
        : choice === 'mine'
          ? draft.text
          : bothTexts(draft.text, saved ?? '');
    put({ text, base: saved });
    save();
    field.current?.focus({ preventScroll: true });
  };
  const saveNow = useRef(save);
  saveNow.current = save;
  useEffect(
    () => () => {
      const { draft: typed, saved: before, unsaid } = state.current;
      if (isContested(typed, before)) say(unsaid);
      saveNow.current();
    },
    [],
  );
  useEffect(() => {
    if (focused) field.current?.focus({ preventScroll: true });
  }, [focused]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const done = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!done && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    save();
    // Where two memos wait to be chosen between, one stays with them.
    if (done && isContested(state.current.draft, saved)) return;
    onDone();
  };
  return (
    <>
      <textarea
        ref={field}
        className={classes.memo}
        aria-label={t('note:memo')}
        aria-invalid={contested}
        placeholder={t('note:memo')}
        rows={2}
        maxLength={10_000}
        value={draft?.text ?? saved ?? ''}
        onChange={(event) =>
          put({ text: event.currentTarget.value, base: draft === null ? saved : draft.base })
        }
        onBlur={save}
        onKeyDown={onKeyDown}
      />
      {contested && draft !== null && (
        <ConflictChoice
          field={t('note:memo')}
          mine={draft.text}
          theirs={saved ?? ''}
          both
          onChoose={choose}
        />
      )}
    </>
  );
}
