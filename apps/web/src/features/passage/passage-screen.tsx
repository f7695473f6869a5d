import type { ListedPassages, ProjectDetail } from '@koersvast/contracts';
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { Filters } from './filters.tsx';
import { MemoSearch } from './memo-search.tsx';
import { OnPaper } from './on-paper.tsx';
import { PassageList } from './passage-list.tsx';
import classes from './passage-screen.module.css';
import type { PassageSearch } from './passage-search.ts';
import { pageQuery } from './queries.ts';
import { Tools } from './tools.tsx';
import { usePassageAddress } from './use-passage-address.ts';
import { useWords } from './use-words.ts';

const views = ['passages', 'memos', 'threads'] as const;

/** All that was coded, passage by passage; memos and open threads are the same list. */
export function PassageScreen() {
  const { t } = useTranslation('passage');
  const { projectId, search } = usePassageAddress();
  const project = useProject(projectId);
  const title = t(`title.${search.list ?? 'passages'}`);
  usePageTitle(title, project.data?.project.name);
  return (
    <Page wide title={title}>
      <Loaded query={project}>{(detail) => <Passages detail={detail} />}</Loaded>
    </Page>
  );
}

function Passages({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('passage');
  const { search, asked, ask } = usePassageAddress();
  const query = useQuery(pageQuery(asked, 0));
  const titles = useTitles(search);
  const words = useWords(detail);
  const { data } = query;
  return (
    <>
      <div className={classes.row} data-screen="only">
        <Segments
          label={t('view')}
          value={search.list ?? 'passages'}
          options={views.map((value) => ({ value, name: t(`title.${value}`) }))}
          onChoose={(view) =>
            ask({ list: view === 'passages' ? undefined : view, memo: undefined, thread: undefined })
          }
        />
        {search.list === 'memos' && <MemoSearch />}
      </div>
      <Filters detail={detail} titleOf={titles} />
      <Loaded query={query}>
        {(head) => (
          <>
            <Caption detail={detail} head={head} />
            <OnPaper detail={detail} head={head} asked={asked} titleOf={titles} />
            {head.total.passages === 0 ? (
              <Nothing />
            ) : (
              <PassageList
                key={JSON.stringify(asked)}
                detail={detail}
                head={head}
                asked={asked}
                titleOf={titles}
              />
            )}
          </>
        )}
      </Loaded>
      {data === undefined && query.isError && <ToAll />}
      <VisuallyHidden role="status">
        {data === undefined ? '' : words.size(data, search.with?.relation)}
      </VisuallyHidden>
    </>
  );
}

/** Titles of documents that are named, or by which the list is grouped: those of rows come with them. */
function useTitles({ documents, group }: PassageSearch): (id: string) => string | undefined {
  const { projectId } = usePassageAddress();
  const enabled = documents !== undefined || group === 'document';
  const options = trpc.document.list.queryOptions({ projectId, removed: false });
  const list = useQuery({ ...options, enabled }).data ?? [];
  return (id) => list.find(({ document }) => document.id === id)?.document.title;
}

interface CaptionProps {
  readonly detail: ProjectDetail;
  readonly head: ListedPassages;
}

/** How much there is, what of it is not seen, and in which order it stands. */
function Caption({ detail, head }: CaptionProps) {
  const { t } = useTranslation('passage');
  const { search } = usePassageAddress();
  const words = useWords(detail);
  return (
    <div className={classes.caption} data-screen="only">
      <div>
        <p className={classes.total}>{words.size(head, search.with?.relation)}</p>
        {head.ownOnly > 0 && <p className={classes.quiet}>{t('ownOnly', { count: head.ownOnly })}</p>}
      </div>
      <div className={classes.row}>
        <Order detail={detail} />
        <Tools total={head.total.passages} />
      </div>
    </div>
  );
}

const groups = ['tag', 'coder', 'document', 'year', 'round', 'certainty', 'verdict'] as const;
const sorts = ['text', 'date', 'title', 'tag', 'coder', 'made'] as const;
/** In which order, with what comes last first where that says something. */
const orders = sorts.flatMap((sort) =>
  sort === 'date' || sort === 'made' ? [sort, `${sort} down` as const] : [sort],
);

function Order({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation(['passage', 'document']);
  const { search, ask } = usePassageAddress();
  const { groupName } = useWords(detail);
  const details = cellColumns(detail.project.documentFields, (id) => t(`document:field.${id}`));
  const further = details.map(({ id }) => id).filter((id) => id !== 'title');
  const { group = '', sort = 'text', down } = search;
  const all = [...groups, ...further];
  return (
    <div className={classes.row} data-screen="only">
      <SmallSelect
        label={t('group')}
        value={group}
        set={group !== ''}
        onChoose={(value) => ask({ group: value === '' ? undefined : value })}
      >
        <option value="">{t('group.none')}</option>
        {(group === '' || all.includes(group) ? all : [...all, group]).map((each) => (
          <option key={each} value={each}>
            {t('group.by', { of: groupName(each) })}
          </option>
        ))}
      </SmallSelect>
      <SmallSelect
        label={t('sort')}
        value={down === true ? `${sort} down` : sort}
        set={sort !== 'text'}
        onChoose={(value) => {
          const [name, way] = value.split(' ');
          const next = sorts.find((each) => each === name);
          ask({ sort: next === 'text' ? undefined : next, down: way === 'down' || undefined });
        }}
      >
        {orders.map((each) => (
          <option key={each} value={each}>
            {t(`sort.${each}`)}
          </option>
        ))}
      </SmallSelect>
    </div>
  );
}

/** What narrows the list; null where nothing does. */
function narrowingOf({ list, group, sort, down, at, ...narrowing }: PassageSearch) {
  const names = Object.entries(narrowing).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return names.length === 0 ? null : names;
}

/** Takes all away that narrows the list, of which something may be gone. */
function ToAll() {
  const { t } = useTranslation('passage');
  const { search, ask } = usePassageAddress();
  const narrowing = narrowingOf(search);
  if (narrowing === null) return null;
  return (
    <button
      type="button"
      className={classes.plain}
      onClick={() => ask(Object.fromEntries(narrowing.map((name) => [name, undefined])))}
    >
      {t('empty.all')}
    </button>
  );
}

function Nothing() {
  const { t } = useTranslation('passage');
  const { search } = usePassageAddress();
  const { list } = search;
  const isNarrowed = narrowingOf(search) !== null;
  return (
    <Empty
      title={t(isNarrowed ? 'empty.found' : `empty.${list ?? 'passages'}`)}
      actions={isNarrowed && <ToAll />}
    >
      {isNarrowed ? undefined : t(`empty.${list ?? 'passages'}.text`)}
    </Empty>
  );
}
