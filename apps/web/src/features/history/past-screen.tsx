import type { DocumentRow, DocumentText, ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../lib/project.ts';
import { trpc } from '../../lib/trpc.ts';
import { useFormat } from '../../lib/words.ts';
import { Fault } from '../../ui/fault.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { momentsOf } from './changed-fields.ts';
import classes from './history.module.css';
import { HistoryList } from './history-list.tsx';
import { PastLetter } from './past-letter.tsx';

const route = getRouteApi('/inside/p/$projectId/documents/$documentId/history');

/** A document as it was at any past moment, beside all that was done in it. */
export function PastScreen() {
  const { t } = useTranslation('history');
  const place = route.useParams();
  const project = useProject(place.projectId);
  const row = useQuery(trpc.document.get.queryOptions(place));
  const text = useQuery(trpc.document.text.queryOptions(place, { staleTime: Number.POSITIVE_INFINITY }));
  usePageTitle(t('title'), row.data?.title, project.data?.project.name);
  return (
    <Page
      title={row.data?.title ?? t('title')}
      lead={
        <Link to="/p/$projectId/documents/$documentId" params={place}>
          {t('past.back')}
        </Link>
      }
    >
      <Loaded query={project}>
        {(detail) => (
          <Loaded query={row}>
            {(document) => (
              <Loaded query={text}>{(words) => <Past project={detail} row={document} text={words} />}</Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface PastProps {
  readonly project: ProjectDetail;
  readonly row: DocumentRow;
  readonly text: DocumentText;
}

function Past({ project, row, text }: PastProps) {
  const { t } = useTranslation('history');
  const format = useFormat();
  const place = { projectId: project.project.id, documentId: row.id };
  const { at } = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useInfiniteQuery(
    trpc.history.list.infiniteQueryOptions(
      { ...place, memberId: null, noun: null },
      { getNextPageParam: (page) => page.next, staleTime: 0 },
    ),
  );
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  const moments = momentsOf(entries.map(({ change }) => change));
  const moment = at ?? moments[0];
  const past = useQuery({
    ...trpc.history.documentAt.queryOptions({ ...place, at: moment ?? row.createdAt }),
    enabled: moment !== undefined,
    placeholderData: keepPreviousData,
  });
  const show = (next: string | undefined) => {
    if (next !== undefined) void navigate({ search: { at: next }, replace: true });
  };
  const here = moment === undefined ? -1 : moments.indexOf(moment);
  return (
    <div className={classes.past}>
      <div>
        <div className={classes.steps}>
          <Button
            variant="default"
            size="compact-md"
            disabled={here < 0 || here >= moments.length - 1}
            onClick={() => show(moments[here + 1])}
          >
            {t('past.earlier')}
          </Button>
          <p role="status">{moment !== undefined && t('past.at', { moment: format.moment(moment) })}</p>
          <Button
            variant="default"
            size="compact-md"
            disabled={here <= 0}
            onClick={() => show(moments[here - 1])}
          >
            {t('past.later')}
          </Button>
        </div>
        <Fault error={past.error} again={past.refetch} />
        <PastLetter project={project} row={row} text={text} past={past.data} />
      </div>
      <aside aria-label={t('title')}>
        <Fault error={pages.error} again={pages.refetch} />
        {pages.isPending && <Skeleton />}
        <HistoryList
          project={project}
          entries={entries}
          withDocument={false}
          onMoment={show}
          moment={moment}
        />
        {pages.hasNextPage && (
          <Button
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('more')}
          </Button>
        )}
      </aside>
    </div>
  );
}
