import type { Reading } from '@koersvast/core/agreement';
import { useTranslation } from 'react-i18next';
import classes from './agreement-screen.module.css';

/** How a measure is to be read: what it says, its formula, when not to use it, and where it is from. */
export function ReadingText({ reading }: { readonly reading: Reading }) {
  const { t } = useTranslation('agreement');
  const { sentences, formula, notWhen, source } = reading;
  return (
    <>
      <p className={classes.reading}>{sentences.join(' ')}</p>
      <p className={classes.formula}>{formula}</p>
      <p className={classes.reading}>
        <strong>{t('reading.notWhen')}</strong> {notWhen}
      </p>
      <p className={classes.quiet}>{t('reading.source', { source })}</p>
    </>
  );
}
