import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './certainty.module.css';
import quiet from './quiet-button.module.css';

const certainties = [1, 2, 3] as const;
type Certainty = (typeof certainties)[number];

interface CertaintyFieldProps {
  /** Of the group of radio buttons. */
  readonly name: string;
  readonly value: number | null;
  readonly editable: boolean;
  readonly onChange: (certainty: Certainty | null) => void;
}

/** How sure the coder is, to be said or read. */
export function CertaintyField({ name, value, editable, onChange }: CertaintyFieldProps) {
  const { t } = useTranslation('note');
  return (
    <fieldset className={classes.field} disabled={!editable}>
      <legend>{t('certainty')}</legend>
      {certainties.map((each) => (
        <label key={each} title={t(`certainty.${each}`)}>
          <input
            type="radio"
            name={name}
            checked={value === each}
            onChange={() => onChange(each)}
            // A second click takes the answer back.
            onClick={() => {
              if (value === each) onChange(null);
            }}
          />
          <span>{t(`certainty.${each}`)}</span>
        </label>
      ))}
      {editable && value !== null && (
        <button type="button" className={quiet.quiet} onClick={() => onChange(null)}>
          {t('certainty.clear')}
        </button>
      )}
    </fieldset>
  );
}

/** How sure the coder is, in three dots; nothing where they did not say. */
export function CertaintyDots({ value }: { readonly value: number | null }) {
  const { t } = useTranslation('note');
  if (value === null) return null;
  return (
    <span className={classes.dots} title={t('certainty')}>
      <span aria-hidden="true">{'●'.repeat(value) + '○'.repeat(certainties.length - value)}</span>
      <VisuallyHidden>{t(`certainty.${value as Certainty}`)}</VisuallyHidden>
    </span>
  );
}
