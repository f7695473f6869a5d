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
  const id = useId();
  return (
    <label className={classes.option}>
      <input
        type="checkbox"
        checked={value}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-what`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <span id={`${id}-name`} className={classes.optionName}>
          {t('searching')}
        </span>
        <span id={`${id}-what`} className={classes.what}>
          {t('searching.what')}
        </span>
      </span>
    </label>
  );
}
