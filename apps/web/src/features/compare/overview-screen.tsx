import type { AdjudicationOverview, DocumentListItem, ProjectDetail } from '@koersvast/contracts';
import { isOpenForReview } from '@koersvast/core/round';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { documentsQuery } from '../../data/documents.ts';
import { isWorkedIn, mayHere, memberName, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { BlindLetters } from '../../parts/round/blind-letters.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import classes from './overview-screen.module.css';

const route = getRouteApi('/inside/p/$projectId/compare');

/** Which documents of which rounds have how many differences left. */
export function OverviewScreen() {
  const { t } = useTranslation('compare');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  const overview = useQuery(trpc.adjudication.overview.queryOptions({ projectId }, { staleTime: 0 }));
  const documents = useQuery(documentsQuery(projectId));
  return (
    <Page title={t('title')} lead={t('overview.lead')}>
      <Loaded query={project}>
        {(detail) => (
          <Loaded query={documents}>
            {(list) => (
              <Loaded query={overview}>
                {(rows) => <Overview detail={detail} documents={list} rows={rows} />}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface OverviewProps {
  readonly detail: ProjectDetail;
  readonly documents: readonly DocumentListItem[];
  readonly rows: AdjudicationOverview;
}

function Overview({ detail, documents, rows }: OverviewProps) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const projectId = detail.project.id;
  const blind = detail.rounds.filter((round) => !isOpenForReview(round)).length;
  const roundPlace = new Map(detail.rounds.map(({ id }, place) => [id, place]));
  const listed = rows
    .flatMap((row) => {
      const document = documents.find((each) => each.document.id === row.documentId)?.document;
      return document === undefined ? [] : [{ ...row, document }];
    })
    .sort(
      (one, other) =>
        (roundPlace.get(other.roundId) ?? 0) - (roundPlace.get(one.roundId) ?? 0) ||
        format.compare(one.document.title, other.document.title),
    );
  // There is something to go on with for those who judge and decide, and nothing in an archive.
  const works = isWorkedIn(detail) && mayHere(detail, 'review.write');
  const next = works
    ? listed.find(({ left, unjudged, final }) => final !== 'finished' && left + unjudged > 0)
    : undefined;
  const hidden = (
    <>
      {blind > 0 && <p className={classes.note}>{t('overview.blind', { count: blind })}</p>}
      <BlindLetters project={detail} />
    </>
  );
  if (listed.length === 0)
    return (
      <>
        <Empty title={t('overview.empty')}>{t('overview.emptyText')}</Empty>
        {hidden}
      </>
    );
  const columns = ['document', 'round', 'coders', 'differences', 'unjudged', 'final'] as const;
  return (
    <>
      {next !== undefined && (
        <ButtonLink
          to="/p/$projectId/documents/$documentId/compare"
          params={{ projectId, documentId: next.documentId }}
          search={{ round: next.roundId }}
          className={classes.next}
          size="md"
        >
          <span className={classes.nextWords}>{t('overview.next', { title: next.document.title })}</span>
        </ButtonLink>
      )}
      <table className={classes.table} aria-label={t('title')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-number={column === 'differences' || column === 'unjudged'}>
                {t(`overview.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map(({ document, documentId, roundId, coders, differences, left, unjudged, final }) => (
            <tr key={`${documentId}/${roundId}`} className={rowLink.row}>
              <th scope="row">
                <Link
                  to="/p/$projectId/documents/$documentId/compare"
                  params={{ projectId, documentId }}
                  search={{ round: roundId }}
                  className={rowLink.link}
                  lang={document.language}
                  dir="auto"
                >
                  {document.title}
                </Link>
              </th>
              <td className={classes.short} data-label={t('overview.round')}>
                {detail.rounds.find(({ id }) => id === roundId)?.name}
              </td>
              <td
                className={classes.short}
                data-label={t('overview.coders')}
                title={coders.map((id) => memberName(detail, id)).join(', ')}
              >
                {coders
                  .map((id) => detail.members.find((member) => member.id === id)?.initials ?? '–')
                  .join(', ')}
              </td>
              <td data-label={t('overview.differences')} data-number="true">
                {differences === 0
                  ? format.number(0)
                  : t('overview.leftOf', { count: left, total: differences })}
              </td>
              <td data-label={t('overview.unjudged')} data-number="true">
                {format.number(unjudged)}
              </td>
              <td className={classes.short} data-label={t('overview.final')}>
                {t(`overview.final.${final}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden}
    </>
  );
}
