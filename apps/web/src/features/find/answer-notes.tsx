import type { ProjectDetail, SearchBasis, SearchError } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { Unquoted } from '../../parts/query/unquoted.ts';
import { useParser } from '../../parts/query/use-parser.ts';
import { useQueryFault } from '../../parts/query/use-query-fault.ts';
import classes from './find-screen.module.css';
import { useFindAddress } from './use-find-address.ts';
import { useValues } from './use-offer.tsx';

interface QuotesOfferProps {
  readonly detail: ProjectDetail;
  readonly query: string;
  readonly onTake: (query: string) => void;
}

interface AnswerNotesProps extends QuotesOfferProps {
  /** Nothing until there is an answer. */
  readonly basis: SearchBasis | undefined;
}

/** What is to be said of an answer, and of its question, beside what was found. */
export function AnswerNotes({ basis, ...offer }: AnswerNotesProps) {
  return (
    <>
      {basis !== undefined && <BasisNotes basis={basis} />}
      <QuotesOffer {...offer} />
    </>
  );
}

/** Of what the answer is not, or not wholly: it is said even where that changes nothing. */
function BasisNotes({ basis: { ownOnly, unknown, leftOut } }: { readonly basis: SearchBasis }) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const { switchedOff } = leftOut;
  const notes = [
    ...unknown.map(({ field, value }) => t('unknown', { field, value })),
    ...(ownOnly > 0 ? [t('ownOnly', { count: ownOnly, number: format.number(ownOnly) })] : []),
    ...(switchedOff > 0
      ? [t('switchedOff', { count: switchedOff, number: format.number(switchedOff) })]
      : []),
  ];
  return notes.map((note) => (
    <p key={note} className={classes.note}>
      {note}
    </p>
  ));
}

/** What was put aside, or the rest again. */
export function AsideSwitch({ count }: { readonly count: number }) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const { search, show } = useFindAddress();
  const only = search.aside === true;
  if (count === 0 && !only) return null;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      data-screen="only"
      onClick={() => show({ aside: only ? undefined : true })}
    >
      {only ? t('aside.showRest') : t('aside.show', { count, number: format.number(count) })}
    </Button>
  );
}

/** A query that the server cannot read: what is wrong is said here, where the field does not know it. */
export function InvalidLine({ error }: { readonly error: SearchError }) {
  const fault = useQueryFault()(error);
  const { search } = useFindAddress();
  return (
    <p className={classes.invalid} role="alert">
      <q>{search.q?.slice(fault.start, fault.end)}</q> {fault.words}
    </p>
  );
}

/** Where a value of several words was typed without the marks that make it one. */
function QuotesOffer({ detail, query, onTake }: QuotesOfferProps) {
  const found = useParser()?.unquotedIn(query, detail.project.documentFields) ?? [];
  return found.map((each) => (
    <Quoted key={`${each.head} ${each.longer[0]?.query}`} detail={detail} unquoted={each} onTake={onTake} />
  ));
}

interface QuotedProps extends Pick<QuotesOfferProps, 'detail' | 'onTake'> {
  readonly unquoted: Unquoted;
}

function Quoted({ detail: { project }, unquoted, onTake }: QuotedProps) {
  const { t } = useTranslation('find');
  const values = useValues(project.id, unquoted.field);
  const meant = useParser()?.quotedFor(unquoted, values, project.documentFields);
  if (meant == null) return null;
  return (
    <p className={classes.note} data-screen="only">
      <span>{t('quotes')}</span>{' '}
      <Button variant="default" size="compact-sm" onClick={() => onTake(meant.query)}>
        {meant.condition}
      </Button>
    </p>
  );
}
