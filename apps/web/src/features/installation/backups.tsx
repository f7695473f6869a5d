import { DomainError } from '@koersvast/core/error';
import { Button } from '@mantine/core';
import { useMutation, useMutationState, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isLiving, useJobs } from '../../data/jobs.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { CancelJob } from '../../parts/job/cancel-job.tsx';
import { JobProgress } from '../../parts/job/job-progress.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import classes from './installation.module.css';
import { useStillOwner } from './use-still-owner.ts';

/** The backups in the data folder of the server, and one more when it is asked for. */
export function Backups() {
  const { t } = useTranslation('installation');
  const format = useFormat();
  const status = useRef<HTMLParagraphElement>(null);
  const backups = useQuery(trpc.installation.backups.queryOptions({}));
  const make = useMutation(trpc.installation.backUp.mutationOptions());
  // Of all that were asked for in this tab: one goes on when its person leaves the screen and comes back.
  const last = useMutationState({
    filters: { mutationKey: trpc.installation.backUp.mutationKey() },
    select: ({ state: { status, error, data } }) => ({
      pending: status === 'pending',
      error,
      jobId: (data as { readonly jobId?: string } | undefined)?.jobId,
    }),
  }).at(-1);
  const jobs = useJobs().data?.filter(({ kind }) => kind === 'installation.backup') ?? [];
  const going = jobs.find(isLiving);
  const asked = jobs.find(({ id }) => id === last?.jobId);
  const making = last?.pending === true || going !== undefined;
  const ask = () => make.mutate({ wait: false });
  useStillOwner(backups.error, last?.error);
  return (
    <Section title={t('backups')} lead={t('backups.lead')}>
      <div className={classes.part}>
        <p className={classes.restore}>
          {t('backups.restore')} <code>npm run koersvast -- restore FILE</code>
        </p>
        <div className={classes.make}>
          <Button loading={making} onClick={ask}>
            {t('backups.make')}
          </Button>
          <p className={classes.quiet} role="status" ref={status} tabIndex={-1}>
            {t(making ? 'backups.making' : 'backups.takes')}
          </p>
        </div>
        {going !== undefined && (
          <div className={classes.make}>
            <JobProgress job={going} />
            <CancelJob job={going} focusAfter={status} />
            <Link to="/jobs">{t('backups.jobs')}</Link>
          </div>
        )}
        <Fault error={last?.error} again={ask} />
        {asked?.problems.map(({ code, details }) => (
          <Fault key={code} error={new DomainError(code, details)} again={ask} />
        ))}
        <Loaded query={backups}>
          {(list) =>
            list.length === 0 ? (
              <p className={classes.quiet}>{t('backups.none')}</p>
            ) : (
              <Rows label={t('backups')}>
                {list.map(({ name, at, byHand }) => (
                  <Row
                    key={name}
                    title={
                      <>
                        {format.moment(at)}
                        <span className={classes.quiet}>
                          {' · '}
                          {t(byHand ? 'backups.byHand' : 'backups.beforeUpdate')}
                        </span>
                      </>
                    }
                    detail={<span className={classes.detail}>{name}</span>}
                  />
                ))}
              </Rows>
            )
          }
        </Loaded>
      </div>
    </Section>
  );
}
