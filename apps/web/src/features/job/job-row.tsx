import type { Job } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { isLiving } from '../../data/jobs.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { CancelJob } from '../../parts/job/cancel-job.tsx';
import { JobProgress } from '../../parts/job/job-progress.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Row } from '../../ui/rows.tsx';
import classes from './job.module.css';

interface JobRowProps {
  readonly job: Job;
  readonly place: string;
  /** Focused when it is cancelled: its row is another then. */
  readonly focusAfter: RefObject<HTMLElement | null>;
}

/** One job: what, where and for whom, how far or how it ended, and what can be done about it. */
export function JobRow({ job, place, focusAfter }: JobRowProps) {
  const { t } = useTranslation('job');
  const format = useFormat();
  const refusal = useRefusalWords();
  const { kind, state, mine, by, problems } = job;
  const what = t(`kind.${kind}`);
  const living = isLiving(job);
  const from = mine ? [] : [t('by', { name: by })];
  return (
    <Row
      title={
        <>
          {what}
          {!living && (
            <span className={state === 'failed' ? classes.failed : classes.quiet}>
              {' · '}
              {t(`state.${state}`)}
            </span>
          )}
        </>
      }
      detail={
        <>
          {[place, ...from, format.moment(job.createdAt)].join(' · ')}
          {living && <JobProgress job={job} />}
          {problems.map(({ code, details }) => (
            <div key={code} className={classes.failed}>
              {refusal(code, details)}
            </div>
          ))}
          {state === 'done' && mine && <Result job={job} />}
        </>
      }
    >
      <CancelJob job={job} focusAfter={focusAfter} />
    </Row>
  );
}

/** Asked for when somebody opens it: it may be large. */
function Result({ job: { id: jobId, projectId, kind } }: { readonly job: Job }) {
  const { t } = useTranslation('job');
  const [opened, setOpened] = useState(false);
  const result = useQuery(trpc.job.get.queryOptions({ projectId, jobId }, { enabled: opened }));
  if (kind !== 'installation.backup' && kind !== 'tag.import') return null;
  return (
    <details className={classes.result} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>{t('result')}</summary>
      {opened && (
        <Loaded query={result}>
          {(found) =>
            kind === 'installation.backup' ? (
              <p>
                <code>{nameIn(found.result)}</code> <Link to="/installation">{t('to.backups')}</Link>
              </p>
            ) : (
              <p>
                {t('result.codebook', countsIn(found.result))}{' '}
                {projectId !== null && (
                  <Link to="/p/$projectId/codebook" params={{ projectId }}>
                    {t('to.codebook')}
                  </Link>
                )}
              </p>
            )
          }
        </Loaded>
      )}
    </details>
  );
}

/** What a backup says of itself: how it is called. */
function nameIn(result: unknown): string {
  return typeof result === 'object' && result !== null && 'name' in result ? String(result.name) : '';
}

/** What reading a codebook in says of its rows. */
function countsIn(result: unknown): { added: number; changed: number; same: number } {
  const rows: readonly { outcome?: unknown }[] =
    typeof result === 'object' && result !== null && 'rows' in result && Array.isArray(result.rows)
      ? result.rows
      : [];
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  return { added: count('added'), changed: count('changed'), same: count('same') };
}
