import type { ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import chips from '../../ui/chips.module.css';
import { Fault } from '../../ui/fault.tsx';
import fieldClasses from '../../ui/field.module.css';
import { type Act, hasKind, type Intent, needsKind, needsReason } from './intent.ts';
import classes from './reason-form.module.css';
import { useReason, type Why } from './use-reason.ts';

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
  const { act } = intent;
  const { t } = useTranslation(['compare', 'common']);
  const why = useReason({ project, personId, intent, onConfirm, onCancel });
  const { online, missing, confirm } = why;
  const missingId = useId();
  return (
    <form
      ref={why.form}
      className={classes.form}
      aria-label={t(`act.${act}.title`)}
      tabIndex={-1}
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
      onKeyDown={why.onKeyDown}
    >
      <h3 className={classes.title}>{t(`act.${act}.title`)}</h3>
      {children}
      {hasKind(act) && <Kinds act={act} why={why} missingId={missing === 'kind' ? missingId : undefined} />}
      <label className={classes.words}>
        <span className={chips.label}>{t(needsReason(act) ? 'reason.words' : 'reason.wordsOptional')}</span>
        <textarea
          ref={why.field}
          className={fieldClasses.field}
          rows={2}
          maxLength={10_000}
          value={why.reason}
          aria-invalid={missing === 'words'}
          aria-describedby={missing === 'words' ? missingId : undefined}
          onChange={(event) => why.write(event.currentTarget.value)}
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

interface KindsProps {
  readonly act: Act;
  readonly why: ReturnType<typeof useReason>;
  /** Names the sentence that asks for a kind, when none was chosen. */
  readonly missingId: string | undefined;
}

/** What kind of reason it is. */
function Kinds({ act, why: { kinds, kind, choose }, missingId }: KindsProps) {
  const { t } = useTranslation('compare');
  const kindsId = useId();
  return (
    <div
      className={chips.chips}
      role="radiogroup"
      aria-labelledby={kindsId}
      aria-invalid={missingId !== undefined}
      aria-describedby={missingId}
    >
      <span id={kindsId} className={chips.label}>
        {t(needsKind(act) ? 'reason.kind' : 'reason.kindOptional')}
      </span>
      {kinds.map(({ id, name }, at) => (
        <label key={id} className={`${chips.chip} ${classes.kind}`} data-chosen={kind === id}>
          <input
            type="radio"
            name={kindsId}
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
  );
}
