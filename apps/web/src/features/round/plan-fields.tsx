import type { DocumentListItem } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NamedCoder } from '../../data/coder-names.ts';
import { Form } from '../../ui/form.tsx';
import { Choice, Several } from './choice.tsx';
import { newSeed, type PlanDraft } from './plan.ts';
import classes from './round.module.css';
import { StrataSelect } from './strata-select.tsx';

interface PlanFieldsProps {
  readonly coders: readonly NamedCoder[];
  readonly documents: readonly DocumentListItem[];
  readonly draft: PlanDraft;
  readonly onChange: (draft: PlanDraft) => void;
}

function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** How the assignments are to be drawn. */
export function PlanFields({ coders, documents, draft, onChange }: PlanFieldsProps) {
  const { t } = useTranslation('round');
  const set = (change: Partial<PlanDraft>) => onChange({ ...draft, ...change });
  const needed = draft.kind === 'each' ? draft.coders : 2;
  return (
    <>
      <Choice
        legend={t('plan.kind')}
        value={draft.kind}
        options={[
          { value: 'each', name: t('plan.each'), what: t('plan.each.what') },
          { value: 'sample', name: t('plan.sample'), what: t('plan.sample.what') },
        ]}
        onChange={(kind) => set({ kind })}
      />
      <Several
        legend={t('plan.coders')}
        items={coders.map(({ id, name, email, hint }) => ({
          id,
          email: email ?? null,
          name: hint === undefined ? name : `${name} (${hint})`,
        }))}
        chosen={draft.memberIds}
        onChange={(memberIds) => set({ memberIds })}
      />
      {draft.memberIds.length < needed && <p className={classes.hint}>{t('plan.few', { count: needed })}</p>}
      <Form.Row>
        {draft.kind === 'each' ? (
          <TextInput
            type="number"
            min={1}
            max={20}
            label={t('plan.codersPerDocument')}
            value={Number.isNaN(draft.coders) ? '' : draft.coders}
            onChange={(event) => set({ coders: numberIn(event.currentTarget.value) })}
          />
        ) : (
          <>
            <TextInput
              type="number"
              min={1}
              max={100}
              label={t('plan.percent')}
              value={Number.isNaN(draft.percent) ? '' : draft.percent}
              onChange={(event) => set({ percent: numberIn(event.currentTarget.value) })}
            />
            <StrataSelect
              label={t('plan.stratifiedBy')}
              documents={documents}
              value={draft.stratifiedBy}
              onChange={(stratifiedBy) => set({ stratifiedBy })}
            />
          </>
        )}
        <div className={classes.seed}>
          <TextInput
            type="number"
            min={0}
            label={t('plan.seed')}
            value={Number.isNaN(draft.seed) ? '' : draft.seed}
            onChange={(event) => set({ seed: numberIn(event.currentTarget.value) })}
          />
          <Button variant="default" onClick={() => set({ seed: newSeed() })}>
            {t('plan.draw')}
          </Button>
        </div>
      </Form.Row>
      <p className={classes.hint}>{t('plan.seed.what')}</p>
    </>
  );
}
