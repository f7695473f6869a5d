import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './round.module.css';

interface SearchingFieldProps {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Whether coders may search what they have not finished in a blind round. */
export function SearchingField({ value, onChange }: SearchingFieldProps) {
  const { t } = useTranslation('round');
  const what = useId();
  return (
    <div className={classes.option}>
      <input
        id={`${what}-field`}
        type="checkbox"
        checked={value}
        aria-describedby={what}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label className={classes.optionName} htmlFor={`${what}-field`}>
          {t('searching')}
        </label>
        <span id={what} className={classes.what}>
          {t('searching.what')}
        </span>
      </div>
    </div>
  );
}
