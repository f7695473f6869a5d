import type { ProjectDetail, Round } from '@koersvast/contracts';
import { isRunning } from '@koersvast/core/round';
import type { Span } from '@koersvast/core/text';
import { useTranslation } from 'react-i18next';
import { mayHere } from '../../../data/project.ts';
import classes from '../reader.module.css';
import { Float } from './float.tsx';

interface WhyNotProps {
  readonly project: ProjectDetail;
  readonly round: Round | null;
  readonly mayCode: boolean;
  /** Done, and revealed since: that stays. */
  readonly settled: boolean;
  /** Whether the letter was read again since. */
  readonly replaced: boolean;
  readonly span: Span;
}

/** Says at a selection why there is nothing to choose for it. */
export function WhyNot({ project, round, mayCode, settled, replaced, span }: WhyNotProps) {
  const { t } = useTranslation('reader');
  const words = (): string | null => {
    if (project.project.archivedAt !== null) return t('whyNot.archived');
    if (!mayHere(project, 'annotation.write')) return t('whyNot.viewer');
    if (replaced) return t('whyNot.replaced');
    if (round === null) return null;
    if (round.state === 'planned') return t('round.planned');
    if (!isRunning(round)) return t('round.closed');
    if (!mayCode) return t('round.notGiven');
    return t(settled ? 'notice.settled' : 'whyNot.done');
  };
  const said = words();
  if (said === null) return null;
  return (
    <Float span={span} label={t('whyNot.label')}>
      <p className={classes.whyNot} role="status">
        {said}
      </p>
    </Float>
  );
}
