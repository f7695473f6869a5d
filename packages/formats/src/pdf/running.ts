import type { Fragment, Row } from './fragment.ts';
import { mostOf, textOf } from './line.ts';
import { marksIn } from './notes.ts';
import { type Box, union } from './page.ts';

export interface PageRows {
  readonly number: number;
  readonly height: number;
  readonly rows: readonly Row[];
}

/** What was left out of the text, with its words. */
export interface Dropped {
  readonly why: 'running' | 'artifact' | 'outside_structure';
  readonly page: number;
  readonly text: string;
  readonly box: Box;
}

/** The upper and lower part of a page in which heads and feet stand. */
const zone = 0.2;
/** On so many of the pages, or of those with even or odd numbers. */
const share = 0.6;
/** Beyond it a number is a year, or an amount. */
const longestWhole = 1_900;
const pageNumber =
  /^[-–—|\s]*(?:(?:pagina|page|blad|blz\.?|pag\.?|p\.)\s*)?(?:#|[ivxl]{1,6})(?:\s*(?:van|of|uit|\/|-|–)\s*#)?[-–—|\s]*$/iu;

/**
 * Takes out what stands at the same height on most pages with the same words, numbers apart (running heads and feet,
 * date and reference in the margin, page numbers), also where it alternates between even and odd pages.
 */
export function withoutRunning(pages: readonly PageRows[]): { pages: PageRows[]; dropped: Dropped[] } {
  const seen = new Map<string, Map<number, Set<number>>>();
  for (const page of pages) {
    for (const row of page.rows) {
      for (const fragment of row.fragments) {
        const key = masked(fragment);
        const heights = seen.get(key) ?? new Map<number, Set<number>>();
        seen.set(key, heights);
        for (const height of nearby(row.y)) {
          const numbers = heights.get(height) ?? new Set<number>();
          heights.set(height, numbers.add(page.number));
        }
      }
    }
  }
  const dropped: Dropped[] = [];
  const body = usualSize(pages);
  const kept = pages.map((page) => {
    const outermost = outermostRows(page);
    const margin = marginRows(page, body);
    const marks = marksOf(page);
    let above: Row | null = null;
    const rows = page.rows.flatMap((row, at) => {
      const inTable = aligns(row, page.rows[at + 1]) || aligns(row, page.rows[at - 1]);
      const inZone = row.y < page.height * zone || row.y > page.height * (1 - zone);
      const fragments = row.fragments.filter((fragment) => {
        const key = masked(fragment);
        const on = seen.get(key)?.get(Math.round(row.y / 3)) ?? new Set<number>();
        const outer = outermost.has(row);
        // Figures of a table may stand at the same height on several pages.
        const worded = !inTable && (/\p{L}{3}/u.test(key) || outer);
        const running =
          !beginsNote(fragment, marks) &&
          !goesOnFrom(above, fragment, row) &&
          (margin.has(row) ||
            (worded && repeats(on, pages, inZone)) ||
            // Nor is a figure of the row with which a table goes on the number of a page.
            (outer && !inTable && isPageNumber(key, fragment, page, pages.length)));
        if (running) dropped.push(droppedOf('running', page.number, fragment));
        return !running;
      });
      above = fragments.length === 0 ? null : { ...row, fragments };
      if (above === null) return [];
      return [fragments.length === row.fragments.length ? row : above];
    });
    return { ...page, rows };
  });
  // A text of which all repeats is no head.
  if (kept.every(({ rows }) => rows.length === 0)) return { pages: [...pages], dropped: [] };
  return { pages: kept, dropped };
}

/**
 * Whether words are the next line of a sentence of the text right above them: a paragraph may come again, and at the same
 * height. Heads and feet begin no line so, but for page numbers, which are short.
 */
function goesOnFrom(above: Row | null, { chunks, x0 }: Fragment, { y, size }: Row): boolean {
  if (above === null || y - above.y > size * 1.7 || Math.abs(above.size - size) > 0.2) return false;
  const words = textOf(chunks);
  return (
    (words.length >= 30 || (words.length >= 8 && !/\d/u.test(words))) &&
    /^\p{Ll}/u.test(words) &&
    above.fragments.some((other) => Math.abs(other.x0 - x0) < 1.5 && textOf(other.chunks).length >= 30)
  );
}

/** Whether a row begins where the next one does in three places or more: a table, whose head returns on each page. */
function aligns(row: Row, next: Row | undefined): boolean {
  if (next === undefined || row.fragments.length < 3 || Math.abs(next.y - row.y) > row.size * 3) return false;
  const same = row.fragments.filter(({ x0 }) =>
    next.fragments.some((other) => Math.abs(other.x0 - x0) < 1.5),
  );
  return same.length >= 3;
}

/** The numbers of notes that are raised in the words of a page. */
function marksOf({ rows }: PageRows): Set<string> {
  const chunks = rows.flatMap(({ fragments }) => fragments.flatMap((each) => each.chunks.slice(1)));
  return new Set(chunks.flatMap(({ raised, text }) => (raised ? marksIn(text) : [])));
}

/** A note at the foot may have the same words on several pages. */
function beginsNote({ chunks }: Fragment, marks: ReadonlySet<string>): boolean {
  const [first] = chunks;
  if (first === undefined) return false;
  if (first.raised && chunks.length > 1) return marks.has(first.text);
  const number = /^\d{1,3}(?=\s*\p{L})/u.exec(first.text)?.[0];
  return number !== undefined && marks.has(number);
}

function droppedOf(why: Dropped['why'], page: number, { chunks }: Fragment): Dropped {
  return { why, page, text: textOf(chunks), box: union(chunks.map(({ box }) => box)) };
}

function masked({ chunks }: Fragment): string {
  return textOf(chunks)
    .replace(/\d+/gu, '#')
    .replace(/^(\W*)[ivxl]{1,6}(\W*)$/iu, '$1#$2')
    .replace(/\s+/gu, ' ')
    .toLowerCase();
}

/** Heights count in steps of 3 points; each is looked for in its neighbours too. */
function nearby(y: number): number[] {
  const step = Math.round(y / 3);
  return [step - 1, step, step + 1];
}

function repeats(on: ReadonlySet<number>, pages: readonly PageRows[], inZone: boolean): boolean {
  if (on.size < (inZone ? 2 : 3)) return false;
  const enough = (numbers: readonly number[]) => {
    const found = numbers.filter((number) => on.has(number)).length;
    return found >= 2 && found >= numbers.length * share;
  };
  const numbers = pages.map(({ number }) => number);
  if (enough(numbers) || (numbers.length >= 3 && enough(numbers.slice(1)))) return true;
  if (numbers.length < 4) return false;
  return (
    enough(numbers.filter((number) => number % 2 === 0)) ||
    enough(numbers.filter((number) => number % 2 === 1))
  );
}

function usualSize(pages: readonly PageRows[]): number {
  const chunks = pages.flatMap(({ rows }) =>
    rows.flatMap(({ fragments }) => fragments.flatMap((each) => each.chunks)),
  );
  return mostOf(chunks, ({ size }) => size);
}

/**
 * A head or foot that does not repeat, as on the first page of a letter: small type within the margin of the page, with
 * white between it and the text.
 */
function marginRows({ number, rows, height }: PageRows, body: number): Set<Row> {
  const found = new Set<Row>();
  const small = (row: Row | undefined) => row !== undefined && row.size <= body * 0.95;
  const take = (ordered: readonly Row[], most: number) => {
    const block: Row[] = [];
    for (const row of ordered) {
      const before = block.at(-1);
      const step = before === undefined ? 0 : Math.abs(row.y - before.y);
      if (before !== undefined && step > row.size * 1.9) break;
      if (!small(row)) return;
      block.push(row);
    }
    if (block.length <= most && block.length < ordered.length) for (const row of block) found.add(row);
  };
  if ((rows[0]?.y ?? height) < height * 0.074) take(rows, 6);
  if (number > 1) for (const row of apartAtHead(rows, height)) found.add(row);
  const last = rows.at(-1);
  if (last !== undefined && last.y > height * 0.945) take(rows.toReversed(), 3);
  return found;
}

/**
 * A head in the size of the text, on a page that is the only one to have it (the second of two): up to three lines within
 * the margin, with more white below them than any paragraph has.
 */
function apartAtHead(rows: readonly Row[], height: number): Row[] {
  const block: Row[] = [];
  for (const [at, row] of rows.entries()) {
    const next = rows[at + 1];
    if (next === undefined || at > 2 || row.y > height * 0.09 || aligns(row, next)) return [];
    block.push(row);
    const step = next.y - row.y;
    if (step >= row.size * (row.y < height * 0.075 ? 2.6 : 4)) return block;
    if (step > row.size * 1.6) return [];
  }
  return [];
}

function outermostRows(page: PageRows): Set<Row> {
  const rows = page.rows;
  const outer = new Set<Row>();
  for (const row of [rows[0], rows[1]]) if (row !== undefined && row.y < page.height * 0.1) outer.add(row);
  for (const row of [rows.at(-1), rows.at(-2)])
    if (row !== undefined && row.y > page.height * 0.88) outer.add(row);
  return outer;
}

function isPageNumber(key: string, fragment: Fragment, page: PageRows, pages: number): boolean {
  if (!pageNumber.test(key)) return false;
  const text = textOf(fragment.chunks);
  // A bare number must be that of the page, or of one in a longer whole of which this is a part.
  const row = page.rows.at(-1);
  const alone =
    row?.fragments.length === 1 &&
    row.fragments[0] === fragment &&
    row.y - (page.rows.at(-2)?.y ?? 0) > row.size * 1.8;
  if (alone || /\p{L}{2}|[/–-]/u.test(key)) return true;
  const number = Number(text.replace(/\D/g, ''));
  return number === page.number || (pages > 2 && number < longestWhole);
}
