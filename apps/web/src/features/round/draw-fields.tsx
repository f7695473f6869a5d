import type { DocumentListItem } from '@koersvast/contracts';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Form } from '../../ui/form.tsx';
import type { DrawDraft } from './plan.ts';
import classes from './round.module.css';
import { StrataSelect } from './strata-select.tsx';

interface DrawFieldsProps {
  /** What is drawn from. */
  readonly pool: readonly DocumentListItem[];
  readonly draft: DrawDraft;
  readonly onChange: (draft: DrawDraft) => void;
}

/** How many documents of those that are not coded twice yet are to be drawn. */
export function DrawFields({ pool, draft, onChange }: DrawFieldsProps) {
  const { t } = useTranslation('round');
  if (pool.length === 0) return <p className={classes.hint}>{t('draw.none')}</p>;
  return (
    <>
      <Form.Row>
        <TextInput
          type="number"
          min={1}
          max={pool.length}
          label={t('draw.count')}
          value={Number.isNaN(draft.count) ? '' : draft.count}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange({ ...draft, count: value.trim() === '' ? Number.NaN : Number(value) });
          }}
        />
        <StrataSelect
          label={t('draw.stratifiedBy')}
          documents={pool}
          value={draft.stratifiedBy}
          onChange={(stratifiedBy) => onChange({ ...draft, stratifiedBy })}
        />
      </Form.Row>
      <p className={classes.hint}>
        {t(draft.count > pool.length ? 'draw.few' : 'draw.from', { count: pool.length })}
      </p>
    </>
  );
}
