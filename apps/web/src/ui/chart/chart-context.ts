import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Mark } from './marks.ts';

/** Which mark has the chart's tab stop: only those that get or lose it are told, of some thousand. */
export interface ActiveMark {
  id: string | undefined;
  readonly told: Map<string, Set<() => void>>;
}

/** Gives the tab stop to another mark. */
export function activate(active: ActiveMark, id: string | undefined): void {
  const before = active.id;
  if (before === id) return;
  active.id = id;
  for (const each of [before, id]) for (const tell of active.told.get(each ?? '') ?? []) tell();
}

/** What a chart tells its marks. */
export interface ChartMarks {
  readonly active: ActiveMark;
  readonly markOf: (id: string) => Mark | undefined;
  /** Whether rows hold more than one mark. */
  readonly grid: boolean;
  /** A name for parts of this chart that others refer to. */
  readonly nameOf: (part: string) => string;
}

export const ChartContext = createContext<ChartMarks>({
  active: { id: undefined, told: new Map() },
  markOf: () => undefined,
  grid: false,
  nameOf: (part) => part,
});

export function useChart(): ChartMarks {
  return useContext(ChartContext);
}

/** Whether a mark has the chart's tab stop. */
export function useIsActive(id = ''): boolean {
  const { active } = useChart();
  const listen = useCallback(
    (tell: () => void) => {
      const some = active.told.get(id) ?? new Set();
      active.told.set(id, some.add(tell));
      return () => {
        some.delete(tell);
      };
    },
    [active, id],
  );
  return useSyncExternalStore(listen, () => id !== '' && active.id === id);
}
