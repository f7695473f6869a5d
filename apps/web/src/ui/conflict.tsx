import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../lib/draft.ts';
import classes from './conflict.module.css';

interface ConflictChoiceProps {
  /** The name of the field. */
  readonly field: string;
  readonly mine: string;
  readonly theirs: string;
  readonly both: boolean;
  readonly onChoose: (choice: Choice) => void;
}

/** At a field that two people changed: what is stored, what was typed, and a button for each. */
export function ConflictChoice({ field, mine, theirs, both, onChoose }: ConflictChoiceProps) {
  const { t } = useTranslation();
  const words = (value: string): ReactNode =>
    value.trim() === '' ? <span className={classes.empty}>{t('conflict.empty')}</span> : value;
  return (
    <fieldset className={classes.conflict} aria-label={t('conflict.label', { field })}>
      <p className={classes.sentence} role="alert">
        {t('field.changed')}
      </p>
      <dl className={classes.values}>
        <div>
          <dt>{t('conflict.theirs')}</dt>
          <dd dir="auto">{words(theirs)}</dd>
        </div>
        <div>
          <dt>{t('conflict.mine')}</dt>
          <dd dir="auto">{words(mine)}</dd>
        </div>
      </dl>
      <div className={classes.choices}>
        <Button size="compact-sm" variant="default" onClick={() => onChoose('theirs')}>
          {t('conflict.useTheirs')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onChoose('mine')}>
          {t('conflict.keepMine')}
        </Button>
        {both && (
          <Button size="compact-sm" variant="default" onClick={() => onChoose('both')}>
            {t('conflict.keepBoth')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
