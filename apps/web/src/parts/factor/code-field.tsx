import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fields } from '../../lib/form.ts';
import classes from './factor.module.css';

interface CodeFieldProps {
  readonly field: ReturnType<Fields<object>['text']>;
  /** What the field is called where a code of the app is asked for. */
  readonly label?: string;
  /** Whether a recovery code does as well. */
  readonly recovery?: boolean;
  readonly focused?: boolean;
}

/** A code of the second factor: of the app, typed on digits or filled in by the browser, or one to recover with. */
export function CodeField({ field, label, recovery = false, focused = false }: CodeFieldProps) {
  const { t } = useTranslation('factor');
  const [recovers, setRecovers] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const toggled = useRef(false);
  // Where it is the first thing on a page, and where it was exchanged for another one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another field has come
  useEffect(() => {
    if (focused || toggled.current) input.current?.focus();
  }, [focused, recovers]);
  const shared = {
    ...field,
    ref: input,
    className: classes.code,
    spellCheck: false,
    autoCapitalize: 'none',
    required: true,
    withAsterisk: false,
  } as const;
  return (
    <>
      {recovers ? (
        <TextInput
          key="recovery"
          {...shared}
          label={t('code.recovery')}
          description={t('code.recoveryRule')}
          autoComplete="off"
          maxLength={40}
        />
      ) : (
        <TextInput
          key="app"
          {...shared}
          label={label ?? t('code')}
          description={label === undefined ? t('code.rule') : undefined}
          autoComplete="one-time-code"
          inputMode="numeric"
          // A code that is pasted may have a space in it.
          maxLength={9}
        />
      )}
      {recovery && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              field.onChange({ currentTarget: { value: '' } });
              toggled.current = true;
              setRecovers(!recovers);
            }}
          >
            {t(recovers ? 'code.useApp' : 'code.useRecovery')}
          </Button>
        </div>
      )}
    </>
  );
}
