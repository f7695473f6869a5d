import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import classes from './tag-all.module.css';
import type { Going } from './use-going.ts';
import type { Counts } from './use-review.ts';

interface ReviewBarProps {
  readonly going: Going;
  readonly counts: Counts;
  /** The name of the tag; null as long as none was chosen. */
  readonly tag: string | null;
  readonly pending: boolean;
  readonly onSubmit: () => void;
  readonly onLeave: () => void;
}

/** What the keys do, for whoever has none: always in reach, with how much is decided. */
export function ReviewBar({ going, counts, tag, pending, onSubmit, onLeave }: ReviewBarProps) {
  const { t } = useTranslation('tagAll');
  const format = useFormat();
  const { none, choose, acceptLetter, back } = going;
  const accepted = format.number(counts.accepted.length);
  const deeds = [
    { name: t('accept'), off: none, act: () => choose('accepted') },
    { name: t('reject'), off: none, act: () => choose('rejected') },
    { name: t('acceptLetter'), off: none, act: acceptLetter },
    { name: t('back'), off: none, act: back },
  ];
  return (
    <div className={classes.bar} data-screen="only">
      <p role="status" className={classes.counts}>
        {t('counts', {
          accepted,
          rejected: format.number(counts.rejected),
          left: format.number(counts.left),
        })}
      </p>
      <div className={classes.actions}>
        {deeds.map(({ name, off, act }) => (
          <Button key={name} size="compact-md" variant="default" disabled={off} onClick={act}>
            {name}
          </Button>
        ))}
      </div>
      <div className={classes.actions}>
        <Button
          size="compact-md"
          disabled={counts.accepted.length === 0 || tag === null}
          loading={pending}
          onClick={onSubmit}
        >
          {tag === null
            ? t('chooseFirst')
            : t('submit', { count: counts.accepted.length, number: accepted, tag })}
        </Button>
        <Button size="compact-md" variant="subtle" onClick={onLeave}>
          {t('leave')}
        </Button>
      </div>
    </div>
  );
}
