import type { SearchFound, SearchTotal } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { Looking } from '../../parts/query/looking.tsx';
import { Fault } from '../../ui/fault.tsx';
import classes from './find-screen.module.css';
import { type Asked, totalQuery, watch } from './queries.ts';

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
        watch={watch}
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
