import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './measure-reading.module.css';

/** What opens how a figure is to be read, beside the name of the figure. */
export function QuestionMark({
  name,
  className = '',
  ...rest
}: ComponentProps<'button'> & { readonly name: string }) {
  const { t } = useTranslation('agreement');
  const label = t('reading.open', { name });
  return (
    <button
      type="button"
      className={`${classes.mark} ${className}`}
      aria-label={label}
      title={label}
      data-explains=""
      data-screen="only"
      {...rest}
    >
      <span aria-hidden="true">?</span>
    </button>
  );
}
