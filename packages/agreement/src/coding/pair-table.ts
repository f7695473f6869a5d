import { InputError, requireList, requireWhole, show } from '../check.ts';
import { itemAt } from '../item.ts';
import type { Basis } from '../result.ts';
import { add, makeTally, type Scheme, type Tally } from '../tally.ts';
import { type Category, type Coding, checkCategories, compareCategories } from './coding.ts';
import { type CodingTally, tallyTable } from './coding-tally.ts';

const blocks = {
  documents: 0,
  /** Units that only one of the two coded, or neither; they do not enter. */
  dropped: 0,
  /** Units by the first coder's category (row) and the second's (column). */
  table: 2,
} as const;

/** How two coders' categories fall together: rows the first coder's, columns the second's. Additive. */
export type PairTable = Tally<typeof blocks, Category>;

/** Counts how the categories of two coders fall together; units that one of them did not code are dropped. */
export function tallyPair(coding: Coding, first: string, second: string): PairTable {
  const rows = rowOf(coding, first);
  const columns = rowOf(coding, second);
  if (first === second) throw new InputError(`Coder ${show(first)} cannot be compared with themselves`);
  const width = coding.scheme.labels.length;
  const tally = makeTally(pairScheme(coding.scheme, [first, second]), blocks, [first, second]);
  rows.forEach((row, unit) => {
    const column = itemAt(columns, unit);
    if (row < 0 || column < 0) add(tally.block('dropped'), 0, 1);
    else add(tally.block('table'), row * width + column, 1);
  });
  tally.block('documents')[0] = 1;
  return tally;
}

export interface TableInput {
  readonly categories: readonly Category[];
  /** Row: the first coder's category. Column: the second's. Whole numbers of units. */
  readonly table: readonly (readonly number[])[];
  readonly coders?: readonly [string, string];
}

/** Checks a table of two coders. Throws {@link InputError} naming the first value that is wrong. */
export function readTable({ categories, table, coders = ['1', '2'] }: TableInput): PairTable {
  checkCategories(categories);
  const width = categories.length;
  if (requireList(table, 'The table').length !== width) {
    throw new InputError(`The table has ${table.length} rows for ${width} categories`);
  }
  const scheme = {
    kind: 'coding',
    labels: categories,
    declared: true,
    compare: compareCategories,
    settings: '',
  };
  const tally = makeTally(pairScheme(scheme, coders), blocks, coders);
  table.forEach((row, i) => {
    if (requireList(row, `Row ${i + 1} of the table`).length !== width) {
      throw new InputError(`Row ${i + 1} of the table has ${row.length} cells for ${width} categories`);
    }
    row.forEach((count, j) => {
      const cell = requireWhole(count, `The cell in row ${i + 1}, column ${j + 1}`, 0);
      tally.block('table')[i * width + j] = cell;
    });
  });
  tally.block('documents')[0] = 1;
  return tally;
}

/** The sums behind alpha, percent agreement, AC1 and AC2 for the two coders of a table. */
export function codingOf(table: PairTable): CodingTally {
  const scheme = { ...table.scheme, kind: 'coding', settings: 'single values' };
  return tallyTable(scheme, table.coders, table.block('table'), table.number('documents'));
}

/** Row and column shares, and what they rest on. */
export interface Margins {
  /** Units that both coded. */
  readonly n: number;
  /** Share of each category in the first coder's work. */
  readonly rows: readonly number[];
  /** Share of each category in the second coder's work. */
  readonly columns: readonly number[];
  readonly basis: Basis;
}

/** The shares of each category in the work of the two coders; all 0 when they share no unit. */
export function marginsOf(table: PairTable): Margins {
  const width = table.scheme.labels.length;
  const rows = new Array<number>(width).fill(0);
  const columns = new Array<number>(width).fill(0);
  let n = 0;
  table.block('table').forEach((count, at) => {
    n += count;
    const row = Math.floor(at / width);
    rows[row] = itemAt(rows, row) + count;
    columns[at % width] = itemAt(columns, at % width) + count;
  });
  const share = (count: number) => (n === 0 ? 0 : count / n);
  return {
    n,
    rows: rows.map(share),
    columns: columns.map(share),
    basis: { coders: 2, documents: table.number('documents'), units: n },
  };
}

function rowOf(coding: Coding, coder: string): Int32Array {
  const row = coding.places[coding.coders.indexOf(coder)];
  if (row === undefined) throw new InputError(`There is no coder ${show(coder)}`);
  return row;
}

/** Rows and columns must keep their coders when tables are added, so their names are part of the scheme. */
function pairScheme(scheme: Scheme<Category>, [rows, columns]: readonly [string, string]): Scheme<Category> {
  return { ...scheme, kind: 'pair table', settings: `rows ${show(rows)}, columns ${show(columns)}` };
}
