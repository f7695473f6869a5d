import type { Job } from '@koersvast/contracts';
import { type JobStep, jobSteps } from '@koersvast/core/job';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './job-progress.module.css';

/** How far a job is that goes on. */
export function JobProgress({ job }: { readonly job: Job }) {
  const { t } = useTranslation('job');
  const format = useFormat();
  const { kind, state, step, done, total, cancelling, mine } = job;
  if (!mine) return <div className={classes.quiet}>{t('others')}</div>;
  if (state === 'queued') return <div className={classes.quiet}>{t('state.queued')}</div>;
  const known = jobSteps.find((each): each is JobStep => each === step);
  const words = [
    cancelling ? t('cancelling') : known === undefined ? t('state.running') : t(`step.${known}`),
    ...(total > 0 ? [t('of', { done: format.number(done), total: format.number(total) })] : []),
  ];
  return (
    <div className={classes.how}>
      <progress
        aria-label={t('progress', { what: t(`kind.${kind}`) })}
        {...(total > 0 && { value: done, max: total })}
      />
      <span className={classes.quiet}>{words.join(' · ')}</span>
    </div>
  );
}
