import { InputError, requireList, requireNames, show } from '../check.ts';
import { keptFor } from '../item.ts';
import { compareText, compareTexts } from '../order.ts';
import { keyOf, type Scheme } from '../tally.ts';

/** One value that a coder gave to a unit. 1 and "1" are different categories. */
export type Category = string | number | boolean;
/** Several tags given to one unit together: sorted, without repeats; empty means "none of them". */
export type TagSet = readonly string[];

declare const checked: unique symbol;

/**
 * Coding data of one document: units fixed in advance, and per coder one value a unit or none. Made only by
 * {@link readCoding} and {@link readTagSets}, which check it.
 */
export interface Coding<L = Category> {
  readonly [checked]: true;
  readonly scheme: Scheme<L>;
  readonly coders: readonly string[];
  /** Number of units. */
  readonly length: number;
  /** Per coder, the place of each unit's value in the scheme's labels; -1 where it is missing. */
  readonly places: readonly Int32Array[];
}

export interface CodingInput {
  /** One row a coder, one column a unit; null is missing (not coded), which is not the same as any value. */
  readonly values: readonly (readonly (Category | null)[])[];
  /** The coders' names, in the order of the rows; "1", "2", ... if left out. */
  readonly coders?: readonly string[];
  /**
   * The categories that the coders could choose from, in the order of their scale. Measures that depend on
   * unused categories (AC1, AC2, S) or on order need it; left out, the categories are those that occur.
   */
  readonly categories?: readonly Category[];
}

/** Checks coding data. Throws {@link InputError} naming the first value that is wrong. */
export function readCoding(input: CodingInput): Coding {
  const { categories } = input;
  if (categories !== undefined) checkCategories(categories);
  return place(input.values, input.coders, requireCategory, {
    kind: 'coding',
    labels: categories ?? [],
    declared: categories !== undefined,
    compare: compareCategories,
    settings: 'single values',
  });
}

export interface TagSetInput {
  /** One row a coder, one column a unit: the tags given to it, possibly none; null is missing. */
  readonly values: readonly (readonly (readonly string[] | null)[])[];
  readonly coders?: readonly string[];
}

/** Checks set-valued coding data. Throws {@link InputError} naming the first value that is wrong. */
export function readTagSets(input: TagSetInput): Coding<TagSet> {
  return place(input.values, input.coders, requireTagSet, {
    kind: 'tag sets',
    labels: [],
    declared: false,
    compare: compareTexts,
    settings: 'sets of tags',
  });
}

/** Refuses categories that cannot be told apart or computed with. */
export function checkCategories(categories: readonly Category[]): void {
  const seen = new Set<Category>();
  for (const category of requireList(categories, 'The categories')) {
    requireCategory(category, 'A category');
    if (seen.has(category)) throw new InputError(`The category ${show(category)} is declared twice`);
    seen.add(category);
  }
}

/** Numbers by size, then texts by code point, then false and true. */
export function compareCategories(a: Category, b: Category): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const rank = { number: 0, string: 1, boolean: 2 };
  return rank[typeof a as keyof typeof rank] - rank[typeof b as keyof typeof rank] || Number(a) - Number(b);
}

function requireCategory(value: unknown, name: string): Category {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  // Adding 0 makes -0 the same category as 0.
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  throw new InputError(`${name} must be text, a finite number, true, false or null, not ${show(value)}`);
}

function requireTagSet(value: unknown, name: string): TagSet {
  if (!Array.isArray(value))
    throw new InputError(`${name} must be a list of tags or null, not ${show(value)}`);
  return [...requireNames(value, name)].sort(compareText);
}

function place<L>(
  rows: readonly (readonly unknown[])[],
  names: readonly string[] | undefined,
  read: (value: unknown, name: string) => L,
  scheme: Scheme<L>,
): Coding<L> {
  requireList(rows, 'The values');
  const coders = names ?? rows.map((_, i) => String(i + 1));
  requireNames(coders, 'The coders');
  if (coders.length !== rows.length) {
    throw new InputError(`${coders.length} coders are named, but there are ${rows.length} rows of values`);
  }
  const length = rows[0]?.length ?? 0;
  const cells = rows.map((row, i) => {
    const coder = show(coders[i]);
    if (requireList(row, `The row of coder ${coder}`).length !== length) {
      throw new InputError(`The row of coder ${coder} has ${row.length} units, the first row ${length}`);
    }
    return Array.from(row, (value, unit) =>
      value === null ? null : read(value, `The value of coder ${coder} for unit ${unit + 1}`),
    );
  });
  const found = new Map<string, L>(scheme.labels.map((label) => [keyOf(label), label]));
  for (const cell of cells.flat()) {
    if (cell === null || found.has(keyOf(cell))) continue;
    if (scheme.declared) throw new InputError(`The value ${show(cell)} is not among the categories`);
    found.set(keyOf(cell), cell);
  }
  const labels = scheme.declared ? scheme.labels : [...found.values()].sort(scheme.compare);
  const places = new Map(labels.map((label, i) => [keyOf(label), i]));
  const coding: Omit<Coding<L>, typeof checked> = {
    scheme: { ...scheme, labels },
    coders,
    length,
    places: cells.map((row) =>
      Int32Array.from(row, (cell) => (cell === null ? -1 : keptFor(places, keyOf(cell)))),
    ),
  };
  return coding as Coding<L>;
}
