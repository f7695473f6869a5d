import type { CountSelection } from '@koersvast/contracts';
import { getRouteApi } from '@tanstack/react-router';
import type { ChartName, CountSearch } from './count-search.ts';

const chartsRoute = getRouteApi('/inside/p/$projectId/charts');

/** The documents of a set, those that meet conditions, or those of the set that do. */
function documentsOf({ set, where }: CountSearch): CountSelection['documents'] {
  const conditions = where?.map((condition: readonly string[]) => [...condition]);
  if (set !== undefined) return { kind: 'set', setId: set, ...(conditions !== undefined && { conditions }) };
  return conditions === undefined ? { kind: 'all' } : { kind: 'filter', conditions };
}

/** What is counted, as the address says it. */
export function selectionOf(search: CountSearch): CountSelection {
  const { round, layers = 'current', unfinished, independent, tags, coders, below } = search;
  return {
    roundId: round ?? null,
    layers,
    onlyIndependent: layers === 'first-pass' && independent === true,
    unfinished: layers === 'current' && unfinished === true,
    documents: documentsOf(search),
    tagIds: tags === undefined ? null : [...tags],
    coderIds: coders === undefined || layers === 'final' ? null : [...coders],
    withChildren: below === true,
  };
}

/** The address of charts. What is counted or looked at is one step of the way back; how it is shown is none. */
export function useCountAddress() {
  const { projectId } = chartsRoute.useParams();
  const search: CountSearch = chartsRoute.useSearch();
  const navigate = chartsRoute.useNavigate();
  const change = (next: Partial<CountSearch>, replace: boolean) =>
    navigate({ search: (before: CountSearch) => ({ ...before, ...next }), replace, resetScroll: false });
  return {
    projectId,
    search,
    /** Counts something else. */
    count: (next: Partial<CountSearch>) => void change({ ...next, at: undefined }, false),
    /** Shows the same in another way. */
    show: (next: Partial<CountSearch>) => void change({ ...next, at: undefined }, true),
    /** The address of another chart of what is counted. */
    looked:
      (chart: ChartName) =>
      (before: CountSearch): CountSearch => ({
        ...before,
        at: undefined,
        chart: chart === 'matrix' ? undefined : chart,
      }),
    /** Told before somebody goes to what is behind a mark: the way back leads there. */
    leave: (at: string) => change({ at }, true),
  };
}
