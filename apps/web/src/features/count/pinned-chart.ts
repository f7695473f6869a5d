import type { CountChart } from '@koersvast/contracts';
import type { CountSearch } from './count-search.ts';

/** What of an address is the chart itself: where somebody is in it is not. */
export function pinnedOf(search: CountSearch): CountChart {
  const { at: _, from: __, ...chart } = search;
  const said = Object.entries(chart).filter(([, value]) => value !== undefined);
  return structuredClone(Object.fromEntries(said)) as CountChart;
}

/** The same for the same chart, in whatever order its parts were said. */
const keyOf = (chart: CountChart) =>
  JSON.stringify(Object.entries(chart).sort(([one], [other]) => (one < other ? -1 : 1)));

export const isSameChart = (one: CountChart, other: CountChart) => keyOf(one) === keyOf(other);

/** The address of a chart that is pinned. */
export function searchOf(chart: CountChart): CountSearch {
  const said = Object.entries(chart).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as CountSearch;
}
