import type { PlannedRepeats } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NamedCoder } from '../../data/coder-names.ts';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Several } from './choice.tsx';
import { newSeed, type PlanDraft, type RepeatDraft } from './plan.ts';
import classes from './round.module.css';

interface RepeatFieldsProps {
  /** Members: whoever is only invited has coded nothing yet. */
  readonly coders: readonly NamedCoder[];
  readonly draft: PlanDraft;
  readonly onChange: (draft: PlanDraft) => void;
  readonly repeat: RepeatDraft;
  readonly onRepeat: (repeat: RepeatDraft) => void;
}

const numberIn = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
const shown = (value: number) => (Number.isNaN(value) ? '' : value);

/** Who codes how many of their own documents again, and how long ago they must have finished them. */
export function RepeatFields(props: RepeatFieldsProps) {
  const { coders, draft, onChange, repeat, onRepeat } = props;
  const { t } = useTranslation('round');
  return (
    <>
      <Several
        legend={t('repeat.coders')}
        items={coders.map(({ id, name, email }) => ({ id, name, email: email ?? null }))}
        chosen={draft.memberIds}
        onChange={(memberIds) => onChange({ ...draft, memberIds })}
      />
      <Form.Row>
        <TextInput
          type="number"
          min={1}
          max={500}
          label={t('repeat.perCoder')}
          value={shown(repeat.perCoder)}
          onChange={(event) => onRepeat({ ...repeat, perCoder: numberIn(event.currentTarget.value) })}
        />
        <TextInput
          type="number"
          min={0}
          max={3650}
          label={t('repeat.days')}
          value={shown(repeat.days)}
          onChange={(event) => onRepeat({ ...repeat, days: numberIn(event.currentTarget.value) })}
        />
        <div className={classes.seed}>
          <TextInput
            type="number"
            min={0}
            label={t('plan.seed')}
            value={shown(draft.seed)}
            onChange={(event) => onChange({ ...draft, seed: numberIn(event.currentTarget.value) })}
          />
          <Button variant="default" onClick={() => onChange({ ...draft, seed: newSeed() })}>
            {t('plan.draw')}
          </Button>
        </div>
      </Form.Row>
      <p className={classes.hint}>{t('repeat.what')}</p>
    </>
  );
}

interface RepeatPreviewProps {
  readonly coders: readonly NamedCoder[];
  readonly preview: UseQueryResult<PlannedRepeats>;
}

/** How many documents each would get of those that they finished. */
export function RepeatPreview({ coders, preview }: RepeatPreviewProps) {
  const { t } = useTranslation('round');
  const nameOf = (id: string) => coders.find((coder) => coder.id === id)?.name ?? '–';
  return (
    <Loaded query={preview}>
      {(planned) => (
        <ul aria-label={t('preview')}>
          {planned.coders.map(({ memberId, documents, drawnDocumentIds }) => (
            <li key={memberId}>
              {documents === 0
                ? t('repeat.nobody', { name: nameOf(memberId) })
                : t('repeat.coder', {
                    name: nameOf(memberId),
                    count: drawnDocumentIds.length,
                    of: documents,
                  })}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
