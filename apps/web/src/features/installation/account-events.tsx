import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { Row, Rows } from '../../ui/rows.tsx';
import classes from './installation.module.css';

/** What owners did to accounts, the newest first; nothing is there before the first time. */
export function AccountEvents() {
  const { t } = useTranslation('installation');
  const format = useFormat();
  const events = useQuery(trpc.installation.accountEvents.queryOptions({}));
  if (events.data === undefined || events.data.length === 0) return null;
  return (
    <details className={classes.events}>
      <summary>{t('events')}</summary>
      <Rows label={t('events')}>
        {events.data.map(({ id, at, kind, person, by }) => (
          <Row
            key={id}
            title={t(`event.${kind}`, { name: person })}
            detail={[
              format.moment(at),
              by === null ? t('event.commandLine') : t('event.by', { name: by }),
            ].join(' · ')}
          />
        ))}
      </Rows>
    </details>
  );
}
