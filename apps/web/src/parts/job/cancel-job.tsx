import type { Job } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { takeUpJobs } from '../../data/jobs.ts';
import { trpc } from '../../data/trpc.ts';
import { say } from '../../lib/said.ts';
import { Fault } from '../../ui/fault.tsx';

interface CancelJobProps {
  readonly job: Job;
  /** What is focused once the job is cancelled: the button is gone then. */
  readonly focusAfter: RefObject<HTMLElement | null>;
}

/** Cancels a job, where the person may; nothing where they may not, or it is being cancelled already. */
export function CancelJob({ job: { id: jobId, projectId, kind, mayCancel }, focusAfter }: CancelJobProps) {
  const { t } = useTranslation('job');
  const what = t(`kind.${kind}`);
  const cancel = useMutation(
    trpc.job.cancel.mutationOptions({
      onSuccess: (cancelled) => {
        focusAfter.current?.focus();
        takeUpJobs([cancelled]);
        // It may have ended while it was asked for.
        if (cancelled.state === 'cancelled' || cancelled.cancelling) say(t('said.cancelled', { what }));
      },
    }),
  );
  const ask = () => cancel.mutate({ projectId, jobId });
  if (!mayCancel) return null;
  return (
    <>
      <Button
        variant="default"
        loading={cancel.isPending}
        aria-label={t('cancel.of', { what })}
        onClick={ask}
      >
        {t('cancel')}
      </Button>
      <Fault error={cancel.error} again={ask} />
    </>
  );
}
