import type { Job } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFollowJobs } from '../../data/follow-jobs.ts';
import { isLiving, useJobs } from '../../data/jobs.ts';
import { trpc } from '../../data/trpc.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import { Rows } from '../../ui/rows.tsx';
import classes from './job.module.css';
import { JobRow } from './job-row.tsx';

/** All long work that this person may see: what goes on, and what has ended. */
export function JobsScreen() {
  const { t } = useTranslation('job');
  const jobs = useJobs();
  const all = useRef<HTMLElement>(null);
  const projects = useQuery(trpc.project.list.queryOptions({}));
  const names = new Map(projects.data?.map(({ project }) => [project.id, project.name]));
  usePageTitle(t('title'));
  // Whoever looks at it sees what others begin, too.
  useFollowJobs(true);
  const rows = (list: readonly Job[]) =>
    list.map((job) => (
      <JobRow
        key={job.id}
        job={job}
        focusAfter={all}
        place={job.projectId === null ? t('installation') : (names.get(job.projectId) ?? '…')}
      />
    ));
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Loaded query={jobs}>
        {(list) => {
          const living = list.filter(isLiving);
          const ended = list.filter((job) => !isLiving(job));
          return (
            <section ref={all} aria-label={t('title')} tabIndex={-1} className={classes.all}>
              {living.length === 0 ? (
                <Empty title={t('none')}>{t('none.text')}</Empty>
              ) : (
                <Section title={t('now')}>
                  <Rows label={t('now')}>{rows(living)}</Rows>
                </Section>
              )}
              {ended.length > 0 && (
                <Section title={t('ended')} lead={t('ended.lead')}>
                  <Rows label={t('ended')}>{rows(ended)}</Rows>
                </Section>
              )}
            </section>
          );
        }}
      </Loaded>
    </Page>
  );
}
