import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isLiving, useJobs } from '../../data/jobs.ts';
import { trpc } from '../../data/trpc.ts';
import { JobProgress } from '../../parts/job/job-progress.tsx';
import { Fault } from '../../ui/fault.tsx';
import classes from './projects-screen.module.css';

/** Adds a project to look at, and opens it where its person has not gone elsewhere meanwhile. */
export function SeeExample() {
  const { t } = useTranslation('project');
  const go = useNavigate();
  const add = useMutation(trpc.demo.add.mutationOptions());
  const going = useJobs().data?.find((job) => job.kind === 'demo.add' && job.mine && isLiving(job));
  const making = add.isPending || going !== undefined;
  const see = () =>
    add.mutate(
      {},
      // Not called once this screen is gone.
      { onSuccess: ({ projectId }) => void go({ to: '/p/$projectId/documents', params: { projectId } }) },
    );
  return (
    <div className={classes.example}>
      <Button variant="default" loading={making} onClick={see}>
        {t('example.see')}
      </Button>
      <p className={classes.about} role="status">
        {t(making ? 'example.making' : 'example.about')}
      </p>
      {going !== undefined && <JobProgress job={going} />}
      <Fault error={add.error} again={see} />
    </div>
  );
}
