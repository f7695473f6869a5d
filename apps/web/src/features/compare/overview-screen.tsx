import type { AdjudicationOverview, DocumentListItem, ProjectDetail } from '@koersvast/contracts';
import { isOpenForReview } from '@koersvast/core/round';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { documentsQuery } from '../../data/documents.ts';
import { isWorkedIn, mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { BlindLetters } from '../../parts/round/blind-letters.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import classes from './overview-screen.module.css';
import { listedRows, useOverviewColumns } from './use-overview-columns.tsx';

const route = getRouteApi('/inside/p/$projectId/compare');

/** Which documents of which rounds have how many differences left. */
export function OverviewScreen() {
  const { t } = useTranslation(['compare', 'review']);
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  const overview = useQuery(trpc.adjudication.overview.queryOptions({ projectId }, { staleTime: 0 }));
  const documents = useQuery(documentsQuery(projectId));
  return (
    <Page wide title={t('title')} lead={t('review:lead')}>
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
  const { t } = useTranslation(['compare', 'review']);
  const format = useFormat();
  const projectId = detail.project.id;
  const blind = detail.rounds.filter((round) => !isOpenForReview(round)).length;
  const listed = useMemo(() => listedRows(detail, documents, rows), [detail, documents, rows]);
  const columns = useOverviewColumns(detail);
  const go = route.useNavigate();
  const view = useTableView('overview', {
    search: route.useSearch(),
    onSearch: (search) => void go({ search, replace: true }),
    columns: columns.map(({ id }) => id),
    usual: { by: 'round', down: true },
  });
  // There is something to go on with for those who judge and decide, and nothing in an archive.
  const works = isWorkedIn(detail) && mayHere(detail, 'review.write');
  const next = works
    ? [...listed]
        .sort(
          (one, other) => other.place - one.place || format.compare(one.document.title, other.document.title),
        )
        .find(({ left, unjudged, final }) => final !== 'finished' && left + unjudged > 0)
    : undefined;
  const hidden = (
    <>
      {blind > 0 && <p className={classes.note}>{t('review:blind', { count: blind })}</p>}
      <BlindLetters project={detail} />
    </>
  );
  if (listed.length === 0)
    return (
      <>
        <Empty title={t('review:empty')}>{t('review:emptyText')}</Empty>
        {hidden}
      </>
    );
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
          <span className={classes.nextWords}>{t('review:next', { title: next.document.title })}</span>
        </ButtonLink>
      )}
      <DataTable
        label={t('title')}
        rows={listed}
        keyOf={({ documentId, roundId }) => `${documentId}/${roundId}`}
        columns={columns}
        view={view}
      />
      {hidden}
    </>
  );
}
