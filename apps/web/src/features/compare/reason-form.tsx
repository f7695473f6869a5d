import type { ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepDraft, readDraft } from '../../data/memo-draft.ts';
import { useKinds } from '../../data/verdict-kinds.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { useOnline } from '../../lib/online.ts';
import { Fault } from '../../ui/fault.tsx';
import fieldClasses from '../../ui/field.module.css';
import { hasKind, type Intent, needsKind, needsReason } from './deciding.ts';
import classes from './reason-form.module.css';

export interface Why {
  readonly kind: string | null;
  readonly reason: string;
}

interface ReasonFormProps {
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly intent: Intent;
  readonly pending: boolean;
  readonly error: unknown;
  /** Rejects when it is refused; what was typed stays. */
  readonly onConfirm: (why: Why) => Promise<unknown>;
  readonly onCancel: () => void;
  /** The tag and the boundaries, where they are chosen. */
  readonly children?: React.ReactNode;
}

/**
 * The reason, where the decision is made. A digit chooses the kind and leads on to the words; Enter confirms,
 * Shift+Enter begins a new line, Escape leaves everything as it was. What was typed is kept until it was sent.
 */
export function ReasonForm(props: ReasonFormProps) {
  const { project, personId, intent, pending, error, onConfirm, onCancel, children } = props;
  const { act, about } = intent;
  const { t } = useTranslation(['compare', 'common']);
  const { kinds } = useKinds(project);
  const online = useOnline();
  const key = `why/${act}/${about}`;
  const [reason, setReason] = useState(() => readDraft(personId, key) ?? '');
  const [kind, setKind] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const mustHaveKind = needsKind(act) && kind === null;
  const mustHaveReason = needsReason(act) && reason.trim() === '';
  /** What is asked for next, once it was asked for. */
  const missing = asked ? (mustHaveKind ? 'kind' : mustHaveReason ? 'words' : null) : null;
  const missingId = useId();
  const kindsId = useId();

  useEffect(() => {
    // Digits are kinds as long as the words have not been reached.
    if (act === 'take' || act === 'drop' || !hasKind(act)) field.current?.focus({ preventScroll: true });
    else form.current?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [act]);

  const choose = (id: string) => {
    setKind(id);
    field.current?.focus({ preventScroll: true });
  };
  const confirm = useOneAtATime(async () => {
    setAsked(true);
    if (mustHaveKind || mustHaveReason) {
      if (mustHaveKind) form.current?.focus();
      else field.current?.focus();
      return;
    }
    if (!online) return;
    try {
      await onConfirm({ kind, reason: reason.trim() });
      keepDraft(personId, key, null);
    } catch {
      // Shown above the button; the words stay.
    }
  });
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.nativeEvent.isComposing) return;
    const typing = event.target === field.current;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
      return;
    }
    if (event.key === 'Enter' && (typing || event.target === form.current)) {
      if (event.shiftKey) return;
      event.preventDefault();
      void confirm();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    const chosen = kinds[Number(event.key) - 1];
    if (chosen === undefined) return;
    event.preventDefault();
    choose(chosen.id);
  };
  return (
    <form
      ref={form}
      className={classes.form}
      aria-label={t(`act.${act}.title`)}
      tabIndex={-1}
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
      onKeyDown={onKeyDown}
    >
      <h3 className={classes.title}>{t(`act.${act}.title`)}</h3>
      {children}
      {hasKind(act) && (
        <div
          className={classes.kinds}
          role="radiogroup"
          aria-labelledby={kindsId}
          aria-invalid={missing === 'kind'}
          aria-describedby={missing === 'kind' ? missingId : undefined}
        >
          <span id={kindsId} className={classes.label}>
            {t(needsKind(act) ? 'reason.kind' : 'reason.kindOptional')}
          </span>
          {kinds.map(({ id, name }, at) => (
            <label key={id} className={classes.kind} data-chosen={kind === id}>
              <input
                type="radio"
                name={`kind-${key}`}
                checked={kind === id}
                onChange={() => choose(id)}
                aria-keyshortcuts={at < 9 ? String(at + 1) : undefined}
              />
              {at < 9 && (
                <span aria-hidden="true">
                  <kbd>{at + 1}</kbd>
                </span>
              )}
              <span>{name}</span>
            </label>
          ))}
        </div>
      )}
      <label className={classes.words}>
        <span className={classes.label}>{t(needsReason(act) ? 'reason.words' : 'reason.wordsOptional')}</span>
        <textarea
          ref={field}
          className={fieldClasses.field}
          rows={2}
          maxLength={10_000}
          value={reason}
          aria-invalid={missing === 'words'}
          aria-describedby={missing === 'words' ? missingId : undefined}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            keepDraft(personId, key, event.currentTarget.value === '' ? null : event.currentTarget.value);
          }}
        />
      </label>
      {missing !== null && (
        <p id={missingId} className={classes.missing} role="alert">
          {t(missing === 'kind' ? 'reason.kindMissing' : 'reason.wordsMissing')}
        </p>
      )}
      {!online && <p className={classes.missing}>{t('offline')}</p>}
      <Fault error={error} />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-md" loading={pending} disabled={!online}>
          {t(`act.${act}.confirm`)}
        </Button>
        <Button size="compact-md" variant="default" onClick={onCancel}>
          {t('common:action.cancel')}
        </Button>
      </div>
    </form>
  );
}
