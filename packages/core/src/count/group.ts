import { readDate } from '../date.ts';
import { type DocumentField, readNumber, storedFieldValue } from '../document-field.ts';
import { columnOf, type FilteredDocument } from '../document-filter.ts';
import type { DocumentCondition } from '../document-rule.ts';
import { foldName } from '../person/name.ts';

/** So many values of a field stand in columns of their own. */
export const mostGroups = 60;
/** So many values a condition may name. */
const mostNamed = 200;
/** So many numbers stand in columns of their own; of more of them, ranges. */
const mostNumbers = 24;
const ranges = 12;

/** Documents that say the same of something. */
export interface DocumentGroup {
  readonly key: string;
  /** `value`: one value; `year`: all dates in it; `range`: numbers from one to another, both with it; `none`: nothing is said; `rest`: all values for which there is no room. */
  readonly kind: 'value' | 'year' | 'range' | 'none' | 'rest';
  /** Of a range its ends; of the rest how many values. */
  readonly values: readonly string[];
  /** What is true of its documents, and of no others; null where that cannot be said. */
  readonly condition: DocumentCondition | null;
}

export interface GroupedDocuments {
  readonly groups: readonly DocumentGroup[];
  /** For each document the place of its group. */
  readonly of: readonly number[];
}

interface Sorted {
  readonly group: DocumentGroup;
  readonly order: string | number;
  readonly at: readonly number[];
}

const byOrder = ({ order: a }: Sorted, { order: b }: Sorted) => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts documents into groups by a detail, or by a field of their project's own. Dates are years. */
export function groupDocuments(
  documents: readonly FilteredDocument[],
  column: string,
  fields: readonly DocumentField[],
): GroupedDocuments {
  const { kind, field, stored } = columnOf(column, fields);
  const values = documents.map((document) => stored(document).trim());
  const empty: number[] = [];
  const valued = new Map<string, number[]>();
  for (const [at, value] of values.entries()) {
    if (value === '') empty.push(at);
    else valued.set(value, [...(valued.get(value) ?? []), at]);
  }
  const asKept = (value: string) => (field && storedFieldValue(field, value)) ?? value;
  const sorted =
    kind === 'date'
      ? years(column, valued)
      : kind === 'number'
        ? numbers(column, valued)
        : named(column, valued, asKept, (value) => placeOf(field, value));
  const all = shortened(column, sorted.sort(byOrder));
  const none: DocumentGroup = {
    ...{ key: 'none', kind: 'none', values: [] },
    condition: { column, test: 'empty', values: [] },
  };
  const groups = empty.length === 0 ? all : [...all, { group: none, order: '', at: empty }];
  const of = new Array<number>(documents.length).fill(0);
  for (const [place, { at }] of groups.entries()) for (const each of at) of[each] = place;
  return { groups: groups.map(({ group }) => group), of };
}

/** Choices in their own order, no before yes, all else by its letters. */
function placeOf(field: DocumentField | null, value: string): string | number {
  if (field?.kind === 'choice') {
    const at = field.values.indexOf(value);
    return at < 0 ? field.values.length : at;
  }
  if (field?.kind === 'yes_no') return value === 'yes' ? 1 : 0;
  return foldName(value);
}

function named(
  column: string,
  valued: ReadonlyMap<string, readonly number[]>,
  asKept: (value: string) => string,
  order: (value: string) => string | number,
): Sorted[] {
  const alike = Map.groupBy(valued, ([value]) => foldName(asKept(value)));
  return [...alike].map(([folded, spelled]) => {
    // The way in which most of them are spelled.
    const [first] = [...spelled].sort((a, b) => b[1].length - a[1].length);
    const value = asKept(first?.[0] ?? '');
    return {
      group: {
        ...{ key: `is ${folded}`, kind: 'value', values: [value] },
        condition: { column, test: 'one_of', values: [value] },
      },
      order: order(value),
      at: spelled.flatMap(([, at]) => at),
    };
  });
}

function years(column: string, valued: ReadonlyMap<string, readonly number[]>): Sorted[] {
  const dated = Map.groupBy(valued, ([value]) => readDate(value)?.slice(0, 4) ?? null);
  return [...dated].flatMap(([year, some]): Sorted[] =>
    year === null
      ? unread(column, some)
      : [
          {
            group: {
              ...{ key: `in ${year}`, kind: 'year', values: [year] },
              condition: { column, test: 'range', values: [year, year] },
            },
            order: year,
            at: some.flatMap(([, at]) => at),
          },
        ],
  );
}

/** What does not fit its kind stands as it was written, behind all that does. */
function unread(column: string, some: readonly (readonly [string, readonly number[]])[]): Sorted[] {
  return named(
    column,
    new Map(some),
    (value) => value,
    (value) => `\u{10FFFF}${foldName(value)}`,
  );
}

function numbers(column: string, valued: ReadonlyMap<string, readonly number[]>): Sorted[] {
  const read = [...valued].map(([value, at]) => ({ value, at, number: readNumber(value, null) }));
  const there = read.flatMap(({ number, ...rest }) =>
    number === null ? [] : [{ ...rest, stored: number, number: Number(number) }],
  );
  const none = read.flatMap(({ number, value, at }) => (number === null ? [[value, at] as const] : []));
  const least = Math.min(...there.map(({ number }) => number));
  const most = Math.max(...there.map(({ number }) => number));
  const apart = new Set(there.map(({ number }) => number)).size;
  const step = apart <= mostNumbers ? null : niceStep((most - least) / ranges);
  const binned = Map.groupBy(there, ({ number }) => (step === null ? number : Math.floor(number / step)));
  const found = [...binned].map(([place, some]): Sorted => {
    const inside = [...some].sort((a, b) => a.number - b.number);
    const [low, high] = [inside[0]?.stored ?? '', inside.at(-1)?.stored ?? ''];
    return {
      group: {
        key: `from ${low}`,
        ...(Number(low) === Number(high)
          ? { kind: 'value', values: [low] }
          : { kind: 'range', values: [low, high] }),
        condition: { column, test: 'range', values: [low, high] },
      },
      order: place,
      at: some.flatMap(({ at }) => at),
    };
  });
  // Numbers and words are not compared with each other.
  const words = unread(column, none).sort(byOrder);
  return [...found, ...words.map((each, at) => ({ ...each, order: Number.MAX_VALUE - words.length + at }))];
}

/** 1, 2 or 5 times a power of ten, at least as much as this. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? 10 * power;
}

/** The largest groups, in their order, and one of all the others. */
function shortened(column: string, sorted: readonly Sorted[]): readonly Sorted[] {
  if (sorted.length <= mostGroups) return sorted;
  const largest = new Set([...sorted].sort((a, b) => b.at.length - a.at.length).slice(0, mostGroups - 1));
  const others = sorted.filter((each) => !largest.has(each));
  const values = others.flatMap(({ group }) => group.values);
  const canBeNamed = values.length <= mostNamed && others.every(({ group }) => group.kind === 'value');
  const rest: DocumentGroup = {
    ...{ key: 'rest', kind: 'rest', values: [String(others.length)] },
    condition: canBeNamed ? { column, test: 'one_of', values } : null,
  };
  return [
    ...sorted.filter((each) => largest.has(each)),
    { group: rest, order: '', at: others.flatMap(({ at }) => at) },
  ];
}
