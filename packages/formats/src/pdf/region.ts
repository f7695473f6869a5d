import { leadingOf, type Measure, measure, type Row, within } from './fragment.ts';
import { type Gutter, guttersOf } from './gutter.ts';
import { type Line, lineOf, textOf } from './line.ts';
import { asTable } from './table.ts';

/** A stretch of a page that is read from top to bottom. */
export type Flow =
  | { readonly kind: 'lines'; readonly lines: readonly Line[]; readonly aside: boolean }
  /** Rows of cells; a cell has the lines that stand in it. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Line[])[])[] };

const deepest = 24;

/** Cuts a page at the white between its columns, and gives the parts in the order in which they are read. */
export function flowsOf(page: number, rows: readonly Row[]): Flow[] {
  return cut(page, rows, 0).filter((flow) => flow.kind === 'table' || flow.lines.length > 0);
}

function cut(page: number, rows: readonly Row[], depth: number): Flow[] {
  if (rows.length === 0) return [];
  if (depth < deepest) {
    for (const gutter of guttersOf(rows)) {
      const flows = cutAt(page, rows, gutter, depth);
      if (flows !== null) return flows;
    }
  }
  return [
    {
      kind: 'lines',
      lines: rows.map((row) =>
        lineOf(
          page,
          row.fragments.flatMap(({ chunks }) => chunks),
        ),
      ),
      aside: false,
    },
  ];
}

/** The parts above, beside and below a gutter, or null where there are no columns beside it. */
function cutAt(page: number, rows: readonly Row[], gutter: Gutter, depth: number): Flow[] | null {
  const band = trimmed(rows, gutter);
  if (band === null) return null;
  const parts = rows.slice(band.from, band.to + 1);
  const around = (inside: Flow[], from: number, to: number) => [
    ...cut(page, rows.slice(0, from), depth + 1),
    ...inside,
    ...cut(page, rows.slice(to + 1), depth + 1),
  ];
  const table = asTable(page, rows, band);
  if (table !== null) return around([{ kind: 'table', rows: table.rows }], table.from, table.to);
  const centre = (gutter.x0 + gutter.x1) / 2;
  const [left, right] = [within(parts, -Infinity, centre), within(parts, centre, Infinity)];
  if (left.length < 3 || right.length < 3 || isRiver(rows, band, left, right)) return null;
  if (
    right.length <= 4 &&
    right.every((row) => isOneWord(row) && Math.abs(row.x1 - (right[0]?.x1 ?? 0)) < 1.5)
  )
    return null;
  const asides = besides(left, right);
  const columns = [left, right].map((column, position) => {
    const flows = cut(page, column, depth + 1);
    return asides[position] === true
      ? flows.map((flow): Flow => (flow.kind === 'lines' ? { ...flow, aside: true } : flow))
      : flows;
  });
  return around(columns.flat(), band.from, band.to);
}

/**
 * The rows beside a gutter that are columns: without those at its head that stand on the right alone (they are read
 * before both), and without a heading below columns that end together. Null where nothing stands side by side.
 */
function trimmed(rows: readonly Row[], gutter: Gutter): Gutter | null {
  const centre = (gutter.x0 + gutter.x1) / 2;
  let { from, to } = gutter;
  const isLeft = (row: Row | undefined) => row?.fragments.some(({ x1 }) => x1 <= centre) ?? false;
  const isRight = (row: Row | undefined) => row?.fragments.some(({ x0 }) => x0 >= centre) ?? false;
  const step = (at: number) => (rows[at + 1]?.y ?? 0) - (rows[at]?.y ?? 0);
  const leading = leadingOf(rows);
  // What stands far above or below on one side only is no column of it.
  if (!standsBeside(rows.slice(from, to + 1), isLeft, isRight)) return null;
  const firstBoth = rows.findIndex((row, at) => at >= from && at <= to && isLeft(row) && isRight(row));
  while (from < to && !isLeft(rows[from]) && !touches(rows, from, centre, leading)) from += 1;
  const loneSteps = () => firstBoth > from && !isRight(rows[from]) && step(from) > 2.2 * leading;
  while (loneSteps()) from += 1;
  // A line that was pulled to the full width: its last word begins no column.
  const first = rows[from];
  const nextRight = rows.findIndex((row, at) => at > from && at <= to && isRight(row));
  if (
    first !== undefined &&
    from === firstBoth &&
    nextRight > from &&
    (rows[nextRight]?.y ?? 0) - first.y > 2.2 * leading &&
    isOneWord({ ...first, fragments: first.fragments.filter(({ x0 }) => x0 >= centre) })
  )
    from += 1;
  const lastBoth = rows.findLastIndex((row, at) => at >= from && at <= to && isLeft(row) && isRight(row));
  if (lastBoth >= 0) {
    for (let at = lastBoth; at < to; at += 1) {
      const alone = rows.slice(at + 1, to + 1).every((row) => !isRight(row));
      const below = to + 1 < rows.length ? to - at <= 3 : goesOnBeside(rows[at], rows[at + 1], centre);
      if (alone && step(at) > 1.5 * leading && below) {
        to = at;
        break;
      }
    }
  }
  const left = rows
    .slice(from, to + 1)
    .filter(isLeft)
    .map(({ y }) => y);
  const right = rows
    .slice(from, to + 1)
    .filter(isRight)
    .map(({ y }) => y);
  if (left.length < 2 || right.length < 2) return null;
  const [leftTop, leftEnd, rightTop, rightEnd] = [left[0], left.at(-1), right[0], right.at(-1)].map(
    (y) => y ?? 0,
  );
  const overlap = Math.min(leftEnd ?? 0, rightEnd ?? 0) - Math.max(leftTop ?? 0, rightTop ?? 0);
  const smaller = Math.min((leftEnd ?? 0) - (leftTop ?? 0), (rightEnd ?? 0) - (rightTop ?? 0));
  if (overlap < smaller * 0.5 || overlap <= 0) return null;
  return { ...gutter, from, to };
}

/** Whether anything stands side by side: an address on the right below one on the left is no column beside it. */
function standsBeside(
  rows: readonly Row[],
  isLeft: (row: Row | undefined) => boolean,
  isRight: (row: Row | undefined) => boolean,
): boolean {
  return rows.some((row, at) => {
    if (isLeft(row) && isRight(row)) return true;
    const next = rows[at + 1];
    return next !== undefined && isLeft(row) !== isLeft(next) && next.y - row.y < row.size * 0.9;
  });
}

/**
 * Whether the left column ends at a row, and what comes below it (a signature, say) is read after both: its sentence
 * goes on at the head of the right column.
 */
function goesOnBeside(row: Row | undefined, below: Row | undefined, centre: number): boolean {
  const words = (of: Row | undefined) =>
    textOf((of?.fragments ?? []).filter(({ x1 }) => x1 <= centre).flatMap(({ chunks }) => chunks));
  return /[\p{L}\p{N},-]$/u.test(words(row)) && /^\p{Lu}/u.test(words(below));
}

/** As the last word of a line that was pulled to the full width. */
function isOneWord({ fragments }: Row): boolean {
  const [only, ...others] = fragments.flatMap(({ chunks }) => chunks);
  return others.length === 0 && only !== undefined && !/\s/u.test(only.text);
}

/** White that happens to stand above each other in a few lines of one paragraph, which has lines like them around. */
function isRiver(rows: readonly Row[], band: Gutter, left: readonly Row[], right: readonly Row[]): boolean {
  if (band.to - band.from >= 7) return false;
  const leading = leadingOf(rows);
  const from = Math.min(...left.flatMap(({ fragments }) => fragments.map(({ x0 }) => x0)));
  const to = Math.max(...right.map(({ x1 }) => x1));
  const crosses = (row: Row | undefined, next: Row | undefined) =>
    row !== undefined &&
    next !== undefined &&
    next.y - row.y < leading * 1.3 &&
    [row, next].some(({ fragments }) =>
      fragments.some(({ x0, x1 }) => x0 < from + 30 && x1 > (from + to) / 2 && x0 < band.x0 && x1 > band.x1),
    );
  return crosses(rows[band.from - 1], rows[band.from]) && crosses(rows[band.to], rows[band.to + 1]);
}

/** Whether a row on the right alone stands close above rows that go on on the right: a column that begins higher. */
function touches(rows: readonly Row[], from: number, centre: number, leading: number): boolean {
  const here = rows[from];
  const next = rows.slice(from + 1).find((row) => row.fragments.some(({ x0 }) => x0 >= centre));
  if (here === undefined || next === undefined) return false;
  return next.y - here.y < 1.35 * leading && Math.abs(next.size - here.size) < 0.2;
}

/** Which of two columns only stands beside the text: a colophon, a margin with date and reference. */
function besides(left: readonly Row[], right: readonly Row[]): [boolean, boolean] {
  const [a, b] = [measure(left), measure(right)];
  const narrow = (one: Measure, other: Measure) => {
    const small = one.size < other.size * 0.9;
    const little = one.letters < other.letters * (small ? 1.2 : 0.6);
    return (
      one.width < other.width * 0.62 && little && one.size <= other.size + 0.05 && (one.full < 0.6 || small)
    );
  };
  return [narrow(a, b), narrow(b, a)];
}
