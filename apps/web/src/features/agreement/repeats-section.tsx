import type { AgreementRepeats, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHere } from '../../data/project.ts';
import { useFormat } from '../../lib/format.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Section } from '../../ui/page.tsx';
import classes from './agreement-screen.module.css';
import { PassagesLink } from './passages-link.tsx';
import { repeatsQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useFigures } from './use-figures.ts';
import { useNames } from './use-names.ts';
import { useWayBack } from './use-way-back.ts';

type Repeats = Extract<AgreementRepeats, { state: 'ready' }>;

/** Each coder against themself, in what they coded again. */
export function RepeatsSection({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection } = useAgreementAddress();
  const options = repeatsQuery({ projectId, selection }, search);
  const query = useQuery(options);
  return (
    <Section title={t('repeats.title')} lead={t('repeats.lead')}>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {(repeats) => <Coders detail={detail} repeats={repeats} />}
      </Reckoned>
    </Section>
  );
}

function Coders({ detail, repeats }: { readonly detail: ProjectDetail; readonly repeats: Repeats }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { alpha, reason, documents, between } = useFigures();
  const { projectId, search } = useAgreementAddress();
  const { coder } = useNames(detail);
  const list = useRef<HTMLUListElement>(null);
  useWayBack(list);
  const { coders, notRevealed } = repeats;
  const sentence = ({ coderId, documentIds, alpha: figure }: Repeats['coders'][number]) => {
    const said = { name: coder(coderId), documents: documents(documentIds.length) };
    if (figure.value === null) return t('repeats.none', { ...said, reason: reason(figure.reason) });
    const interval = between(figure) ?? t('repeats.noInterval', { reason: reason(figure.noInterval) });
    return t('repeats.coder', { ...said, value: alpha(figure.value), interval });
  };
  return (
    <>
      {coders.length === 0 ? (
        <p className={classes.quiet}>{t('repeats.nobody')}</p>
      ) : (
        <ul ref={list}>
          {coders.map((each) => (
            <li key={each.coderId}>
              {sentence(each)}{' '}
              <PassagesLink
                place={`again ${each.coderId}`}
                which={{ again: each.coderId, ...(search.of !== undefined && { tag: search.of }) }}
                label={t('repeats.passagesOf', { name: coder(each.coderId) })}
              >
                {t('repeats.passages')}
              </PassagesLink>
            </li>
          ))}
        </ul>
      )}
      {notRevealed.length > 0 && (
        <p className={classes.quiet}>
          {t('repeats.notRevealed', {
            count: notRevealed.length,
            rounds: format.list(notRevealed.map(String)),
          })}
        </p>
      )}
      {mayHere(detail, 'round.edit') && (
        <p className={classes.more} data-screen="only">
          <ButtonLink
            to="/p/$projectId/rounds/new"
            params={{ projectId }}
            search={{ again: true }}
            variant="default"
          >
            {t('repeats.open')}
          </ButtonLink>
        </p>
      )}
    </>
  );
}
