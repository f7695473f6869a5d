import { useTranslation } from 'react-i18next';
import { Choice } from './choice.tsx';
import { Matrix } from './matrix.tsx';
import { PlanFields } from './plan-fields.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { RepeatFields, RepeatPreview } from './repeat-fields.tsx';
import classes from './round.module.css';
import type { NewRound } from './use-new-round.ts';
import type { Giving } from './use-round-plan.ts';

/** Who codes what in a new round: by rule, by hand, or nobody in particular; or each again what they coded before. */
export function WhoCodes({ round }: { readonly round: NewRound }) {
  const { t } = useTranslation('round');
  const { blind, which, giving, coders, documents, draft, setDraft } = round;
  if (which === 'again')
    return (
      <RepeatFields
        coders={round.members}
        draft={draft}
        onChange={setDraft}
        repeat={round.repeat}
        onRepeat={round.setRepeat}
      />
    );
  const isDrawn = which === 'drawn';
  const hand = { value: 'hand', name: t('new.hand'), what: t('new.hand.what') } as const;
  const nobody = { value: 'nobody', name: t('new.nobody'), what: t('new.nobody.what') } as const;
  return (
    <>
      <Choice<Giving>
        legend={t('new.who')}
        value={giving}
        options={[
          { value: 'rule', name: t('new.rule'), what: t('new.rule.what') },
          ...(isDrawn ? [] : [hand]),
          ...(blind || isDrawn ? [] : [nobody]),
        ]}
        onChange={round.setGiving}
      />
      {giving === 'rule' && (
        <PlanFields coders={coders} documents={documents} draft={draft} onChange={setDraft} />
      )}
      {giving === 'hand' && documents.length > 0 && (
        <div className={classes.wide}>
          <Matrix
            label={t('matrix')}
            documents={documents.map((item) => item.document)}
            coders={coders}
            chosen={round.chosen}
            onChoose={round.choose}
          />
        </div>
      )}
    </>
  );
}

/** What a rule would give to whom: below all fields, because it comes late and differs with each of them. */
export function WhatIsGiven({ round }: { readonly round: NewRound }) {
  const { which, giving, coders, documents, previewed, repeatPreview } = round;
  if (which === 'again')
    return repeatPreview !== null && <RepeatPreview coders={round.members} preview={repeatPreview} />;
  if (giving !== 'rule' || previewed === null || (which !== 'drawn' && documents.length === 0)) return null;
  return (
    <div className={classes.wide}>
      <PlanPreview
        planned={round.preview}
        coders={coders}
        documents={documents}
        plan={previewed}
        comes={round.givenComes}
      />
    </div>
  );
}
