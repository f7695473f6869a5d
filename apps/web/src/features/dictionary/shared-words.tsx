import type { DictionaryReport } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Section } from '../../ui/page.tsx';
import { useDictionaryAddress } from './address.ts';
import classes from './dictionary.module.css';

type Overlap = DictionaryReport['overlaps'][number];

/** So long a question can be. */
const longestQuery = 2_000;

interface OverlapsProps {
  readonly overlaps: readonly Overlap[];
  readonly concepts: DictionaryReport['concepts'];
}

/** Which concepts are found in the same words; each number unfolds to the first of these places. */
export function Overlaps({ overlaps, concepts }: OverlapsProps) {
  const { t } = useTranslation('dictionary');
  const format = useFormat();
  const nameOf = (at: number) => concepts[at]?.concept ?? '';
  if (overlaps.length === 0) return <p className={classes.none}>{t('overlaps.none')}</p>;
  return (
    <ul className={classes.places}>
      {overlaps.map(({ concepts: [one, other], passages, documents, first }) => (
        <li key={`${one} ${other}`}>
          <details>
            <summary>
              {t('overlap', {
                one: nameOf(one),
                other: nameOf(other),
                count: passages,
                number: format.number(passages),
                documents: format.number(documents),
              })}
            </summary>
            <Places places={first} />
            <InFind one={concepts[one]?.query ?? null} other={concepts[other]?.query ?? null} />
            {first.length < passages && (
              <p className={classes.none}>{t('overlaps.first', { count: first.length })}</p>
            )}
          </details>
        </li>
      ))}
    </ul>
  );
}

/** The words of one concept that hits of the other share, as a question. */
function InFind({ one, other }: { readonly one: string | null; readonly other: string | null }) {
  const { t } = useTranslation('dictionary');
  const { projectId, search } = useDictionaryAddress();
  const { set, where } = search;
  const q = `(${one}) OVERLAPS (${other})`;
  if (one === null || other === null || q.length > longestQuery) return null;
  return (
    <Link
      to="/p/$projectId/find"
      params={{ projectId }}
      search={{ q, ...(set !== undefined && { set }), ...(where !== undefined && { where }) }}
    >
      {t('overlap.find')}
    </Link>
  );
}

function Places({ places }: { readonly places: Overlap['first'] }) {
  const { t } = useTranslation('dictionary');
  const { projectId } = useDictionaryAddress();
  const format = useFormat();
  return (
    <ol className={classes.places}>
      {places.map(({ documentId, title, start, end }) => (
        <li key={`${documentId} ${start} ${end}`}>
          <Link
            to="/p/$projectId/documents/$documentId"
            params={{ projectId, documentId }}
            search={{ at: `${start}-${end}` }}
          >
            {t('place', { title, at: format.number(start + 1) })}
          </Link>
        </li>
      ))}
    </ol>
  );
}

/** Documents in which nothing of a dictionary is found. */
export function Without({ without }: { readonly without: DictionaryReport['without'] }) {
  const { t } = useTranslation('dictionary');
  const { projectId } = useDictionaryAddress();
  const format = useFormat();
  const { documents, first } = without;
  return (
    <Section title={t('without', { count: documents, number: format.number(documents) })}>
      <ul className={classes.places}>
        {first.map(({ documentId, title }) => (
          <li key={documentId}>
            <Link to="/p/$projectId/documents/$documentId" params={{ projectId, documentId }} dir="auto">
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {first.length < documents && (
        <p className={classes.none}>{t('without.first', { count: first.length })}</p>
      )}
    </Section>
  );
}
