import type { ProjectDetail } from '@koersvast/contracts';
import { historyNouns } from '@koersvast/core/noun';
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { documentsQuery } from '../../data/documents.ts';
import { useMemberWords, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { at } from '../../lib/base.ts';
import { BlindLetters } from '../../parts/round/blind-letters.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import classes from './history.module.css';
import { HistoryList } from './history-list.tsx';
import { MoreButton } from './more-button.tsx';

const route = getRouteApi('/inside/p/$projectId/history');

/** Who did what, when, in the whole project. */
export function HistoryScreen() {
  const { t } = useTranslation('history');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button component="a" variant="subtle" href={at(`/api/projects/${projectId}/history.csv`)} download>
          {t('export')}
        </Button>
      }
    >
      <Loaded query={project}>{(detail) => <History project={detail} />}</Loaded>
    </Page>
  );
}

function History({ project }: { readonly project: ProjectDetail }) {
  const { t } = useTranslation('history');
  const called = useMemberWords();
  const projectId = project.project.id;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const documents = useQuery(documentsQuery(projectId));
  const noun = historyNouns.find((each) => each === search.noun) ?? null;
  const pages = useInfiniteQuery(
    trpc.history.list.infiniteQueryOptions(
      { projectId, documentId: search.document ?? null, memberId: search.member ?? null, noun },
      { getNextPageParam: (page) => page.next, staleTime: 0 },
    ),
  );
  const narrow = (part: { document?: string; member?: string; noun?: string }) =>
    void navigate({
      search: Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, each]) => each !== '')),
      resetScroll: false,
    });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <div className={classes.filters}>
        <NativeSelect
          label={t('filter.member')}
          value={search.member ?? ''}
          onChange={(event) => narrow({ member: event.currentTarget.value })}
        >
          <option value="">{t('filter.all')}</option>
          {project.members.map((member) => (
            <option key={member.id} value={member.id}>
              {called(member)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t('filter.document')}
          value={search.document ?? ''}
          onChange={(event) => narrow({ document: event.currentTarget.value })}
        >
          <option value="">{t('filter.all')}</option>
          {(documents.data ?? []).map(({ document }) => (
            <option key={document.id} value={document.id}>
              {document.title}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t('filter.noun')}
          value={noun ?? ''}
          onChange={(event) => narrow({ noun: event.currentTarget.value })}
        >
          <option value="">{t('filter.all')}</option>
          {historyNouns.map((each) => (
            <option key={each} value={each}>
              {t(`noun.${each}`)}
            </option>
          ))}
        </NativeSelect>
      </div>
      <BlindLetters project={project} />
      <Fault error={pages.error} again={pages.refetch} />
      {pages.isPending && <Skeleton />}
      {pages.isSuccess && entries.length === 0 && <Empty title={t('empty')}>{t('emptyText')}</Empty>}
      <HistoryList project={project} entries={entries} withDocument />
      <MoreButton pages={pages} />
    </>
  );
}
