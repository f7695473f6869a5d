import { useTranslation } from 'react-i18next';
import { Segments } from '../../ui/segments.tsx';
import type { Pass } from './comparison.ts';
import classes from './pass-switch.module.css';

interface PassSwitchProps {
  readonly pass: Pass;
  /** Whether nothing has changed since the first pass. */
  readonly same: boolean;
  readonly onPass: (pass: Pass) => void;
}

/** Which work of a document is compared. The screen always says which. */
export function PassSwitch({ pass, same, onPass }: PassSwitchProps) {
  const { t } = useTranslation('compare');
  const what = same ? 'pass.same' : pass === 'first' ? 'pass.firstWhat' : 'pass.nowWhat';
  return <PassChoice pass={pass} what={t(what)} onPass={onPass} />;
}

interface PassChoiceProps {
  readonly pass: Pass;
  /** What the chosen one shows. */
  readonly what: string;
  readonly onPass: (pass: Pass) => void;
}

/** What was finished blind, or what it is now. */
export function PassChoice({ pass, what, onPass }: PassChoiceProps) {
  const { t } = useTranslation('compare');
  return (
    <div className={classes.bar}>
      <Segments
        label={t('pass.label')}
        value={pass}
        options={(['first', 'now'] as const).map((each) => ({ value: each, name: t(`pass.${each}`) }))}
        onChoose={onPass}
      />
      <p className={classes.what}>{what}</p>
    </div>
  );
}
