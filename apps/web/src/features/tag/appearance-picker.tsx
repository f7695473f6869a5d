import type { Tag } from '@koersvast/contracts';
import { appearanceAt, appearanceCount } from '@koersvast/core/codebook';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { TagSwatch } from '../../parts/tag/tag-mark.tsx';
import classes from './tag-form.module.css';

interface AppearancePickerProps {
  readonly value: number | null;
  /** The other living tags, whose colours are taken. */
  readonly others: readonly Tag[];
  readonly onChange: (appearance: number) => void;
}

const places = Array.from({ length: appearanceCount }, (_, at) => at);

/** The sixty pairs of colour and line, those of other tags out of reach. Folded: colours come by themselves. */
export function AppearancePicker({ value, others, onChange }: AppearancePickerProps) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const group = useId();
  return (
    <details className={classes.picker}>
      <summary>
        <span className={classes.pickerName}>{t('field.appearance')}</span>{' '}
        {value === null ? (
          <span className={classes.pickerNone}>{t('field.appearance.auto')}</span>
        ) : (
          <TagSwatch appearance={value} />
        )}
      </summary>
      <fieldset className={classes.swatches} aria-label={t('field.appearance')}>
        {places.map((place) => {
          const { colour, line } = appearanceAt(place);
          const owner = others.find((tag) => tag.appearance === place);
          const words = { colour: colour + 1, line: t(`line.${line}`) };
          const label =
            owner === undefined
              ? t('field.appearance.option', words)
              : t('field.appearance.taken', { ...words, tag: nameOf(owner) });
          return (
            <label key={place} className={classes.swatch} title={label}>
              <input
                type="radio"
                name={group}
                aria-label={label}
                checked={value === place}
                disabled={owner !== undefined}
                onChange={() => onChange(place)}
              />
              <TagSwatch appearance={place} />
            </label>
          );
        })}
      </fieldset>
    </details>
  );
}
