import type { ProjectDetail } from '@koersvast/contracts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Later } from '../../ui/later.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import type { CountSearch } from './count-search.ts';
import classes from './findings-screen.module.css';
import { portraitView, togetherView } from './later-charts.ts';
import { portraitQuery, tableQuery, togetherQuery } from './queries.ts';
import { TableChart } from './table-chart.tsx';

interface FindingChartProps {
  readonly detail: ProjectDetail;
  readonly search: CountSearch;
  readonly title: string;
}

/** A chart that is pinned, as it is now. */
export function FindingChart(given: FindingChartProps) {
  switch (given.search.chart) {
    case 'together':
      return <Together {...given} />;
    case 'portrait':
      return <Portrait {...given} />;
    default:
      return <Table {...given} />;
  }
}

function Together({ detail, search, title }: FindingChartProps) {
  const query = useQuery(togetherQuery(detail.project.id, search));
  return (
    <Named title={title} query={query}>
      {(data) => (
        <Later
          part={togetherView}
          wanted
          give={{ detail, search, data, title, at: query.dataUpdatedAt }}
          meanwhile={<Skeleton />}
        />
      )}
    </Named>
  );
}

function Portrait({ detail, search, title }: FindingChartProps) {
  const query = useQuery(portraitQuery(detail.project.id, search));
  return (
    <Named title={title} query={query}>
      {(data) => (
        <Later
          part={portraitView}
          wanted
          give={{ detail, search, data, title, at: query.dataUpdatedAt }}
          meanwhile={<Skeleton />}
        />
      )}
    </Named>
  );
}

function Table({ detail, search, title }: FindingChartProps) {
  const query = useQuery(tableQuery(detail.project.id, search));
  return (
    <Named title={title} query={query}>
      {(data) => (
        <TableChart
          {...{ detail, search, data, title }}
          at={query.dataUpdatedAt}
          unit={search.counting ?? 'spans'}
        />
      )}
    </Named>
  );
}

interface NamedProps<Data> {
  readonly title: string;
  readonly query: UseQueryResult<Data, unknown>;
  readonly children: (data: Data) => ReactNode;
}

/** A chart has its title itself; until it is there, and where it cannot be counted any more, this says which one it is. */
function Named<Data>({ title, query, children }: NamedProps<Data>) {
  return (
    <>
      {query.data === undefined && <h2 className={classes.title}>{title}</h2>}
      <Loaded query={query}>{children}</Loaded>
    </>
  );
}
