import type { AwaitingReview, ProjectDetail } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWorkedIn } from '../../data/project.ts';
import { useTitle } from '../../data/title.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Section } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { Row, Rows } from '../../ui/rows.tsx';
import { More, shownFirst } from './more.tsx';
import classes from './work-screen.module.css';

interface AwaitingProps {
  readonly detail: ProjectDetail;
  readonly awaiting: AwaitingReview;
}

/** What awaits this reviewer's verdict, the most disputed first, and one button that goes there. */
export function Awaiting({ detail, awaiting }: AwaitingProps) {
  const { t } = useTranslation('assignment');
  const titleOf = useTitle();
  const [all, setAll] = useState(false);
  const projectId = detail.project.id;
  const [first] = awaiting.documents;
  if (first === undefined) return <Empty title={t('judge.none')}>{t('judge.noneText')}</Empty>;
  const shown = all ? awaiting.documents : awaiting.documents.slice(0, shownFirst);
  return (
    <>
      {isWorkedIn(detail) && (
        <ButtonLink
          to="/p/$projectId/documents/$documentId/compare"
          params={{ projectId, documentId: first.documentId }}
          search={{ round: first.roundId, mode: 'judge' }}
          className={classes.next}
          size="md"
        >
          <span className={classes.nextWords}>
            {t('judge.begin', { title: titleOf({ title: first.documentTitle }) })}
          </span>
        </ButtonLink>
      )}
      <div className={classes.groups}>
        <Section
          title={t('judge.title')}
          lead={`${t('judge.total', { count: awaiting.annotations })} ${t('judge.totalIn', { count: awaiting.total })}`}
        >
          <Rows label={t('judge.title')}>
            {shown.map(
              ({ documentId, roundId, documentTitle, documentLanguage, coders, unjudged, disputed }) => (
                <Row
                  key={`${roundId}/${documentId}`}
                  title={
                    <Link
                      to="/p/$projectId/documents/$documentId/compare"
                      params={{ projectId, documentId }}
                      search={{ round: roundId, mode: 'judge' }}
                      className={`${rowLink.title} ${rowLink.link}`}
                      lang={documentLanguage}
                      dir="auto"
                    >
                      {titleOf({ title: documentTitle })}
                    </Link>
                  }
                  detail={[
                    detail.rounds.length > 1
                      ? detail.rounds.find(({ id }) => id === roundId)?.name
                      : undefined,
                    t('judge.coders', { count: coders }),
                    t('judge.item', { count: unjudged }),
                    disputed > 0 ? t('judge.disputed', { count: disputed }) : undefined,
                  ]
                    .filter((part) => part !== undefined)
                    .join(' · ')}
                />
              ),
            )}
          </Rows>
          {shown.length < awaiting.documents.length && (
            <More count={awaiting.documents.length} onMore={() => setAll(true)} />
          )}
          {all && awaiting.documents.length < awaiting.total && (
            <p className={classes.rest}>
              <Link to="/p/$projectId/compare" params={{ projectId }}>
                {t('judge.rest', { count: awaiting.total - awaiting.documents.length })}
              </Link>
            </p>
          )}
        </Section>
      </div>
    </>
  );
}
