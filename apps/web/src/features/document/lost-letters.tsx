import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './documents-screen.module.css';

/** In which letters something waits for a place since they were read again; nothing where nothing does. */
export function LostLetters({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  const lost = useQuery(trpc.rendition.lost.queryOptions({ projectId, documentId: null }));
  const letters = [...Map.groupBy(lost.data?.annotations ?? [], ({ currentId }) => currentId)];
  if (letters.length === 0) return null;
  return (
    <p className={classes.lost}>
      {t('lost.letters')}{' '}
      {letters.map(([documentId, waiting], at) => (
        <span key={documentId}>
          {at > 0 && ', '}
          <Link
            to="/p/$projectId/documents/$documentId"
            params={{ projectId, documentId }}
            search={{ lost: true }}
          >
            {t('lost.letter', { title: waiting[0]?.title ?? '', number: format.number(waiting.length) })}
          </Link>
        </span>
      ))}
    </p>
  );
}
