import type { SearchFound, SearchTotal } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { Fault } from '../../ui/fault.tsx';
import classes from './find-screen.module.css';
import { type Asked, totalQuery, watch } from './queries.ts';

/** How often it is asked how far it is, in milliseconds. */
const often = 400;

interface FoundLineProps {
  readonly asked: Asked;
  readonly query: UseQueryResult<SearchFound, unknown>;
}

/** How much was found; until that is known, how far it is, with a way to stop it. */
export function FoundLine({ asked, query }: FoundLineProps) {
  const { t } = useTranslation(['find', 'common']);
  const total = useTotalWords();
  const [stopped, setStopped] = useState(false);
  const { data, isError, error, fetchStatus, refetch } = query;
  if (data?.state === 'invalid') return null;
  if (data?.total != null)
    return (
      <p className={classes.total} role="status">
        {total(asked.piece, data.total, data.basis.documents)}
      </p>
    );
  if (fetchStatus === 'paused') return <p role="status">{t('common:state.waiting')}</p>;
  if (fetchStatus === 'fetching')
    return (
      <Looking
        projectId={asked.projectId}
        onStop={() => {
          setStopped(true);
          void queryClient.cancelQueries({ queryKey: totalQuery(asked).queryKey });
        }}
      />
    );
  if (isError && !stopped) return <Fault error={error} again={refetch} />;
  return (
    <p className={classes.looking} role="status">
      <span>{t('stopped')}</span>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          setStopped(false);
          void refetch();
        }}
      >
        {t('again')}
      </Button>
    </p>
  );
}

/** So many hits in so many documents; or in how many documents a query holds that marks no words. */
function useTotalWords() {
  const { t } = useTranslation('find');
  const format = useFormat();
  return (piece: Asked['piece'], { hits, documents }: SearchTotal, of: number): string => {
    const all = format.number(of);
    if (hits === 0 && documents > 0)
      return t('total.holds', { count: documents, number: format.number(documents), all });
    return t(piece === 'hit' ? 'total' : `total.${piece}`, {
      count: hits,
      number: format.number(hits),
      documents: format.number(documents),
      all,
    });
  };
}

function Looking({ projectId, onStop }: { readonly projectId: string; readonly onStop: () => void }) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const { data: progress } = useQuery(
    trpc.search.progress.queryOptions(
      { projectId, watch },
      { refetchInterval: often, staleTime: 0, retry: false },
    ),
  );
  return (
    <p className={classes.looking}>
      <span role="status">
        {progress == null
          ? t('looking')
          : t('looking.part', { done: format.number(progress.done), of: format.number(progress.of) })}
      </span>
      <progress
        className={classes.bar}
        aria-label={t('looking')}
        {...(progress == null ? {} : { value: progress.done, max: Math.max(1, progress.of) })}
      />
      <Button size="compact-sm" variant="default" onClick={onStop}>
        {t('stop')}
      </Button>
    </p>
  );
}
