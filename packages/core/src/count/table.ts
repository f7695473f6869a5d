import { type CountLabels, coveredBy, type FlatSpans, inOrder, unpackSpans } from './spans.ts';
import { addBases, addCounts, type CountBase, noBase, noCount } from './unit.ts';

/** A piece of finished work: a document as one coder coded it in one round, or its final version. */
export interface CountedWork {
  /** Which document it is, by number; all readings of a letter are one. */
  readonly document: number;
  /** Of its text, in code points. */
  readonly length: number;
  /** Null where words are not counted. */
  readonly words: number | null;
  /** In which column all of it counts; ignored where columns are of spans. */
  readonly column: number;
  /** As the study packs them (`unpackSpans`). */
  readonly spans: string;
}

/** What a tag's spans are counted in: the tag, and with `above` all that it stands below. */
export interface CountedTags {
  readonly labels: CountLabels;
  /** The rows of a table, in their order. */
  readonly rows: readonly string[];
  /** In which rows the spans of a tag count beside its own; null where each tag stands for itself. */
  readonly above: Readonly<Record<string, readonly string[]>> | null;
}

/** What columns are. */
export type CountColumns =
  /** Of the whole work: `CountedWork.column`. */
  | { readonly kind: 'work'; readonly columns: number }
  /** The length of a span: at least the first of two edges, and less than the second. */
  | { readonly kind: 'length'; readonly edges: readonly number[] }
  /** Parts of one text, start and end: a span counts in each part that it stands in. */
  | { readonly kind: 'part'; readonly parts: FlatSpans; readonly words: readonly number[] | null };

/** What is counted of one tag: a number for each column, and in all, where each span and document counts once. */
export interface CountRow {
  readonly label: string;
  readonly spans: readonly number[];
  readonly documents: readonly number[];
  readonly characters: readonly number[];
  readonly total: { readonly spans: number; readonly documents: number; readonly characters: number };
  /** How long spans are in each column: a quarter, half and three quarters of them are at most so long. */
  readonly lengths: readonly (readonly [lower: number, middle: number, upper: number] | null)[];
}

export interface CountTable {
  readonly rows: readonly CountRow[];
  readonly columns: readonly CountBase[];
  readonly total: CountBase;
}

/** The quantile of sorted values: the smallest that at least this share of them does not exceed. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function quartiles(lengths: Iterable<number>): readonly [number, number, number] | null {
  const sorted = Float64Array.from(lengths).sort();
  if (sorted.length === 0) return null;
  return [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
}

/** The spans of each row in a layer; of a tag that stands for others too, in order, also where two of them are the same. */
export function rowsIn(packed: string, { labels, rows, above }: CountedTags): Map<string, FlatSpans> {
  const own = unpackSpans(packed, labels);
  const wanted = new Set(rows);
  const found = new Map<string, number[]>();
  const mixed = new Set<string>();
  for (const [label, spans] of own) {
    for (const row of new Set([label, ...(above?.[label] ?? [])])) {
      if (!wanted.has(row)) continue;
      const before = found.get(row);
      if (before === undefined) found.set(row, spans);
      else {
        found.set(row, [...before, ...spans]);
        mixed.add(row);
      }
    }
  }
  for (const row of mixed) found.set(row, inOrder(found.get(row) ?? [], true));
  return found;
}

/** Which column a length is in: the last edge that it reaches. */
function lengthColumn(edges: readonly number[], length: number): number {
  let column = 0;
  while (column + 1 < edges.length && (edges[column + 1] ?? 0) <= length) column += 1;
  return column;
}

class Tally {
  readonly spans: number[];
  readonly documents: number[];
  readonly characters: number[];
  readonly lengths: number[][];
  readonly total = { spans: 0, documents: 0, characters: 0 };
  private readonly seen: number[];
  private seenAnywhere = -1;

  constructor(columns: number) {
    this.spans = new Array<number>(columns).fill(0);
    this.documents = new Array<number>(columns).fill(0);
    this.characters = new Array<number>(columns).fill(0);
    this.seen = new Array<number>(columns).fill(-1);
    this.lengths = Array.from({ length: columns }, () => []);
  }

  /** Works of one document come one after the other. */
  add(column: number, document: number, spans: FlatSpans, characters: number): void {
    this.spans[column] = (this.spans[column] ?? 0) + spans.length / 2;
    this.characters[column] = (this.characters[column] ?? 0) + characters;
    if (this.seen[column] !== document) {
      this.seen[column] = document;
      this.documents[column] = (this.documents[column] ?? 0) + 1;
    }
    const lengths = this.lengths[column];
    for (let at = 0; at + 1 < spans.length; at += 2) lengths?.push((spans[at + 1] ?? 0) - (spans[at] ?? 0));
  }

  addAll(document: number, spans: FlatSpans): void {
    this.total.spans += spans.length / 2;
    this.total.characters += coveredBy(spans);
    if (this.seenAnywhere === document) return;
    this.seenAnywhere = document;
    this.total.documents += 1;
  }
}

/** The spans of each column, where columns are of spans. */
function apart(by: CountColumns, spans: FlatSpans): Map<number, { spans: number[]; characters: number }> {
  const found = new Map<number, { spans: number[]; characters: number }>();
  const into = (column: number, start: number, end: number) => {
    const there = found.get(column);
    if (there) there.spans.push(start, end);
    else found.set(column, { spans: [start, end], characters: 0 });
  };
  if (by.kind === 'length') {
    for (let at = 0; at + 1 < spans.length; at += 2) {
      const [start, end] = [spans[at] ?? 0, spans[at + 1] ?? 0];
      into(lengthColumn(by.edges, end - start), start, end);
    }
    for (const each of found.values()) each.characters = coveredBy(each.spans);
  } else if (by.kind === 'part') {
    for (let part = 0; part + 1 < by.parts.length; part += 2) {
      const [from, to] = [by.parts[part] ?? 0, by.parts[part + 1] ?? 0];
      for (let at = 0; at + 1 < spans.length && (spans[at] ?? 0) < to; at += 2)
        if ((spans[at + 1] ?? 0) > from) into(part / 2, spans[at] ?? 0, spans[at + 1] ?? 0);
      const there = found.get(part / 2);
      if (there) there.characters = coveredBy(spans, from, to);
    }
  }
  return found;
}

function columnsOf(by: CountColumns): number {
  if (by.kind === 'work') return by.columns;
  return by.kind === 'length' ? by.edges.length : by.parts.length / 2;
}

/** How much finished work there is in each column, and in all. */
function basesOf(works: readonly CountedWork[], by: CountColumns): Pick<CountTable, 'columns' | 'total'> {
  const baseOf = (some: readonly CountedWork[]): CountBase => ({
    works: some.length,
    documents: new Set(some.map(({ document }) => document)).size,
    characters: some.reduce((sum, { length }) => sum + length, 0),
    words: some.reduce<number | null>(
      (sum, { words }) => (sum === null || words === null ? null : sum + words),
      0,
    ),
  });
  const total = baseOf(works);
  switch (by.kind) {
    case 'work': {
      const parts = Map.groupBy(works, ({ column }) => column);
      return { columns: Array.from({ length: by.columns }, (_, at) => baseOf(parts.get(at) ?? [])), total };
    }
    case 'length':
      return { columns: by.edges.map(() => total), total };
    case 'part':
      return {
        columns: Array.from({ length: by.parts.length / 2 }, (_, at) => ({
          ...total,
          characters: ((by.parts[2 * at + 1] ?? 0) - (by.parts[2 * at] ?? 0)) * works.length,
          words: by.words === null ? null : (by.words[at] ?? 0) * works.length,
        })),
        total,
      };
  }
}

/** What is counted in some works: added up with others it is a table (`tableFrom`). Plain data. */
export interface TableSums {
  readonly rows: readonly (Omit<CountRow, 'lengths'> & {
    /** In each column the lengths of all spans; null where there are none. */
    readonly lengths: readonly (readonly number[] | null)[];
  })[];
  readonly columns: readonly CountBase[];
  readonly total: CountBase;
}

/** Tags against columns, of some works: all works of a document are among them, or none. */
export function tallyTable(works: readonly CountedWork[], tags: CountedTags, by: CountColumns): TableSums {
  const columns = columnsOf(by);
  const tallies = new Map<string, Tally>();
  const rows = new Set(tags.rows);
  const sorted = [...works].sort((a, b) => a.document - b.document);
  for (const { document, column, spans: packed } of sorted) {
    for (const [row, spans] of rowsIn(packed, tags)) {
      if (!rows.has(row) || spans.length === 0) continue;
      const tally = tallies.get(row) ?? new Tally(columns);
      tallies.set(row, tally);
      tally.addAll(document, spans);
      if (by.kind === 'work') tally.add(column, document, spans, coveredBy(spans));
      else for (const [at, each] of apart(by, spans)) tally.add(at, document, each.spans, each.characters);
    }
  }
  return {
    ...basesOf(works, by),
    rows: [...tallies].map(([label, { spans, documents, characters, total, lengths }]) => ({
      ...{ label, spans, documents, characters, total },
      lengths: lengths.map((some) => (some.length === 0 ? null : some)),
    })),
  };
}

/** What was counted in parts, as one table. */
export function tableFrom(sums: readonly TableSums[], rows: readonly string[], by: CountColumns): CountTable {
  const columns = columnsOf(by);
  const zeros = () => new Array<number>(columns).fill(0);
  const made = new Map(
    rows.map((label) => [
      label,
      {
        ...{ label, spans: zeros(), documents: zeros(), characters: zeros(), total: noCount },
        lengths: Array.from({ length: columns }, (): (readonly number[])[] => []),
      },
    ]),
  );
  const bases = Array.from({ length: columns }, () => noBase);
  let total = noBase;
  for (const part of sums) {
    total = addBases(total, part.total);
    for (const [at, base] of part.columns.entries()) bases[at] = addBases(bases[at] ?? noBase, base);
    for (const row of part.rows) {
      const into = made.get(row.label);
      if (into === undefined) continue;
      into.total = addCounts(into.total, row.total);
      for (let at = 0; at < columns; at += 1) {
        if (row.spans[at] === 0) continue;
        into.spans[at] = (into.spans[at] ?? 0) + (row.spans[at] ?? 0);
        into.documents[at] = (into.documents[at] ?? 0) + (row.documents[at] ?? 0);
        into.characters[at] = (into.characters[at] ?? 0) + (row.characters[at] ?? 0);
        into.lengths[at]?.push(row.lengths[at] ?? []);
      }
    }
  }
  return {
    ...{ columns: bases, total },
    rows: [...made.values()].map((row) => ({
      ...row,
      lengths: row.lengths.map((some) => quartiles(some.flat())),
    })),
  };
}

/**
 * Tags against columns. A document in which two coders marked a tag counts once among documents, and each of their
 * spans and characters by itself; characters that two spans of a tag share in one layer count once.
 */
export function tabulate(works: readonly CountedWork[], tags: CountedTags, by: CountColumns): CountTable {
  return tableFrom([tallyTable(works, tags, by)], tags.rows, by);
}
