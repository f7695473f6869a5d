import type { ProjectDetail } from '@koersvast/contracts';
import { countUnits, periodKinds, windowWidths } from '@koersvast/core/count';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import classes from './charts-screen.module.css';
import { CountBar } from './count-bar.tsx';
import { chartNames } from './count-search.ts';
import { tableQuery } from './queries.ts';
import { TableChart } from './table-chart.tsx';
import { useCountAddress } from './use-count-address.ts';
import { fieldChoices, useFieldName } from './use-field-name.ts';
import { standingTags } from './use-names.ts';

const shown = ['matrix', ...chartNames] as const;

/** How much was coded: which chart, of what, in which unit; all of it in the address. */
export function ChartsScreen() {
  const { t } = useTranslation('count');
  const { projectId } = useCountAddress();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  return (
    <Page wide title={t('title')} lead={t('lead')}>
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
    <nav className={classes.charts} aria-label={t('charts')} data-screen="only">
      {shown.map((chart) => {
        const isCurrent = (search.chart ?? 'matrix') === chart;
        return (
          <Link
            key={chart}
            to="/p/$projectId/charts"
            params={{ projectId }}
            search={looked(chart)}
            className={classes.chart}
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
      {!(chart === 'coders' && search.long === true) && (
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
  const { t } = useTranslation('count');
  const { projectId, search, count, leave } = useCountAddress();
  const documents = useDocuments();
  const query = useQuery({ ...tableQuery(projectId, search), placeholderData: keepPreviousData });
  if (search.chart === 'paragraphs' && search.document === undefined)
    return <Empty title={t('document.choose')}>{t('document.none')}</Empty>;
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
          <div aria-busy={query.isPlaceholderData} data-stale={query.isPlaceholderData}>
            <TableChart
              key={search.chart ?? 'matrix'}
              detail={detail}
              search={search}
              data={data}
              at={query.dataUpdatedAt}
              unit={search.counting ?? 'spans'}
              documentTitle={documents.find(({ id }) => id === search.document)?.title}
              onOpen={(at) => void leave(at)}
            />
          </div>
        )
      }
    </Loaded>
  );
}
