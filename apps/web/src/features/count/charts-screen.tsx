import type { CountBasis, ProjectDetail } from '@koersvast/contracts';
import {
  countUnits,
  periodKinds,
  togetherRelations,
  togetherValues,
  windowWidths,
} from '@koersvast/core/count';
import { Button } from '@mantine/core';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { Empty } from '../../ui/empty.tsx';
import { Later } from '../../ui/later.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import links from '../../ui/view-links.module.css';
import classes from './charts-screen.module.css';
import { CountBar } from './count-bar.tsx';
import { chartNames, portraitOrders } from './count-search.ts';
import { portraitView, togetherView, useChartSoon } from './later-charts.ts';
import { PinActions } from './pin-actions.tsx';
import { PrintedLead } from './printed-lead.tsx';
import { portraitQuery, portraitsAtOnce, tableQuery, togetherQuery } from './queries.ts';
import { TableChart } from './table-chart.tsx';
import { useCountAddress } from './use-count-address.ts';
import { fieldChoices, useFieldName } from './use-field-name.ts';
import { standingTags } from './use-names.ts';

const shown = ['matrix', ...chartNames] as const;

/** How much was coded: which chart, of what, in which unit; all of it in the address. */
export function ChartsScreen() {
  const { t } = useTranslation('count');
  const { projectId, search } = useCountAddress();
  const project = useProject(projectId);
  useChartSoon(search.chart);
  usePageTitle(t('title'), project.data?.project.name);
  return (
    <Page
      wide
      title={t('title')}
      lead={t('lead')}
      actions={project.data && <PinActions detail={project.data} />}
    >
      <Loaded query={project}>
        {(detail) =>
          standingTags(detail).length === 0 ? (
            <Empty
              title={t('empty')}
              actions={
                <Link to="/p/$projectId/codebook" params={{ projectId }}>
                  {t('empty.tags.link')}
                </Link>
              }
            >
              {t('empty.tags')}
            </Empty>
          ) : (
            <>
              <Charts />
              <CountBar detail={detail} />
              <Tools detail={detail} />
              <PrintedLead detail={detail} />
              <Shown detail={detail} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Which chart. */
function Charts() {
  const { t } = useTranslation('count');
  const { projectId, search, looked } = useCountAddress();
  return (
    <nav className={links.views} aria-label={t('charts')} data-screen="only">
      {shown.map((chart) => {
        const isCurrent = (search.chart ?? 'matrix') === chart;
        return (
          <Link
            key={chart}
            to="/p/$projectId/charts"
            params={{ projectId }}
            search={looked(chart)}
            className={links.view}
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={isCurrent ? 'page' : undefined}
            data-current={isCurrent}
          >
            {t(`chart.${chart}`)}
          </Link>
        );
      })}
    </nav>
  );
}

/** In which unit, and what else belongs to the chart. */
function Tools({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('count');
  const { search, show, count } = useCountAddress();
  const fieldName = useFieldName();
  const { chart, counting: unit = 'spans', by = 'author', period = 'year', window = 1 } = search;
  const choices = fieldChoices(detail);
  return (
    <div className={classes.tools} data-screen="only">
      {chart === undefined && (
        <SmallSelect label={t('field')} value={by} onChoose={(value) => count({ by: value })}>
          {[...choices, ...(choices.includes(by) ? [] : [by])].map((each) => (
            <option key={each} value={each}>
              {fieldName(each)}
            </option>
          ))}
        </SmallSelect>
      )}
      {chart === 'time' && (
        <>
          <Segments
            label={t('period')}
            value={period}
            options={periodKinds.map((value) => ({ value, name: t(`period.${value}`) }))}
            onChoose={(value) => count({ period: value === 'year' ? undefined : value })}
          />
          <SmallSelect
            label={t('window')}
            value={String(window)}
            set={window > 1}
            onChoose={(value) => {
              const width = windowWidths.find((each) => String(each) === value);
              show({ window: width === 1 ? undefined : width });
            }}
          >
            {windowWidths.map((width) => (
              <option key={width} value={width}>
                {width === 1 ? t('window.none') : t(`window.${period}`, { count: width })}
              </option>
            ))}
          </SmallSelect>
        </>
      )}
      {chart === 'paragraphs' && <DocumentChoice />}
      {chart === 'coders' && (
        <Segments
          label={t('coders.how')}
          value={search.long === true ? 'long' : 'often'}
          options={(['often', 'long'] as const).map((value) => ({ value, name: t(`coders.${value}`) }))}
          onChoose={(value) => show({ long: value === 'long' || undefined })}
        />
      )}
      {chart === 'together' && (
        <>
          <SmallSelect
            label={t('relation')}
            value={search.relation ?? 'overlap'}
            onChoose={(value) => {
              const relation = togetherRelations.find((each) => each === value);
              count({ relation: relation === 'overlap' ? undefined : relation });
            }}
          >
            {togetherRelations.map((each) => (
              <option key={each} value={each}>
                {t(`relation.${each}`)}
              </option>
            ))}
          </SmallSelect>
          <Segments
            label={t('value')}
            value={search.value ?? 'together'}
            options={togetherValues.map((value) => ({ value, name: t(`value.${value}`) }))}
            onChoose={(value) => show({ value: value === 'together' ? undefined : value })}
          />
        </>
      )}
      {chart === 'portrait' && (
        <SmallSelect
          label={t('order')}
          value={search.order ?? 'date'}
          onChoose={(value) => {
            const order = portraitOrders.find((each) => each === value);
            count({ order: order === 'date' ? undefined : order, from: undefined });
          }}
        >
          {portraitOrders.map((each) => (
            <option key={each} value={each}>
              {t(`order.${each}`)}
            </option>
          ))}
        </SmallSelect>
      )}
      {chart !== 'together' && chart !== 'portrait' && !(chart === 'coders' && search.long === true) && (
        <Segments
          label={t('unit')}
          value={unit}
          options={countUnits.map((value) => ({ value, name: t(`unit.${value}`) }))}
          onChoose={(value) => show({ counting: value === 'spans' ? undefined : value })}
        />
      )}
    </div>
  );
}

/** Of which document. */
function DocumentChoice() {
  const { t } = useTranslation('count');
  const { search, count } = useCountAddress();
  const documents = useDocuments();
  return (
    <SmallSelect
      label={t('document')}
      value={search.document ?? ''}
      onChoose={(value) => count({ document: value === '' ? undefined : value })}
    >
      <option value="">{t('document.choose')}</option>
      {documents.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </SmallSelect>
  );
}

function useDocuments(): readonly { readonly id: string; readonly title: string }[] {
  const { projectId, search } = useCountAddress();
  const list = useQuery({
    ...trpc.document.list.queryOptions({ projectId, removed: false }),
    enabled: search.chart === 'paragraphs',
  }).data;
  return (list ?? []).map(({ document }) => document);
}

/** The chart, or why there is none. What was there stays until the next is counted. */
function Shown({ detail }: { readonly detail: ProjectDetail }) {
  const { search } = useCountAddress();
  switch (search.chart) {
    case 'together':
      return <Together detail={detail} />;
    case 'portrait':
      return <Portrait detail={detail} />;
    default:
      return <Table detail={detail} />;
  }
}

const staying = { placeholderData: keepPreviousData } as const;

function Together({ detail }: { readonly detail: ProjectDetail }) {
  const { projectId, search, leave } = useCountAddress();
  const query = useQuery({ ...togetherQuery(projectId, search), ...staying });
  return (
    <Counted query={query}>
      {(data) => (
        <Later
          part={togetherView}
          wanted
          give={{
            ...{ detail, search, data, at: query.dataUpdatedAt },
            onOpen: leave,
          }}
          meanwhile={<Skeleton />}
        />
      )}
    </Counted>
  );
}

function Portrait({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('count');
  const { projectId, search, leave, show } = useCountAddress();
  const query = useQuery({ ...portraitQuery(projectId, search), ...staying });
  const { from = 0 } = search;
  return (
    <Counted query={query}>
      {(data) => (
        <>
          <Later
            part={portraitView}
            wanted
            give={{
              ...{ detail, search, data, at: query.dataUpdatedAt },
              onOpen: leave,
            }}
            meanwhile={<Skeleton />}
          />
          {data.total > portraitsAtOnce && (
            <nav className={classes.pages} aria-label={t('pages')} data-screen="only">
              <Button
                variant="default"
                disabled={from === 0}
                onClick={() => show({ from: Math.max(0, from - portraitsAtOnce) || undefined })}
              >
                {t('pages.previous')}
              </Button>
              <Button
                variant="default"
                disabled={from + portraitsAtOnce >= data.total}
                onClick={() => show({ from: from + portraitsAtOnce })}
              >
                {t('pages.next')}
              </Button>
            </nav>
          )}
        </>
      )}
    </Counted>
  );
}

function Table({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('count');
  const { projectId, search, leave } = useCountAddress();
  const documents = useDocuments();
  const query = useQuery({ ...tableQuery(projectId, search), ...staying });
  if (search.chart === 'paragraphs' && search.document === undefined)
    return <Empty title={t('document.choose')}>{t('document.none')}</Empty>;
  return (
    <Counted query={query}>
      {(data) => (
        <TableChart
          key={search.chart ?? 'matrix'}
          {...{ detail, search, data }}
          at={query.dataUpdatedAt}
          unit={search.counting ?? 'spans'}
          documentTitle={documents.find(({ id }) => id === search.document)?.title}
          onOpen={leave}
        />
      )}
    </Counted>
  );
}

interface CountedProps<Data> {
  readonly query: UseQueryResult<Data, unknown>;
  readonly children: (data: Data) => ReactNode;
}

/** What was counted; where nothing is finished, why there is nothing. */
function Counted<Data extends { readonly basis: CountBasis }>({ query, children }: CountedProps<Data>) {
  const { t } = useTranslation('count');
  const { projectId, search, count } = useCountAddress();
  return (
    <Loaded query={query}>
      {(data) =>
        data.basis.works === 0 ? (
          <Empty
            title={t('empty')}
            actions={
              <>
                {search.unfinished !== true && (
                  <Button variant="default" onClick={() => count({ layers: undefined, unfinished: true })}>
                    {t('empty.unfinished')}
                  </Button>
                )}
                <Link to="/p/$projectId/charts" params={{ projectId }} search={{}}>
                  {t('empty.all')}
                </Link>
              </>
            }
          >
            {t('empty.text')}
          </Empty>
        ) : (
          <div aria-busy={query.isPlaceholderData}>{children(data)}</div>
        )
      }
    </Loaded>
  );
}
