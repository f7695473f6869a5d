import type { Piece, Run } from '../reading/piece.ts';
import { type Place, union } from './page.ts';
import type { Dropped } from './running.ts';

/**
 * Joins a table that a page ends to the one with which the next page begins: the head that is repeated there is left
 * out, and a row that was cut goes on in the same cells.
 */
export function joinTables(
  pieces: readonly Piece[],
  places: readonly Place[],
): { pieces: Piece[]; dropped: Dropped[] } {
  const joined: Piece[] = [];
  const dropped: Dropped[] = [];
  let above: Piece[][] = [];
  for (const part of partsOf(pieces)) {
    if (!Array.isArray(part)) {
      const cell = cellGoingOn(above, part, places);
      if (cell !== undefined) addWords(cell, part);
      else {
        joined.push(part);
        above = [];
      }
      continue;
    }
    const goesOn = isNextPage(above, part, places);
    const repeats = goesOn && isSameRow(above[0], part[0]);
    if (repeats) dropped.push(...rowDropped(part[0] ?? [], places));
    const rows = repeats ? part.slice(1) : [...part];
    const rest = goesOn ? inColumns(above.at(-1), rows[0], places) : null;
    if (rest !== null && isRest(above.at(-1), rest)) {
      addTo(above.at(-1) ?? [], rest);
      rows.shift();
    }
    const opened = goesOn && (repeats || above[0]?.length === rows[0]?.length);
    const added = rows.map((row) =>
      row.map((cell) => (opened && cell.opens === 'table' ? { ...cell, opens: 'row' as const } : cell)),
    );
    joined.push(...added.flat());
    above = goesOn ? [...above, ...added] : added;
  }
  return { pieces: joined, dropped };
}

/** Tables as rows of cells, and the other pieces as they are. */
function partsOf(pieces: readonly Piece[]): (Piece | Piece[][])[] {
  const parts: (Piece | Piece[][])[] = [];
  let table: Piece[][] | null = null;
  for (const piece of pieces) {
    if (piece.kind !== 'table_cell') {
      table = null;
      parts.push(piece);
      continue;
    }
    // Cells take in what goes on on the next page.
    const cell = { ...piece, runs: [...piece.runs] };
    if (table === null || piece.opens === 'table') {
      table = [[cell]];
      parts.push(table);
    } else if (piece.opens === 'row') table.push([cell]);
    else table.at(-1)?.push(cell);
  }
  return parts;
}

/** Where the lines of a cell stand. */
function placesOf({ runs }: Piece, places: readonly Place[]): Place[] {
  return runs.flatMap((run) =>
    typeof run !== 'string' && 'place' in run ? (places[run.place ?? -1] ?? []) : [],
  );
}

function pageOf(
  row: readonly Piece[] | undefined,
  places: readonly Place[],
  which: 'first' | 'last',
): number | null {
  const pages = (row ?? []).flatMap((cell) => placesOf(cell, places).map(({ page }) => page));
  if (pages.length === 0) return null;
  return which === 'first' ? Math.min(...pages) : Math.max(...pages);
}

function isNextPage(above: readonly Piece[][], below: readonly Piece[][], places: readonly Place[]): boolean {
  const [end, start] = [pageOf(above.at(-1), places, 'last'), pageOf(below[0], places, 'first')];
  return end !== null && start !== null && start === end + 1;
}

function wordsOf({ runs }: Piece): string {
  return runs
    .map((run) => (typeof run === 'string' ? run : 'text' in run ? run.text : ' '))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
}

function isSameRow(head: readonly Piece[] | undefined, row: readonly Piece[] | undefined): boolean {
  if (head === undefined || row === undefined || head.length < 2 || head.length !== row.length) return false;
  const said = head.map(wordsOf);
  return said.some((words) => /\p{L}/u.test(words)) && row.every((cell, at) => wordsOf(cell) === said[at]);
}

/** Whether a row goes on with the last one of the page before: no cell begins anew, and one goes on within a sentence. */
function isRest(last: readonly Piece[] | undefined, row: readonly Piece[] | undefined): boolean {
  if (last === undefined || row === undefined || last.length !== row.length) return false;
  const pairs = row.map((cell, at) => ({ end: wordsOf(last[at] ?? cell), start: wordsOf(cell) }));
  const filled = pairs.filter(({ start }) => start !== '');
  return (
    filled.length > 0 &&
    filled.every(
      ({ end, start }) =>
        end !== '' && (!/[.!?]$/u.test(end) || filled.length < pairs.length) && !/^[\d€]/u.test(start),
    ) &&
    filled.some(({ end, start }) => /^\p{Ll}/u.test(start) && !/[.!?:;]$/u.test(end))
  );
}

function addTo(row: readonly Piece[], rest: readonly Piece[]): void {
  rest.forEach((cell, at) => {
    const own = row[at];
    if (own !== undefined && wordsOf(cell) !== '') addWords(own, cell);
  });
}

/** Adds words of the next page to a cell; a word that the page broke is joined. */
function addWords(cell: Piece, rest: Piece): void {
  const runs = cell.runs as Run[];
  const last = runs.at(-1);
  const broken =
    typeof last === 'object' &&
    'text' in last &&
    /\p{L}[-\u2010\u00AD]$/u.test(last.text) &&
    /^\p{Ll}/u.test(wordsOf(rest));
  if (broken) runs[runs.length - 1] = { ...last, text: last.text.slice(0, -1) };
  else runs.push(' ');
  runs.push(...rest.runs);
}

/** The only cell of the last row whose sentence goes on in a paragraph at the head of the next page. */
function cellGoingOn(above: readonly Piece[][], part: Piece, places: readonly Place[]): Piece | undefined {
  const row = above.at(-1) ?? [];
  if (part.kind !== 'paragraph' || !/^\p{Ll}/u.test(wordsOf(part)) || !isNextPage(above, [[part]], places))
    return undefined;
  const open = row.filter((cell) => wordsOf(cell).length > 20 && !/[.!?:;]$/u.test(wordsOf(cell)));
  return open.length === 1 ? open[0] : undefined;
}

/** A row with fewer cells than the one above, set in the columns in which they stand. */
function inColumns(
  above: readonly Piece[] | undefined,
  row: readonly Piece[] | undefined,
  places: readonly Place[],
): readonly Piece[] | null {
  if (above === undefined || row === undefined) return null;
  if (row.length >= above.length) return row;
  const left = (cell: Piece) => placesOf(cell, places)[0]?.box[0];
  const set = above.map((cell): Piece => ({ kind: cell.kind, runs: [] }));
  for (const cell of row) {
    const at = above.findIndex((own) => Math.abs((left(own) ?? -99) - (left(cell) ?? 99)) < 3);
    if (at < 0) return null;
    set[at] = cell;
  }
  return set;
}

function rowDropped(row: readonly Piece[], places: readonly Place[]): Dropped[] {
  return row.flatMap((cell): Dropped[] => {
    const text = wordsOf(cell);
    const found = placesOf(cell, places);
    const page = found[0]?.page;
    if (text === '' || page === undefined) return [];
    return [{ why: 'running', page, text, box: union(found.map(({ box }) => box)) }];
  });
}
