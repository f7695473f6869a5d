import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './copy-field.module.css';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  /** Several lines, as code. */
  readonly lines?: boolean;
}

/** Text that is there to be copied. Where the browser allows no copying, it is selected instead. */
export function CopyField({ label, value, lines = false }: CopyFieldProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const [field, setField] = useState<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const copy = async () => {
    field?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Without a secure context the selected text is one key away.
      field?.focus();
    }
  };
  const shared = {
    'aria-label': label,
    readOnly: true,
    value,
    ref: setField,
    className: classes.value,
  } as const;
  return (
    <div className={classes.field} data-lines={lines}>
      {lines ? (
        <textarea {...shared} rows={value.split('\n').length} wrap="off" />
      ) : (
        <input {...shared} type="text" onFocus={(event) => event.currentTarget.select()} />
      )}
      <Button variant="default" onClick={copy}>
        <span aria-live="polite">{copied ? t('action.copied') : t('action.copy')}</span>
      </Button>
    </div>
  );
}
