import { readDate } from '../date.ts';

export const periodKinds = ['year', 'month'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** So many years or months stand beside each other. */
export const mostPeriods = 600;

export interface DatedDocuments {
  /** Years (`2014`) or months (`2014-03`) from the first to the last, without gaps. */
  readonly periods: readonly string[];
  /** For each document the place of its period; null where it has none. */
  readonly of: readonly (number | null)[];
  /** Documents without a date, or of which the month is not known, or from so long ago that there is no room for all between. */
  readonly undated: number;
}

/** Months, or years, since the year 0. */
const numberOf = (period: string) => {
  const [year = '', month] = period.split('-');
  return month === undefined ? Number(year) : Number(year) * 12 + Number(month) - 1;
};

const periodOf = (kind: PeriodKind, number: number) =>
  kind === 'year'
    ? String(number).padStart(4, '0')
    : `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

/** Sorts documents into years or months by their dates. */
export function datePeriods(dates: readonly (string | null)[], kind: PeriodKind): DatedDocuments {
  const length = kind === 'year' ? 4 : 7;
  const numbers = dates.map((date) => {
    const read = readDate(date ?? '');
    return read === null || read.length < length ? null : numberOf(read.slice(0, length));
  });
  const known = numbers.filter((number) => number !== null);
  if (known.length === 0) return { periods: [], of: numbers, undated: dates.length };
  const last = known.reduce((most, number) => Math.max(most, number));
  const first = Math.max(
    known.reduce((least, number) => Math.min(least, number)),
    last - mostPeriods + 1,
  );
  const of = numbers.map((number) => (number === null || number < first ? null : number - first));
  return {
    periods: Array.from({ length: last - first + 1 }, (_, at) => periodOf(kind, first + at)),
    of,
    undated: of.filter((place) => place === null).length,
  };
}
