import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { isLiving } from '../../data/jobs.ts';
import { CancelJob } from '../../parts/job/cancel-job.tsx';
import { JobProgress } from '../../parts/job/job-progress.tsx';
import classes from './intake-desk.module.css';
import type { Desk } from './use-intake.ts';

/** What the server does with this import now, or why it stopped, and how it goes on. */
export function JobLine({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('intake');
  const words = useRefusalWords();
  const place = useRef<HTMLDivElement>(null);
  const { job, unread, busy, away, total, read } = desk;
  const living = job !== null && isLiving(job);
  const stopped = job !== null && (job.state === 'failed' || job.state === 'cancelled');
  // As long as files come, or are still to be chosen, it waits for them.
  const readable = unread && !busy && !living && (stopped || total.going === 0);
  if (!living && !stopped && !readable) return null;
  return (
    <div className={classes.job} ref={place} tabIndex={-1}>
      {living && <JobProgress job={job} />}
      {living && away && <p role="status">{t('job.away')}</p>}
      {living && <CancelJob job={job} focusAfter={place} />}
      {stopped && !living && (
        <p role="alert">
          {/* Adding is one operation: of one that stopped, nothing is in. */}
          {t(
            `job.${job.kind === 'intake.add' ? 'add.' : ''}${job.state === 'cancelled' ? job.state : 'failed'}`,
          )}{' '}
          {/* Of a reading that a server did not come to the end of, what was read is there. */}
          {job.problems
            .map(({ code, details }) =>
              code === 'job_interrupted' ? t('job.interrupted') : words(code, details),
            )
            .join(' ')}
        </p>
      )}
      {readable && (
        <Button variant="default" onClick={read}>
          {t('job.read')}
        </Button>
      )}
    </div>
  );
}
