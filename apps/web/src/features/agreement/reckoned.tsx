import type { AgreementMissing } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { type QueryKey, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../data/trpc.ts';
import { Fault } from '../../ui/fault.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import { Missing } from './missing.tsx';
import { watch } from './queries.ts';
import classes from './reckoned.module.css';

interface Ready {
  readonly state: 'ready';
}
interface NotYet {
  readonly state: 'missing';
  readonly missing: readonly AgreementMissing[];
}

interface ReckonedProps<Answer extends Ready | NotYet> {
  readonly query: UseQueryResult<Answer, unknown>;
  readonly queryKey: QueryKey;
  readonly projectId: string;
  readonly children: (figures: Exclude<Answer, { state: 'missing' }>) => ReactNode;
}

/** What takes a while to be reckoned: how far it is, with a way to stop it, and the figures once they are there. */
export function Reckoned<Answer extends Ready | NotYet>({
  query,
  queryKey,
  projectId,
  children,
}: ReckonedProps<Answer>) {
  const { t } = useTranslation(['agreement', 'common']);
  const [stopped, setStopped] = useState(false);
  const { data, isError, error, fetchStatus, refetch } = query;
  const again = () => {
    setStopped(false);
    return refetch();
  };
  if (data !== undefined)
    return data.state === 'missing' ? (
      <Missing projectId={projectId} missing={data.missing} />
    ) : (
      children(data as Exclude<Answer, { state: 'missing' }>)
    );
  if (fetchStatus === 'paused') return <Skeleton label={t('common:state.waiting')} />;
  if (fetchStatus === 'fetching')
    return (
      <Working
        projectId={projectId}
        onStop={() => {
          setStopped(true);
          void queryClient.cancelQueries({ queryKey });
        }}
      />
    );
  if (stopped)
    return (
      <div className={classes.line} role="status">
        <span>{t('reckoning.stopped')}</span>
        <Button size="compact-sm" variant="default" onClick={() => void again()}>
          {t('reckoning.again')}
        </Button>
      </div>
    );
  return isError ? <Fault error={error} again={again} /> : <Skeleton />;
}

/** How often it is asked how far it is, in milliseconds. */
const often = 500;

function Working({ projectId, onStop }: { readonly projectId: string; readonly onStop: () => void }) {
  const { t } = useTranslation('agreement');
  const { data: progress } = useQuery(
    trpc.agreement.progress.queryOptions(
      { projectId, watch },
      { refetchInterval: often, staleTime: 0, retry: false },
    ),
  );
  const words =
    progress == null ? t('reckoning') : t('reckoning.part', { done: progress.done, of: progress.of });
  return (
    <div className={classes.working}>
      <div className={classes.line}>
        <span role="status">{words}</span>
        <Button size="compact-sm" variant="default" onClick={onStop}>
          {t('reckoning.cancel')}
        </Button>
      </div>
      <progress
        className={classes.bar}
        aria-label={t('reckoning')}
        {...(progress == null ? {} : { value: progress.done, max: Math.max(1, progress.of) })}
      />
      <Skeleton label={t('reckoning')} />
    </div>
  );
}
