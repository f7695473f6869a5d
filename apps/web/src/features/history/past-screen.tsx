import type { Change, DocumentText, ListedDocument, ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { annotationsQuery } from '../../data/live/take-up.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import { Fault } from '../../ui/fault.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { momentsOf } from './changed-fields.ts';
import classes from './history.module.css';
import { HistoryList } from './history-list.tsx';
import { MoreButton } from './more-button.tsx';
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
  readonly row: ListedDocument;
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
  const restore = useCommand(trpc.annotation.restore.mutationOptions());
  const undo = useUndoKeys(place.projectId);
  const layers = useQuery(annotationsQuery(place)).data?.layers;
  /** One's own deleted annotations come back while this was the last that happened to them. */
  const restoreOf = (change: Change) => {
    const row = change.noun === 'annotation' ? change.after : null;
    if (row?.deletedAt == null || !mayHere(project, 'annotation.write')) return null;
    const layer = layers?.find(({ id }) => id === row.layerId);
    const last = entries.find(
      (each) => each.change.noun === 'annotation' && each.change.after?.id === row.id,
    );
    if (layer?.memberId !== project.me.id || last?.change !== change) return null;
    return () =>
      void restore
        .run({ ...place, roundId: layer.roundId, annotationId: row.id, version: row.version })
        .then((output) => undo.sayUndoable(t('said.restored'), output))
        .catch(() => undefined);
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
        <Fault error={restore.error} again={restore.again} />
        <HistoryList
          project={project}
          entries={entries}
          withDocument={false}
          onMoment={show}
          moment={moment}
          restoreOf={restoreOf}
        />
        <MoreButton pages={pages} />
      </aside>
    </div>
  );
}
