import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOnline } from '../lib/online.ts';
import { Fault } from './fault.tsx';
import classes from './state.module.css';

/** Grey lines where text will be, from 200 ms on. */
export function Skeleton({ label }: { readonly label?: string }) {
  const { t } = useTranslation();
  const online = useOnline();
  const coming = t(online ? 'state.loading' : 'state.waiting');
  return (
    <div className={classes.skeleton} role="status" aria-label={label ?? coming}>
      <span />
      <span />
      <span />
      <span />
    </div>
  );
}

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data, unknown>;
  readonly children: (data: Data) => ReactNode;
}

/** What a query has read; until then grey lines, and a sentence with another try when it cannot be read. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Fault error={query.error} again={query.refetch} />;
  return <Skeleton label={query.fetchStatus === 'paused' ? t('state.waiting') : t('state.loading')} />;
}
