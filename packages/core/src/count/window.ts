import {
  addBases,
  addCounts,
  type CountBase,
  type Counted,
  type CountUnit,
  countIn,
  noBase,
  noCount,
} from './unit.ts';

/** Over how many periods a line may be smoothed: so many lie in the middle of something. */
export const windowWidths = [1, 3, 5, 7, 13] as const;

/** What is counted in one period. */
export interface CountedPeriod {
  readonly counted: Counted;
  readonly base: CountBase;
}

/**
 * What is counted around each period, in a unit: of shares and rates all of the window together, of spans and documents
 * as many as in one period of it in which anything is finished. At both ends the window is as long as there are periods.
 * A period in which nothing is finished has what is around it; null where that is nothing either.
 */
export function movingWindow(
  periods: readonly CountedPeriod[],
  unit: CountUnit,
  width: number,
): (number | null)[] {
  const half = Math.floor((width - 1) / 2);
  return periods.map((_, at) => {
    const within = periods.slice(Math.max(0, at - half), at + half + 1).filter(({ base }) => base.works > 0);
    if (within.length === 0) return null;
    const counted = within.reduce((sum, each) => addCounts(sum, each.counted), noCount);
    const base = within.reduce((sum, each) => addBases(sum, each.base), noBase);
    const value = countIn(unit, counted, base);
    if (value === null) return null;
    return unit === 'spans' || unit === 'documents' ? value / within.length : value;
  });
}
