import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './agreement-screen.module.css';
import { pageSize } from './queries.ts';

interface PagerProps {
  readonly from: number;
  readonly total: number;
  readonly onFrom: (from: number | undefined) => void;
}

/** Which part of a long list is shown, with the way to the next. Nothing where all of it is. */
export function Pager({ from, total, onFrom }: PagerProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  if (total <= pageSize) return null;
  const go = (next: number) => onFrom(next <= 0 ? undefined : next);
  return (
    <div className={classes.pager} data-screen="only">
      <Button variant="default" size="compact-sm" disabled={from === 0} onClick={() => go(from - pageSize)}>
        {t('page.previous')}
      </Button>
      <span>
        {t('page.shown', {
          first: format.number(from + 1),
          last: format.number(Math.min(total, from + pageSize)),
          total: format.number(total),
        })}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        disabled={from + pageSize >= total}
        onClick={() => go(from + pageSize)}
      >
        {t('page.next')}
      </Button>
    </div>
  );
}
