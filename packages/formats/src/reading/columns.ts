import { elementsOf, isElement, type MarkupElement, type MarkupNode } from './markup.ts';

/** More columns than this no table of words has: a number beyond it is a mistake. */
const mostColumns = 63;

const isRow = ({ local }: MarkupElement) => local === 'tr' || local === 'row';
const isCell = ({ local }: MarkupElement) => /^(?:td|th|entry|cell)$/.test(local);

/** A whole number of at least 1, as it is written; 1 for what is none. */
function countOf(written: string | undefined): number {
  return Math.max(1, Number.parseInt(written ?? '', 10) || 1);
}

/** How many rows a cell covers: by HTML, to the end of its group when it says 0; by CALS, so many more than one. */
function rowsOf({ attributes: { rowspan, rows, morerows } }: MarkupElement): number {
  if (morerows !== undefined) return countOf(String(Number.parseInt(morerows, 10) + 1));
  return rowspan?.trim() === '0' ? Number.POSITIVE_INFINITY : countOf(rowspan ?? rows);
}

/** The numbers of columns that have names, from 0. */
function namesOf(group: MarkupElement): ReadonlyMap<string, number> {
  const specs = elementsOf(group).filter(({ local }) => local === 'colspec');
  return new Map(specs.flatMap(({ attributes: { colname } }, nth) => (colname ? [[colname, nth]] : [])));
}

/** How many columns each cell of some rows skips, because cells above or before it cover them. */
function skippedIn(
  rows: readonly MarkupElement[],
  names: ReadonlyMap<string, number>,
  skipped: Map<MarkupElement, number>,
): void {
  /** For how many rows yet each column is covered. */
  const covered = new Array<number>(mostColumns).fill(0);
  for (const row of rows) {
    let column = 0;
    let written = 0;
    for (const cell of elementsOf(row).filter(isCell)) {
      const { colspan, cols, namest, nameend, colname } = cell.attributes;
      while ((covered[column] ?? 0) > 0) column += 1;
      column = Math.max(column, names.get(namest ?? colname ?? '') ?? column);
      if (column >= mostColumns) break;
      if (column > written) skipped.set(cell, column - written);
      written = column + 1;
      const end = names.get(nameend ?? '');
      const next = end === undefined ? column + countOf(colspan ?? cols) : Math.max(end, column) + 1;
      covered.fill(rowsOf(cell), column, next);
      column = next;
    }
    for (const [nth, left] of covered.entries()) if (left > 0) covered[nth] = left - 1;
  }
}

/**
 * Of the cells of tables (HTML and Akoma Ntoso, CALS, TEI) that do not stand right beside the one before them: how many
 * columns lie between. So what follows a cell that covers others stays in the column that it has on paper.
 */
export function skippedColumns(nodes: readonly MarkupNode[]): ReadonlyMap<MarkupElement, number> {
  const skipped = new Map<MarkupElement, number>();
  for (const node of nodes) if (isElement(node)) look(node, new Map(), skipped);
  return skipped;
}

function look(
  element: MarkupElement,
  above: ReadonlyMap<string, number>,
  skipped: Map<MarkupElement, number>,
): void {
  const names = element.local === 'table' || element.local === 'tgroup' ? namesOf(element) : above;
  const rows: MarkupElement[] = [];
  for (const child of element.children) {
    if (!isElement(child)) continue;
    if (isRow(child)) rows.push(child);
    look(child, names, skipped);
  }
  if (rows.length > 0) skippedIn(rows, names, skipped);
}
