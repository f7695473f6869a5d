import { type CountedTags, type CountedWork, rowsIn } from './table.ts';

/**
 * How two spans of one piece of work stand to each other. `overlap`: they share a character. `touches`: they share
 * none, and at most one lies between them, as the space between two words. `within`: all of the first lies in the
 * second. The others are of parts of a text: both tags have at least a character in the same sentence, paragraph or
 * document.
 */
export const spanRelations = ['overlap', 'touches', 'within'] as const;
export const partRelations = ['sentence', 'paragraph', 'document'] as const;
export const togetherRelations = [...spanRelations, ...partRelations] as const;
type SpanRelation = (typeof spanRelations)[number];
export type TogetherRelation = (typeof togetherRelations)[number];

/** Two spans with so many characters between them touch. */
const gap = 1;

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

/** Whether `a` stands so to `b`. Half-open intervals. */
export function isRelated(
  relation: SpanRelation,
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean {
  switch (relation) {
    case 'overlap':
      return a.start < b.end && b.start < a.end;
    case 'touches': {
      const between = a.end <= b.start ? b.start - a.end : b.end <= a.start ? a.start - b.end : -1;
      return between >= 0 && between <= gap;
    }
    case 'within':
      return b.start <= a.start && a.end <= b.end;
  }
}

/**
 * How likely it is that a span of length `a` stands so to one of length `b`, when each may begin at any place of a text
 * of this length with the same chance: counted over all their places.
 */
export function chanceOf(relation: SpanRelation, a: number, b: number, length: number): number {
  const [placesOfA, placesOfB] = [length - a + 1, length - b + 1];
  if (placesOfA < 1 || placesOfB < 1) return 0;
  const all = placesOfA * placesOfB;
  const room = length - a - b;
  switch (relation) {
    case 'overlap':
      return room < 0 ? 1 : 1 - ((room + 1) * (room + 2)) / all;
    case 'touches': {
      let ways = 0;
      for (let between = 0; between <= gap; between += 1) ways += 2 * Math.max(0, room - between + 1);
      return ways / all;
    }
    case 'within':
      return a > b ? 0 : (placesOfB * (b - a + 1)) / all;
  }
}

class Matrix {
  readonly values: Float64Array;
  readonly size: number;
  constructor(size: number) {
    this.size = size;
    this.values = new Float64Array(size * size);
  }
  add(row: number, column: number, value: number): void {
    const at = row * this.size + column;
    this.values[at] = (this.values[at] ?? 0) + value;
  }
  get(row: number, column: number): number {
    return this.values[row * this.size + column] ?? 0;
  }
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

/** Each length of a row with how many spans have it. */
function lengthsOf(flat: readonly number[]): [length: number, spans: number][] {
  const found = new Map<number, number>();
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const length = (flat[at + 1] ?? 0) - (flat[at] ?? 0);
    found.set(length, (found.get(length) ?? 0) + 1);
  }
  return [...found];
}

/** Two rows of which one holds the other: the same span is in both, and is not together with itself. */
const isSame = (a: Span, b: Span, below: boolean) => below && a.start === b.start && a.end === b.end;

function relateSpans(
  works: readonly TogetherWork[],
  tags: CountedTags,
  relation: SpanRelation,
): TogetherTable {
  const size = tags.rows.length;
  const [together, joined, expected] = [new Matrix(size), new Matrix(size), new Matrix(size)];
  const rows = new Array<number>(size).fill(0);
  const below = tags.above !== null;
  for (const work of works) {
    const { spans, byRow } = spansIn(work, tags);
    for (const { row } of spans) rows[row] = (rows[row] ?? 0) + 1;
    // Which rows each span has met, as the first of the relation and as the second.
    const met = spans.map(() => new Set<number>());
    const meet = (first: number, second: number) => {
      const [a, b] = [spans[first], spans[second]];
      if (a === undefined || b === undefined || a.row === b.row || isSame(a, b, below)) return;
      if (!isRelated(relation, a, b)) return;
      together.add(a.row, b.row, 1);
      if (!met[first]?.has(b.row)) joined.add(a.row, b.row, 1);
      met[first]?.add(b.row);
      // The second has met the first one's row: kept apart from what it meets as the first.
      if (!met[second]?.has(-1 - a.row)) joined.add(a.row, b.row, 1);
      met[second]?.add(-1 - a.row);
    };
    let open: number[] = [];
    for (const [at, span] of spans.entries()) {
      open = open.filter((each) => (spans[each]?.end ?? 0) + gap >= span.start);
      for (const each of open) {
        meet(each, at);
        meet(at, each);
      }
      open.push(at);
    }
    const lengths = [...byRow].map(([row, flat]) => ({ row, lengths: lengthsOf(flat) }));
    for (const a of lengths)
      for (const b of lengths) {
        if (a.row === b.row || (relation !== 'within' && a.row > b.row)) continue;
        let sum = 0;
        for (const [long, many] of a.lengths)
          for (const [other, more] of b.lengths)
            sum += many * more * chanceOf(relation, long, other, work.length);
        expected.add(a.row, b.row, sum);
        if (relation !== 'within') expected.add(b.row, a.row, sum);
      }
  }
  const either = new Matrix(size);
  for (let a = 0; a < size; a += 1)
    for (let b = 0; b < size; b += 1) if (a !== b) either.add(a, b, (rows[a] ?? 0) + (rows[b] ?? 0));
  return {
    together: [...together.values],
    joined: [...joined.values],
    either: [...either.values],
    expected: [...expected.values],
    ...{ rows, parts: 0 },
  };
}

/** The rows that have a character in each part of a text. */
function rowsOfParts(work: TogetherWork, tags: CountedTags, byDocument: boolean): Set<number>[] {
  const { spans } = spansIn(work, tags);
  if (byDocument) return [new Set(spans.map(({ row }) => row))];
  const parts = work.parts ?? [];
  const found = Array.from({ length: parts.length / 2 }, () => new Set<number>());
  let first = 0;
  for (const { start, end, row } of spans) {
    while (first < found.length && (parts[2 * first + 1] ?? 0) <= start) first += 1;
    for (let at = first; at < found.length && (parts[2 * at] ?? 0) < end; at += 1)
      if ((parts[2 * at + 1] ?? 0) > start) found[at]?.add(row);
  }
  return found;
}

function relateParts(works: readonly TogetherWork[], tags: CountedTags, byDocument: boolean): TogetherTable {
  const size = tags.rows.length;
  const together = new Matrix(size);
  const rows = new Array<number>(size).fill(0);
  let parts = 0;
  for (const work of works)
    for (const found of rowsOfParts(work, tags, byDocument)) {
      parts += 1;
      for (const a of found) {
        rows[a] = (rows[a] ?? 0) + 1;
        for (const b of found) if (a !== b) together.add(a, b, 1);
      }
    }
  const [either, expected] = [new Matrix(size), new Matrix(size)];
  for (let a = 0; a < size; a += 1)
    for (let b = 0; b < size; b += 1) {
      if (a === b) continue;
      const [one, other] = [rows[a] ?? 0, rows[b] ?? 0];
      either.add(a, b, one + other - together.get(a, b));
      expected.add(a, b, parts === 0 ? 0 : (one * other) / parts);
    }
  const values = [...together.values];
  return {
    ...{ together: values, joined: values, either: [...either.values], expected: [...expected.values] },
    ...{ rows, parts },
  };
}

/** Which tags stand together, in one relation, within each piece of work by itself. */
export function relateTags(
  works: readonly TogetherWork[],
  tags: CountedTags,
  relation: TogetherRelation,
): TogetherTable {
  if (relation === 'overlap' || relation === 'touches' || relation === 'within')
    return relateSpans(works, tags, relation);
  return relateParts(works, tags, relation === 'document');
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
