import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './looking.module.css';

/** How often it is asked how far it is, in milliseconds. */
const often = 400;

interface LookingProps {
  readonly projectId: string;
  /** The name under which the server tells how far it is. */
  readonly watch: string;
  readonly onStop: () => void;
}

/** How far a search is, with a way to stop it. */
export function Looking({ projectId, watch, onStop }: LookingProps) {
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
