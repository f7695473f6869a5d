import { leadingOf, measure, middle, type Row } from './fragment.ts';
import type { Gutter } from './gutter.ts';
import { type Line, lineOf, textOf } from './line.ts';

export interface TableFound {
  readonly rows: readonly (readonly (readonly Line[])[])[];
  /** The rows of the page that it takes. */
  readonly from: number;
  readonly to: number;
}

type Column = readonly [number, number];

/**
 * What stands beside a gutter, read as a table: when the columns are short words side by side at equal heights, or
 * when cells of several lines begin at equal heights. Null when the columns are running text.
 */
export function asTable(page: number, all: readonly Row[], band: Gutter): TableFound | null {
  let { from, to } = band;
  const rowsOf = () => all.slice(from, to + 1);
  const leading = leadingOf(rowsOf());
  let columns = columnsOf(rowsOf());
  const inFirst = (row: Row | undefined) =>
    row?.fragments.every(({ x0 }) => x0 < (columns[0]?.[1] ?? 0)) ?? false;
  // A line in the first column alone, above or below, is a sentence before or after the table.
  while (from < to && inFirst(all[from])) from += 1;
  const below = (at: number) => (all[at]?.y ?? 0) - (all[at - 1]?.y ?? 0);
  while (to > from && inFirst(all[to]) && (below(to) > 1.3 * leading || wider(all[to], columns))) to -= 1;
  columns = columnsOf(rowsOf());
  if (columns.length < 2) return null;
  // White of a few lines that happens to stand above each other is no column.
  const few = rowsOf();
  const narrow = band.x1 - band.x0 < middle(few.map(({ size }) => size)) * 1.6;
  if (few.length < 4 && narrow && !isGrid(few, columns) && !hasLabels(few, columns)) return null;
  if (few.length < 4 && isPulled(few, all[from - 1], leading)) return null;
  const rows = rowsOf();
  if (!isTabular(rows, columns)) return null;
  const grouped = groupRows(rows, columns);
  if (grouped.length < 2) return null;
  return {
    from,
    to,
    rows: grouped.map((group) =>
      columns.map((column) =>
        group.flatMap((row) => {
          const chunks = row.fragments
            .filter((fragment) => inColumn(fragment, column))
            .flatMap(({ chunks }) => chunks);
          return chunks.length === 0 ? [] : [lineOf(page, chunks)];
        }),
      ),
    ),
  };
}

/**
 * Three columns or more (or two, in rows with room between them) with a cell in every row, which begin or end at equal
 * places: white alone makes no such thing.
 */
function isGrid(rows: readonly Row[], columns: readonly Column[]): boolean {
  const airy = Math.min(...stepsOf(rows)) > middle(rows.map(({ size }) => size)) * 1.45;
  if (columns.length < (airy ? 2 : 3) || rows.some(({ fragments }) => fragments.length !== columns.length))
    return false;
  const near = (values: readonly number[]) => Math.max(...values) - Math.min(...values) < 1.5;
  return columns.every((_, at) => {
    const cells = rows.map(({ fragments }) => fragments[at]);
    return near(cells.map((cell) => cell?.x0 ?? 0)) || near(cells.map((cell) => cell?.x1 ?? 0));
  });
}

/** Whether labels of a letter's head stand in the first column: `Datum`, `Betreft`. */
function hasLabels(rows: readonly Row[], columns: readonly Column[]): boolean {
  const first = columns[0];
  if (first === undefined) return false;
  const words = cellsOf(rows, first).map(({ fragments }) =>
    textOf(fragments.flatMap(({ chunks }) => chunks)),
  );
  return words.length > 1 && words.every((text) => label.test(text.trim()));
}

/** Lines that were pulled to the full width, below one like them that runs across. */
function isPulled(rows: readonly Row[], before: Row | undefined, leading: number): boolean {
  const [first] = rows;
  if (first === undefined || before === undefined || first.y - before.y > leading * 1.3) return false;
  const across =
    before.fragments.length === 1 && (before.fragments[0]?.x0 ?? 0) < (first.fragments[0]?.x0 ?? 0) + 1;
  return across && rows.every(({ x1 }) => Math.abs(x1 - before.x1) < 1.5);
}

function wider(row: Row | undefined, columns: readonly Column[]): boolean {
  const first = columns[0];
  return row !== undefined && first !== undefined && row.fragments.some(({ x1 }) => x1 > first[1] + 1);
}

/** The stretches of the width in which anything stands, parted by white that runs through all rows. */
function columnsOf(rows: readonly Row[]): Column[] {
  const spans = rows
    .flatMap((row) => row.fragments.map(({ x0, x1 }): [number, number] => [x0, x1]))
    .sort((a, b) => a[0] - b[0]);
  const least = Math.max(3, middle(rows.map(({ size }) => size)) * 0.5);
  const columns: [number, number][] = [];
  for (const [x0, x1] of spans) {
    const last = columns.at(-1);
    if (last !== undefined && x0 - last[1] < least) last[1] = Math.max(last[1], x1);
    else columns.push([x0, x1]);
  }
  return columns;
}

function inColumn({ x0, x1 }: { x0: number; x1: number }, [from, to]: Column): boolean {
  const centre = (x0 + x1) / 2;
  return centre >= from - 0.01 && centre <= to + 0.01;
}

function cellsOf(rows: readonly Row[], column: Column): Row[] {
  return rows.flatMap((row) => {
    const fragments = row.fragments.filter((fragment) => inColumn(fragment, column));
    return fragments.length === 0
      ? []
      : [{ ...row, fragments, x1: Math.max(...fragments.map(({ x1 }) => x1)) }];
  });
}

const label =
  /:$|^(?:datum|betreft|onderwerp|van|aan|ons kenmerk|uw kenmerk|kenmerk|onze referentie|uw referentie|referentie|bijlagen?|bijlage\(n\)|uw brief(?: van)?|contactpersoon|telefoon|e-mail|date|subject|from|to|our ref(?:erence)?|your ref(?:erence)?|enclosures?|phone|telephone|t|f|e|m|i)$/iu;
const figure = /^[€$£%+\-–−(]?\s?[\d.,\s]*\d[\d.,\s]*\s?[)%€]?$|^[-–—x*]$|^n\.?[vb]\.?t\.?$/iu;

function isTabular(rows: readonly Row[], columns: readonly Column[]): boolean {
  const cells = columns.map((column) => cellsOf(rows, column));
  const measures = cells.map((column) => measure(column));
  const words = (column: readonly Row[]) =>
    column.map((row) => row.fragments.flatMap(({ chunks }) => chunks.map(({ text }) => text)).join(' '));
  const first = words(cells[0] ?? []);
  const shared = rows.filter(
    (row) => columns.filter((column) => row.fragments.some((f) => inColumn(f, column))).length >= 2,
  );
  const aligned = shared.length / Math.max(1, rows.length);
  const size = middle(rows.map((row) => row.size));
  const running = measures.filter((each) => each.full > 0.55 && each.letters / Math.max(1, rows.length) > 18);
  const labels = first.filter((text) => label.test(text.trim())).length / Math.max(1, first.length);
  const figures = Math.max(
    ...cells
      .slice(1)
      .map(
        (column) =>
          words(column).filter((text) => figure.test(text.trim())).length / Math.max(1, column.length),
      ),
  );
  if (aligned >= 0.75 && running.length === 0) {
    const airy = leadingOf(rows) > size * 1.45 || stepsOf(rows).some((step) => step > size * 1.45);
    if (columns.length >= 3 || labels >= 0.5 || figures >= 0.5) return true;
    return airy && middle(stepsOf(rows)) > size * 1.4;
  }
  if (labels >= 0.6 && running.length < columns.length) return true;
  // Two or three rows with room between them, each with a cell in every column.
  const steps = stepsOf(rows);
  if (rows.length <= 3 && aligned === 1 && Math.min(...steps) > size * 1.45) return true;
  // However long the words of one column are, figures beside them in rows with room between these are a table.
  if (figures >= 0.5 && aligned >= 0.75 && Math.min(...steps) > size * 1.45) return true;
  return startsTogether(cells, columns.length);
}

function stepsOf(rows: readonly Row[]): number[] {
  return rows.slice(1).map((row, position) => row.y - (rows[position]?.y ?? 0));
}

/**
 * Whether cells of several lines stand in rows: in each column the stretches that a gap parts begin at the same heights
 * as stretches beside them.
 */
function startsTogether(cells: readonly (readonly Row[])[], count: number): boolean {
  const leading = Math.min(...cells.map((column) => Math.min(leadingOf(column), ...stepsOf(column))));
  const starts = cells.map((column) => {
    return column
      .filter((row, at) => at === 0 || row.y - (column[at - 1]?.y ?? 0) > leading * 1.2 + 0.5)
      .map(({ y }) => y);
  });
  const most = Math.max(...starts.map(({ length }) => length));
  if (most < 3 && !(most === 2 && count >= 3)) return false;
  const heights = starts.flat();
  const met = heights.filter(
    (y) => starts.filter((column) => column.some((other) => Math.abs(other - y) < 1.5)).length >= 2,
  );
  return met.length >= heights.length * 0.8;
}

/** The rows of a page that make a row of the table each. */
function groupRows(rows: readonly Row[], columns: readonly Column[]): Row[][] {
  const steps = stepsOf(rows);
  const closest = Math.min(...steps);
  // Lines of one cell stand closer than rows do.
  const parted =
    closest < middle(rows.map(({ size }) => size)) * 1.4 && steps.some((step) => step > closest * 1.22 + 0.5);
  const groups: Row[][] = [];
  rows.forEach((row, position) => {
    const group = groups.at(-1);
    const step = steps[position - 1] ?? 0;
    const hasFirst = row.fragments.some(
      (fragment) => columns[0] !== undefined && inColumn(fragment, columns[0]),
    );
    const begins = parted ? step > closest * 1.22 + 0.5 : hasFirst;
    if (group === undefined || begins) groups.push([row]);
    else group.push(row);
  });
  return groups;
}
