import type { Job } from '@koersvast/contracts';
import { Link, useNavigate } from '@tanstack/react-router';
import { type CSSProperties, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isLiving, isToldIn, useFollowJobs, useJobs } from '../../data/jobs.ts';
import { changed } from '../../data/news.ts';
import { say } from '../../lib/said.ts';
import classes from './job.module.css';

/** In the top bar: that long work of one's own goes on, and how far it is. Nothing while there is none. */
export function JobMark({ projectId }: { readonly projectId: string | undefined }) {
  const { t } = useTranslation('job');
  const jobs = useJobs().data ?? [];
  const living = jobs.filter(isLiving);
  const [first, ...others] = living.filter(({ mine }) => mine);
  useFollowJobs(living.some((job) => !isToldIn(projectId, job)));
  useSayWhatEnded(jobs);
  if (first === undefined) return null;
  const known = others.length === 0 && first.total > 0;
  const label = t('mark', { count: others.length + 1, what: t(`kind.${first.kind}`) });
  const done = { '--done': `${first.done / Math.max(1, first.total)}turn` } as CSSProperties;
  return (
    <Link to="/jobs" className={classes.mark} data-mark="jobs" aria-label={label} title={label}>
      <span
        className={classes.ring}
        data-unknown={!known}
        style={known ? done : undefined}
        aria-hidden="true"
      />
      <span aria-hidden="true">{t('mark.word')}</span>
    </Link>
  );
}

/** What is shown elsewhere of what a job has made is read again, and its person is told wherever they are. */
function useSayWhatEnded(jobs: readonly Job[]): void {
  const { t } = useTranslation('job');
  const go = useNavigate();
  const going = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs) {
      if (isLiving(job)) {
        going.current.add(job.id);
        continue;
      }
      if (!going.current.delete(job.id)) continue;
      if (job.kind === 'installation.backup') changed(['backup']);
      // Of a codebook its own screen speaks, which waits for it.
      if (!job.mine || job.kind !== 'installation.backup' || job.state === 'cancelled') continue;
      if (job.state === 'done') say(t('said.backup'));
      else
        say(t('said.failed', { what: t(`kind.${job.kind}`) }), {
          label: t('said.show'),
          act: () => void go({ to: '/jobs' }),
        });
    }
  }, [jobs, t, go]);
}
