import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CountedWork,
  countIn,
  countWords,
  coveredBy,
  inOrder,
  movingWindow,
  noBase,
  tableFrom,
  tabulate,
  tallyTable,
  unpackSpans,
} from './index.ts';

interface Span {
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}
const labels = { a: 'A', b: 'B', c: 'C', merged: 'A' };

/** As the database packs them: by tag, in the order of the text. */
function pack(spans: readonly Span[]): string {
  const byTag = Map.groupBy(spans, ({ tag }) => tag);
  return [...byTag]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tag, some]) => {
      const sorted = [...some].sort((x, y) => x.start - y.start || x.end - y.end);
      return `${tag}:${sorted.map(({ start, end }) => `${start},${end}`).join(',')}`;
    })
    .join(';');
}

const span = fc
  .record({
    tag: fc.constantFrom(...Object.keys(labels)),
    start: fc.nat(90),
    length: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ tag, start, length }) => ({ tag, start, end: Math.min(100, start + length) }));
const layer = fc.uniqueArray(span, {
  maxLength: 12,
  selector: ({ tag, start, end }) => `${tag} ${start} ${end}`,
});
const works = fc.array(fc.record({ document: fc.nat(4), column: fc.nat(2), spans: layer }), { maxLength: 8 });
const workOf = (each: { document: number; column: number; spans: readonly Span[] }): CountedWork => ({
  ...{ document: each.document, column: each.column, length: 100, words: 20 },
  spans: pack(each.spans),
});

/** Each character, one by one. */
function literalCover(spans: readonly Span[], from = 0, to = 100): number {
  let covered = 0;
  for (let at = from; at < to; at += 1)
    if (spans.some(({ start, end }) => start <= at && at < end)) covered += 1;
  return covered;
}

/** What a layer has of a row, each span once, counted as somebody would by hand. */
function literal(spans: readonly Span[], row: string): Span[] {
  const found = new Map<string, Span>();
  for (const each of spans)
    if (labels[each.tag as keyof typeof labels] === row) found.set(`${each.start} ${each.end}`, each);
  return [...found.values()];
}

describe('what is packed', () => {
  it.each([
    ['', {}],
    ['a:0,5', { A: [0, 5] }],
    ['a:0,5,7,12;b:3,4', { A: [0, 5, 7, 12], B: [3, 4] }],
    ['a:0,5,7,12;merged:1,2,7,12', { A: [0, 5, 1, 2, 7, 12] }],
    ['gone:1,2;c:10,200', { C: [10, 200] }],
  ])('%s', (packed, spans) => {
    expect(Object.fromEntries(unpackSpans(packed, labels))).toEqual(spans);
  });

  it('covers a character once, whatever lies over it, and of a part what is in it', () => {
    fc.assert(
      fc.property(layer, fc.nat(100), fc.nat(100), (spans, one, other) => {
        const flat = inOrder(spans.flatMap(({ start, end }) => [start, end]));
        expect(coveredBy(flat)).toBe(literalCover(spans));
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect(coveredBy(flat, from, to)).toBe(literalCover(spans, from, to));
      }),
    );
  });
});

describe('a table', () => {
  const tags = { labels, rows: ['A', 'B', 'C'], above: null };

  it('equals what is counted one by one', () => {
    fc.assert(
      fc.property(works, (all) => {
        const table = tabulate(all.map(workOf), tags, { kind: 'work', columns: 3 });
        for (const { label, spans, documents, characters, total } of table.rows) {
          for (const column of [0, 1, 2]) {
            const here = all.filter((each) => each.column === column);
            const found = here.map(({ document, spans: of }) => ({ document, of: literal(of, label) }));
            expect(spans[column]).toBe(found.reduce((sum, { of }) => sum + of.length, 0));
            expect(characters[column]).toBe(found.reduce((sum, { of }) => sum + literalCover(of), 0));
            const marked = found.flatMap(({ document, of }) => (of.length > 0 ? [document] : []));
            expect(documents[column]).toBe(new Set(marked).size);
            expect(table.columns[column]).toEqual({
              works: here.length,
              documents: new Set(here.map(({ document }) => document)).size,
              characters: here.length * 100,
              words: here.length * 20,
            });
          }
          expect(total.spans).toBe(spans.reduce((sum, each) => sum + each, 0));
          expect(total.characters).toBe(characters.reduce((sum, each) => sum + each, 0));
        }
      }),
    );
  });

  it('counts below a tag what stands for itself and what stands below it', () => {
    const below = { ...tags, above: { A: ['A'], B: ['B', 'A'], C: ['C'] } };
    fc.assert(
      fc.property(works, (all) => {
        const given = all.map(workOf);
        const own = tabulate(given, tags, { kind: 'work', columns: 3 });
        const with_ = tabulate(given, below, { kind: 'work', columns: 3 });
        const spansOf = (table: typeof own, label: string) =>
          table.rows.find((row) => row.label === label)?.total.spans ?? 0;
        expect(spansOf(with_, 'A')).toBe(spansOf(own, 'A') + spansOf(own, 'B'));
        expect(spansOf(with_, 'B')).toBe(spansOf(own, 'B'));
        const characters = with_.rows.find(({ label }) => label === 'A')?.total.characters;
        const both = all.map(({ spans }) => [...literal(spans, 'A'), ...literal(spans, 'B')]);
        expect(characters).toBe(both.reduce((sum, of) => sum + literalCover(of), 0));
      }),
    );
  });

  it('puts each length into one column', () => {
    const edges = [1, 5, 10, 20];
    fc.assert(
      fc.property(works, (all) => {
        const table = tabulate(all.map(workOf), tags, { kind: 'length', edges });
        for (const { label, spans, characters, total } of table.rows) {
          expect(spans.reduce((sum, each) => sum + each, 0)).toBe(total.spans);
          for (const [at, from] of edges.entries()) {
            const to = edges[at + 1] ?? Number.POSITIVE_INFINITY;
            const of = all.map((work) =>
              literal(work.spans, label).filter(({ start, end }) => end - start >= from && end - start < to),
            );
            expect(spans[at]).toBe(of.flat().length);
            expect(characters[at]).toBe(of.reduce((sum, some) => sum + literalCover(some), 0));
          }
        }
      }),
    );
  });

  it('counts a span in each part of a text in which it stands', () => {
    const parts = [0, 30, 32, 60, 60, 100];
    fc.assert(
      fc.property(works, (all) => {
        const table = tabulate(all.map(workOf), tags, { kind: 'part', parts, words: [5, 6, 7] });
        for (const { label, spans, characters } of table.rows)
          for (const at of [0, 1, 2]) {
            const [from, to] = [parts[2 * at] ?? 0, parts[2 * at + 1] ?? 0];
            const of = all.map((work) => literal(work.spans, label));
            expect(spans[at]).toBe(of.flat().filter(({ start, end }) => start < to && end > from).length);
            expect(characters[at]).toBe(of.reduce((sum, some) => sum + literalCover(some, from, to), 0));
          }
        expect(table.columns[1]).toMatchObject({ characters: 28 * all.length, words: 6 * all.length });
      }),
    );
  });

  it('says how long spans are: a quarter, half and three quarters of them are at most so long', () => {
    const spans = [1, 2, 3, 4, 10].map((length, at) => ({ tag: 'a', start: at * 20, end: at * 20 + length }));
    const { rows } = tabulate([workOf({ document: 0, column: 0, spans })], tags, {
      kind: 'work',
      columns: 1,
    });
    expect(rows.map(({ lengths }) => lengths)).toEqual([[[2, 3, 4]], [null], [null]]);
  });
});

it('adds up from parts that share no document', () => {
  const edges = [1, 5, 15];
  fc.assert(
    fc.property(works, fc.nat(4), (all, cut) => {
      const given = all.map(workOf);
      for (const by of [
        { kind: 'work', columns: 3 },
        { kind: 'length', edges },
      ] as const) {
        const parts = [
          given.filter(({ document }) => document < cut),
          given.filter(({ document }) => document >= cut),
        ];
        const rows = ['A', 'B', 'C'];
        const sums = parts.map((part) => tallyTable(part, { labels, rows, above: null }, by));
        expect(tableFrom(sums, rows, by)).toEqual(tabulate(given, { labels, rows, above: null }, by));
      }
    }),
    { seed: 20261129, numRuns: 200 },
  );
});

describe('units', () => {
  const base = { works: 4, documents: 3, characters: 2000, words: 500 };
  const counted = { spans: 10, documents: 2, characters: 100 };
  it.each([
    ['spans', 10, 0],
    ['documents', 2, 0],
    ['share', 0.05, 0],
    ['words', 20, 0],
  ] as const)(
    '%s: what is finished and without the tag is nought, and unfinished is a gap',
    (unit, value, none) => {
      expect(countIn(unit, counted, base)).toBe(value);
      expect(countIn(unit, { spans: 0, documents: 0, characters: 0 }, base)).toBe(none);
      expect(countIn(unit, { spans: 0, documents: 0, characters: 0 }, noBase)).toBe(null);
    },
  );
  const period = (spans: number, works: number) => ({
    counted: { spans, documents: Math.min(spans, works), characters: spans * 10 },
    base: { works, documents: works, characters: works * 100, words: works * 50 },
  });

  it('a window of one period is that period', () => {
    const periods = [period(2, 1), period(0, 0), period(4, 2), period(0, 1)];
    expect(movingWindow(periods, 'spans', 1)).toEqual([2, null, 4, 0]);
  });
  it('of words that were not counted nothing is said', () => {
    expect(countIn('words', counted, { ...base, words: null })).toBe(null);
  });

  it.each([
    ['spans', 3, [2, 3, 2, 2]],
    ['share', 3, [0.2, 6 / 30, 4 / 30, 4 / 30]],
    ['words', 5, [6000 / 150, 6000 / 200, 6000 / 200, 4000 / 150]],
  ] as const)('a window over %s of %i periods goes over gaps', (unit, width, values) => {
    const periods = [period(2, 1), period(0, 0), period(4, 2), period(0, 1)];
    const found = movingWindow(periods, unit, width);
    expect(found).toEqual(values.map((value) => expect.closeTo(value, 10)));
  });
});

it.each([
  ['', 0],
  ['Nederland ziet geen reden', 4],
  ["zo'n EU-sancties_2014, 's avonds", 6],
  ['Oekrai\u0308ne Rus\u00ADland/Oekraïne', 3],
  ['– … !', 0],
  ['𝐀𝐁 Привет 中文', 3],
])('words of %s', (text, words) => {
  expect(countWords(text)).toBe(words);
});
