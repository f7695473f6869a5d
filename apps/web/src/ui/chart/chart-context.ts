import { createContext, useContext } from 'react';
import type { Mark } from './marks.ts';

/** What a chart tells its marks. */
export interface ChartMarks {
  readonly markOf: (id: string) => Mark | undefined;
  /** Whether rows hold more than one mark. */
  readonly grid: boolean;
  /** A name for parts of this chart that others refer to. */
  readonly nameOf: (part: string) => string;
}

export const ChartContext = createContext<ChartMarks>({
  markOf: () => undefined,
  grid: false,
  nameOf: (part) => part,
});

export function useChart(): ChartMarks {
  return useContext(ChartContext);
}

/** How far to the right and down a drawing is there yet, in pixels. */
export interface Sight {
  readonly right: number;
  readonly bottom: number;
}

export const everything: Sight = { right: Number.POSITIVE_INFINITY, bottom: Number.POSITIVE_INFINITY };

/** What has many marks draws those first that are in sight. */
export const SightContext = createContext<Sight>(everything);
export const useSight = () => useContext(SightContext);
