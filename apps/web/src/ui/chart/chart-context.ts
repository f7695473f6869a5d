import { createContext, useContext } from 'react';
import type { Mark } from './marks.ts';

/** What a chart tells its marks. */
export interface ChartMarks {
  /** The one that has the chart's tab stop. */
  readonly active: string | undefined;
  readonly markOf: (id: string) => Mark | undefined;
  /** Whether rows hold more than one mark. */
  readonly grid: boolean;
  /** A name for parts of this chart that others refer to. */
  readonly nameOf: (part: string) => string;
}

export const ChartContext = createContext<ChartMarks>({
  active: undefined,
  markOf: () => undefined,
  grid: false,
  nameOf: (part) => part,
});

export function useChart(): ChartMarks {
  return useContext(ChartContext);
}
