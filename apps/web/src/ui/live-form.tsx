import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type LiveFields, type LiveOptions, shownValue, useLiveFields } from '../lib/form.ts';
import { ConflictChoice } from './conflict.tsx';
import { CopyButton } from './copy-button.tsx';
import classes from './live-form.module.css';

export interface LiveForm<Values extends object, Input> extends Omit<LiveFields<Values, Input>, 'text'> {
  /** What a text field of Mantine needs; where two people changed it, it shows both values and asks. */
  text(name: keyof Values & string): ReturnType<LiveFields<Values, Input>['text']> & {
    readonly inputContainer: (field: ReactNode) => ReactNode;
  };
  /** The same question, for a field of another kind. Null while there is nothing to ask. */
  conflict(name: keyof Values & string): ReactNode;
}

/**
 * The fields of a form over something that others may change meanwhile: the one way in which what is stored is
 * edited on a screen. See `useLiveFields`.
 */
export function useLiveForm<Values extends object, Input extends object>(
  options: LiveOptions<Values, Input>,
): LiveForm<Values, Input> {
  const fields = useLiveFields(options);
  const { label, shown = (_name: string, value: unknown) => shownValue(value) } = options;
  const conflict = (name: keyof Values & string) => {
    if (!(name in fields.conflicts)) return null;
    const theirs = fields.conflicts[name] as Values[typeof name];
    return (
      <ConflictChoice
        field={label(name)}
        mine={shown(name, fields.values[name])}
        theirs={shown(name, theirs)}
        both={fields.canHaveBoth(name)}
        onChoose={(choice) => fields.choose(name, choice)}
      />
    );
  };
  return {
    ...fields,
    conflict,
    text: (name) => ({
      ...fields.text(name),
      // The question says it in sight.
      ...(name in fields.conflicts ? { errorProps: { style: { display: 'none' } } } : {}),
      inputContainer: (field) => (
        <>
          {field}
          {conflict(name)}
        </>
      ),
    }),
  };
}

interface GoneProps {
  /** What was typed. */
  readonly text: string;
  /** What has happened, where that is known. */
  readonly children?: ReactNode;
  /** Brings back what is gone, where that can be done. */
  readonly restore?: { readonly words: string; readonly act: () => unknown; readonly pending: boolean };
  readonly onClose: () => void;
}

/** Above a form of which the subject is gone: what was typed stays, and can be taken along. */
export function Gone({ text, children, restore, onClose }: GoneProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.gone} role="alert">
      <p>{children ?? t('draft.gone')}</p>
      <div className={classes.choices}>
        {restore !== undefined && (
          <Button size="compact-sm" loading={restore.pending} onClick={() => restore.act()}>
            {restore.words}
          </Button>
        )}
        {text !== '' && <CopyButton words={t('draft.copy')} text={text} />}
        <Button size="compact-sm" variant="subtle" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </div>
  );
}
