import { expectedPairs, spanLengths } from './expected.ts';
import { isOfSpans, isRelated, type SpanRelation, type TogetherRelation, widest } from './relation.ts';
import { type CountedTags, type CountedWork, rowsIn } from './table.ts';

export interface TogetherWork extends Pick<CountedWork, 'document' | 'length' | 'spans'> {
  /** Where the sentences or paragraphs of its text are, where these matter. */
  readonly parts: readonly number[] | null;
}

/**
 * Of each two rows, in the order of the rows: the first row's against all, then the second's. Of a row against itself
 * nothing is counted.
 */
export interface TogetherTable {
  /** Pairs of spans in the relation, or parts with both. */
  readonly together: readonly number[];
  /** Spans of either that are in the relation with one of the other, or parts with both: the numerator of Jaccard. */
  readonly joined: readonly number[];
  /** All spans of either, or parts with either: its denominator. */
  readonly either: readonly number[];
  /** How many there would be by chance: spans anywhere in their text, tags in any parts. */
  readonly expected: readonly number[];
  /** Spans, or parts with it, of each row. */
  readonly rows: readonly number[];
  /** All parts; 0 of a relation of spans. */
  readonly parts: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly row: number;
}

function spansIn(work: TogetherWork, tags: CountedTags): { spans: Span[]; byRow: Map<number, number[]> } {
  const places = new Map(tags.rows.map((row, at) => [row, at]));
  const spans: Span[] = [];
  const byRow = new Map<number, number[]>();
  for (const [label, flat] of rowsIn(work.spans, tags)) {
    const row = places.get(label) ?? 0;
    for (let at = 0; at + 1 < flat.length; at += 2)
      spans.push({ start: flat[at] ?? 0, end: flat[at + 1] ?? 0, row });
    byRow.set(row, [...flat]);
  }
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  return { spans, byRow };
}

/** Two rows of which one holds the other: the same span is in both, and is not together with itself. */
const isSame = (a: Span, b: Span, below: boolean) => below && a.start === b.start && a.end === b.end;

/** Tells each two spans of different rows that are in the relation, the first one first. They are in order. */
function eachPair(
  spans: readonly Span[],
  relation: SpanRelation,
  below: boolean,
  meet: (first: number, second: number) => void,
): void {
  const tell = (first: number, second: number) => {
    const [a, b] = [spans[first], spans[second]];
    if (a === undefined || b === undefined || a.row === b.row || isSame(a, b, below)) return;
    if (isRelated(relation, a, b)) meet(first, second);
  };
  let open: number[] = [];
  for (const [at, span] of spans.entries()) {
    open = open.filter((each) => (spans[each]?.end ?? 0) + widest >= span.start);
    for (const each of open) {
      tell(each, at);
      tell(at, each);
    }
    open.push(at);
  }
}

/** What stands together in some works: added up with others it is a table (`togetherFrom`). Plain data. */
export interface TogetherSums {
  /** Place in the square, pairs or parts, joined, expected, ...: of what is not nought. */
  readonly cells: readonly number[];
  readonly rows: readonly number[];
  readonly parts: number;
}

/** The cells of a square that are not nought. */
class Cells {
  readonly found = new Map<number, [together: number, joined: number, expected: number]>();
  readonly size: number;
  constructor(size: number) {
    this.size = size;
  }
  at(row: number, column: number): [number, number, number] {
    const place = row * this.size + column;
    const there = this.found.get(place);
    if (there) return there;
    const made: [number, number, number] = [0, 0, 0];
    this.found.set(place, made);
    return made;
  }
  flat(): number[] {
    return [...this.found].flatMap(([place, values]) => [place, ...values]);
  }
}

function tallySpans(works: readonly TogetherWork[], tags: CountedTags, relation: SpanRelation): TogetherSums {
  const size = tags.rows.length;
  const cells = new Cells(size);
  const rows = new Array<number>(size).fill(0);
  const below = tags.above !== null;
  for (const work of works) {
    const { spans, byRow } = spansIn(work, tags);
    for (const { row } of spans) rows[row] = (rows[row] ?? 0) + 1;
    // Which rows each span has met, as the first of the relation and as the second.
    const met = spans.map(() => new Set<number>());
    eachPair(spans, relation, below, (first, second) => {
      const [a, b] = [spans[first], spans[second]];
      if (a === undefined || b === undefined) return;
      const cell = cells.at(a.row, b.row);
      cell[0] += 1;
      if (!met[first]?.has(b.row)) cell[1] += 1;
      met[first]?.add(b.row);
      // The second has met the first one's row: kept apart from what it meets as the first.
      if (!met[second]?.has(-1 - a.row)) cell[1] += 1;
      met[second]?.add(-1 - a.row);
    });
    const lengths = [...byRow].map(([row, flat]) => ({ row, lengths: spanLengths(flat, work.length) }));
    for (const a of lengths)
      for (const b of lengths) {
        if (a.row === b.row || (relation !== 'within' && a.row > b.row)) continue;
        const expected = expectedPairs(relation, a.lengths, b.lengths, work.length);
        cells.at(a.row, b.row)[2] += expected;
        if (relation !== 'within') cells.at(b.row, a.row)[2] += expected;
      }
  }
  return { cells: cells.flat(), rows, parts: 0 };
}

/** The spans that have a character in each part of a text, by their places. They are in order. */
function spansOfParts(spans: readonly Span[], parts: readonly number[]): number[][] {
  const found = Array.from({ length: parts.length / 2 }, (): number[] => []);
  let first = 0;
  for (const [nth, { start, end }] of spans.entries()) {
    while (first < found.length && (parts[2 * first + 1] ?? 0) <= start) first += 1;
    for (let at = first; at < found.length && (parts[2 * at] ?? 0) < end; at += 1)
      if ((parts[2 * at + 1] ?? 0) > start) found[at]?.push(nth);
  }
  return found;
}

/** The rows that have a character in each part of a text. */
function rowsOfParts(work: TogetherWork, tags: CountedTags, byDocument: boolean): Set<number>[] {
  const { spans } = spansIn(work, tags);
  if (byDocument) return [new Set(spans.map(({ row }) => row))];
  return spansOfParts(spans, work.parts ?? []).map((some) => new Set(some.map((at) => spans[at]?.row ?? 0)));
}

function tallyParts(
  works: readonly TogetherWork[],
  tags: CountedTags,
  relation: TogetherRelation,
): TogetherSums {
  const cells = new Cells(tags.rows.length);
  const rows = new Array<number>(tags.rows.length).fill(0);
  let parts = 0;
  for (const work of works)
    for (const found of rowsOfParts(work, tags, relation === 'document')) {
      parts += 1;
      for (const a of found) {
        rows[a] = (rows[a] ?? 0) + 1;
        for (const b of found) if (a !== b) cells.at(a, b)[0] += 1;
      }
    }
  return { cells: cells.flat(), rows, parts };
}

/** Which tags stand together in some works, in one relation, within each piece of work by itself. */
export function tallyTogether(
  works: readonly TogetherWork[],
  tags: CountedTags,
  relation: TogetherRelation,
): TogetherSums {
  return isOfSpans(relation) ? tallySpans(works, tags, relation) : tallyParts(works, tags, relation);
}

/** What was counted in parts, as one table of so many rows. */
export function togetherFrom(
  sums: readonly TogetherSums[],
  size: number,
  relation: TogetherRelation,
): TogetherTable {
  const square = () => new Array<number>(size * size).fill(0);
  const [together, joined, expected, either] = [square(), square(), square(), square()];
  const rows = new Array<number>(size).fill(0);
  let parts = 0;
  for (const part of sums) {
    parts += part.parts;
    for (const [at, count] of part.rows.entries()) rows[at] = (rows[at] ?? 0) + count;
    for (let at = 0; at + 3 < part.cells.length; at += 4) {
      const place = part.cells[at] ?? 0;
      together[place] = (together[place] ?? 0) + (part.cells[at + 1] ?? 0);
      joined[place] = (joined[place] ?? 0) + (part.cells[at + 2] ?? 0);
      expected[place] = (expected[place] ?? 0) + (part.cells[at + 3] ?? 0);
    }
  }
  const ofSpans = isOfSpans(relation);
  for (let a = 0; a < size; a += 1)
    for (let b = 0; b < size; b += 1) {
      if (a === b) continue;
      const [one, other] = [rows[a] ?? 0, rows[b] ?? 0];
      const both = together[a * size + b] ?? 0;
      either[a * size + b] = ofSpans ? one + other : one + other - both;
      if (ofSpans) continue;
      joined[a * size + b] = both;
      expected[a * size + b] = parts === 0 ? 0 : (one * other) / parts;
    }
  return { together, joined, either, expected, rows, parts };
}

/** Which tags stand together, in one relation, within each piece of work by itself. */
export function relateTags(
  works: readonly TogetherWork[],
  tags: CountedTags,
  relation: TogetherRelation,
): TogetherTable {
  return togetherFrom([tallyTogether(works, tags, relation)], tags.rows.length, relation);
}

/** The spans behind a cell: of the first and of the second of two rows, each once: place of the work, start, end, ... */
export interface RelatedSpans {
  /** What the cell counts: pairs, or parts with both. */
  readonly related: number;
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** The spans of two rows (`tags.rows`) of which `relateTags` counts that they stand together. */
export function relatedSpans(
  works: readonly TogetherWork[],
  tags: CountedTags,
  relation: TogetherRelation,
): RelatedSpans {
  const found: readonly [number[], number[]] = [[], []];
  let related = 0;
  for (const [nth, work] of works.entries()) {
    const { spans } = spansIn(work, tags);
    const met = [new Set<number>(), new Set<number>()] as const;
    if (isOfSpans(relation)) {
      eachPair(spans, relation, tags.above !== null, (first, second) => {
        if (spans[first]?.row !== 0) return;
        related += 1;
        met[0].add(first);
        met[1].add(second);
      });
    } else {
      const parts =
        relation === 'document' ? [spans.map((_, at) => at)] : spansOfParts(spans, work.parts ?? []);
      for (const some of parts) {
        const [first, second] = [0, 1].map((row) => some.filter((at) => spans[at]?.row === row));
        if (!first?.length || !second?.length) continue;
        related += 1;
        for (const at of first) met[0].add(at);
        for (const at of second) met[1].add(at);
      }
    }
    for (const row of [0, 1] as const)
      for (const at of met[row]) found[row].push(nth, spans[at]?.start ?? 0, spans[at]?.end ?? 0);
  }
  return { related, first: found[0], second: found[1] };
}

/** What a cell says of two tags that stand together. */
export const togetherValues = ['together', 'jaccard', 'lift', 'expected'] as const;
export type TogetherValue = (typeof togetherValues)[number];

/** Jaccard: of all that has either, the share that has both. Lift: how many times as often as by chance. Null where nothing can be said. */
export function togetherIn(
  value: TogetherValue,
  cell: {
    readonly together: number;
    readonly joined: number;
    readonly either: number;
    readonly expected: number;
  },
): number | null {
  switch (value) {
    case 'together':
      return cell.together;
    case 'expected':
      return cell.either === 0 ? null : cell.expected;
    case 'jaccard':
      return cell.either === 0 ? null : cell.joined / cell.either;
    case 'lift':
      return cell.expected === 0 ? null : cell.together / cell.expected;
  }
}
