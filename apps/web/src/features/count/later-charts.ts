import { useEffect } from 'react';
import { laterPart } from '../../ui/later.tsx';
import type { CountSearch } from './count-search.ts';

/** Charts that are not the first: each comes when it is chosen, with what draws its lines and bars. */
export const timeView = laterPart(async () => (await import('./time-view.tsx')).TimeView);
export const lengthsView = laterPart(async () => (await import('./lengths-view.tsx')).LengthsView);
export const togetherView = laterPart(async () => (await import('./together-view.tsx')).TogetherView);
export const portraitView = laterPart(async () => (await import('./portrait-view.tsx')).PortraitView);

const parts = { time: timeView, lengths: lengthsView, together: togetherView, portrait: portraitView };

/** Has what draws a chart fetched while the chart is being counted. */
export function useChartSoon(chart: CountSearch['chart']): void {
  useEffect(() => {
    if (chart !== undefined && chart in parts) parts[chart as keyof typeof parts].fetch();
  }, [chart]);
}
