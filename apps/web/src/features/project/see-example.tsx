import { Button } from '@mantine/core';
import { useMutation, useMutationState } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isPassing, refusalOf } from '../../data/errors.ts';
import { isLiving, useJobs } from '../../data/jobs.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { say } from '../../lib/said.ts';
import { JobProgress } from '../../parts/job/job-progress.tsx';
import { Fault } from '../../ui/fault.tsx';
import classes from './projects-screen.module.css';

const filters = { mutationKey: trpc.demo.add.mutationKey(), status: 'pending' } as const;

/** Opens what was added; whoever has left the screen meanwhile is taken nowhere, and told how it ended. */
function useAddExample() {
  const { t } = useTranslation('job');
  const go = useNavigate();
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return useMutation(
    trpc.demo.add.mutationOptions({
      onSuccess: ({ projectId }) => {
        const open = () => void go({ to: '/p/$projectId/documents', params: { projectId } });
        if (shown.current) open();
        else say(t('said.demo'), { label: t('said.show'), act: open });
      },
      onError: (error) => {
        // Whoever cancels it has been told, and what was only lost may go on.
        if (shown.current || isPassing(error) || refusalOf(error)?.code === 'job_cancelled') return;
        say(t('said.failed', { what: t('kind.demo.add') }), {
          label: t('said.show'),
          act: () => void go({ to: '/jobs' }),
        });
      },
    }),
  );
}

/** Adds a project to look at, and opens it where its person has not gone elsewhere meanwhile. */
export function SeeExample() {
  const { t } = useTranslation(['project', 'common']);
  const add = useAddExample();
  // Asked for by this screen as it is shown now, or before its person went elsewhere and came back.
  const asked = useMutationState({ filters, select: ({ state }) => state.isPaused });
  const going = useJobs().data?.find((job) => job.kind === 'demo.add' && job.mine && isLiving(job));
  const making = asked.length > 0 || going !== undefined;
  const see = () => {
    // The second click of two comes before the first has been drawn.
    if (queryClient.isMutating(filters) > 0) return;
    add.mutate({});
  };
  const words = asked.includes(true) ? 'common:state.waiting' : making ? 'example.making' : 'example.about';
  return (
    <div className={classes.example}>
      <Button variant="default" loading={making} onClick={see}>
        {t('example.see')}
      </Button>
      <p className={classes.about} role="status">
        {t(words)}
      </p>
      {going !== undefined && <JobProgress job={going} />}
      <Fault error={add.error} again={see} />
    </div>
  );
}
