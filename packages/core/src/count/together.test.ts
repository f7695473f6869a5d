import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chanceOf,
  isRelated,
  portraitLanes,
  portraitOf,
  portraitSteps,
  relatedSpans,
  relateTags,
  spanRelations,
  tallyTogether,
  togetherFrom,
  togetherIn,
  togetherRelations,
} from './index.ts';

const tags = { labels: { a: 'A', b: 'B', c: 'C' }, rows: ['A', 'B', 'C'], above: null };
const length = 40;

interface Span {
  readonly tag: 'a' | 'b' | 'c';
  readonly start: number;
  readonly end: number;
}
const layer = fc.uniqueArray(
  fc
    .record({
      tag: fc.constantFrom('a' as const, 'b' as const, 'c' as const),
      start: fc.nat(length - 1),
      long: fc.integer({ min: 1, max: 30 }),
    })
    .map(({ tag, start, long }) => ({ tag, start, end: Math.min(length, start + long) })),
  { maxLength: 10, selector: ({ tag, start, end }) => `${tag} ${start} ${end}` },
);
const pack = (spans: readonly Span[]) =>
  [...Map.groupBy(spans, ({ tag }) => tag)]
    .map(([tag, some]) => {
      const sorted = [...some].sort((x, y) => x.start - y.start || x.end - y.end);
      return `${tag}:${sorted.map(({ start, end }) => `${start},${end}`).join(',')}`;
    })
    .join(';');
const parts = [0, 10, 10, 22, 24, 40];
const workOf = (spans: readonly Span[], document = 0) => ({ document, length, parts, spans: pack(spans) });
const rowNames = ['a', 'b', 'c'] as const;

describe('how two spans stand to each other', () => {
  it.each([
    ['equal', [2, 5], [2, 5], { overlap: true, touches: false, beside: false, within: true }],
    ['one in the other', [3, 4], [2, 5], { overlap: true, touches: false, beside: false, within: true }],
    ['one around the other', [2, 5], [3, 4], { overlap: true, touches: false, beside: false, within: false }],
    ['over an edge', [2, 5], [4, 8], { overlap: true, touches: false, beside: false, within: false }],
    ['end to end', [2, 5], [5, 8], { overlap: false, touches: true, beside: true, within: false }],
    ['a space apart', [6, 8], [2, 5], { overlap: false, touches: false, beside: true, within: false }],
    ['further apart', [2, 5], [7, 8], { overlap: false, touches: false, beside: false, within: false }],
  ])('%s', (_name, a, b, expected) => {
    const [one, other] = [a, b].map(([start = 0, end = 0]) => ({ start, end }));
    if (!one || !other) throw new Error('no spans');
    const found = spanRelations.map((relation) => [relation, isRelated(relation, one, other)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('has the chance that is counted over all places in a text', () => {
    for (const relation of spanRelations)
      for (let text = 1; text <= 9; text += 1)
        for (let a = 1; a <= text; a += 1)
          for (let b = 1; b <= text; b += 1) {
            let [related, all] = [0, 0];
            for (let i = 0; i + a <= text; i += 1)
              for (let j = 0; j + b <= text; j += 1) {
                all += 1;
                if (isRelated(relation, { start: i, end: i + a }, { start: j, end: j + b })) related += 1;
              }
            expect(chanceOf(relation, a, b, text)).toBeCloseTo(related / all, 10);
          }
  });
});

describe('tags that stand together', () => {
  it.each(spanRelations)('by %s equal what is counted pair by pair', (relation) => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 3 }), (works) => {
        const found = relateTags(
          works.map((spans) => workOf(spans)),
          tags,
          relation,
        );
        for (const [a, one] of rowNames.entries())
          for (const [b, other] of rowNames.entries()) {
            if (a === b) continue;
            let [pairs, joined, either, expected] = [0, 0, 0, 0];
            for (const spans of works) {
              const first = spans.filter(({ tag }) => tag === one);
              const second = spans.filter(({ tag }) => tag === other);
              const related = (x: Span, y: Span) => isRelated(relation, x, y);
              pairs += first.reduce((sum, x) => sum + second.filter((y) => related(x, y)).length, 0);
              joined += first.filter((x) => second.some((y) => related(x, y))).length;
              joined += second.filter((y) => first.some((x) => related(x, y))).length;
              either += first.length + second.length;
              for (const x of first)
                for (const y of second)
                  expected += chanceOf(relation, x.end - x.start, y.end - y.start, length);
            }
            const at = a * 3 + b;
            expect([found.together[at], found.joined[at], found.either[at]]).toEqual([pairs, joined, either]);
            expect(found.expected[at]).toBeCloseTo(expected, 8);
            const jaccard = togetherIn('jaccard', { together: pairs, joined, either, expected });
            expect(jaccard === null || (jaccard >= 0 && jaccard <= 1)).toBe(true);
          }
      }),
    );
  });

  it.each(['sentence', 'document'] as const)('by %s equal what is counted part by part', (relation) => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 3 }), (works) => {
        const found = relateTags(
          works.map((spans) => workOf(spans)),
          tags,
          relation,
        );
        const places =
          relation === 'document'
            ? [[0, length]]
            : [
                [0, 10],
                [10, 22],
                [24, 40],
              ];
        const all = works.flatMap((spans) =>
          places.map(
            ([from = 0, to = 0]) =>
              new Set(spans.filter(({ start, end }) => start < to && end > from).map(({ tag }) => tag)),
          ),
        );
        expect(found.parts).toBe(all.length);
        for (const [a, one] of rowNames.entries())
          for (const [b, other] of rowNames.entries()) {
            if (a === b) continue;
            const at = a * 3 + b;
            const both = all.filter((each) => each.has(one) && each.has(other)).length;
            const either = all.filter((each) => each.has(one) || each.has(other)).length;
            expect([found.together[at], found.either[at]]).toEqual([both, either]);
            const [n1, n2] = [one, other].map((tag) => all.filter((each) => each.has(tag)).length);
            if (all.length > 0)
              expect(found.expected[at]).toBeCloseTo(((n1 ?? 0) * (n2 ?? 0)) / all.length, 10);
          }
      }),
    );
  });
});

it.each(togetherRelations)(
  '%s adds up from parts of the work, and has the spans behind each cell',
  (relation) => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 4 }), fc.nat(4), (layers, cut) => {
        const works = layers.map((spans) => workOf(spans));
        const whole = relateTags(works, tags, relation);
        const some = [works.slice(0, cut), works.slice(cut)].map((part) =>
          tallyTogether(part, tags, relation),
        );
        const added = togetherFrom(some, tags.rows.length, relation);
        expect({ ...added, expected: [] }).toEqual({ ...whole, expected: [] });
        for (const [at, expected] of whole.expected.entries())
          expect(added.expected[at]).toBeCloseTo(expected, 9);
        for (const [a, one] of tags.rows.entries())
          for (const [b, other] of tags.rows.entries()) {
            if (a === b) continue;
            const behind = relatedSpans(works, { ...tags, rows: [one, other] }, relation);
            expect(behind.related).toBe(whole.together[a * 3 + b]);
            const spans = (behind.first.length + behind.second.length) / 3;
            if (spanRelations.some((each) => each === relation)) expect(spans).toBe(whole.joined[a * 3 + b]);
            else expect(spans > 0).toBe(behind.related > 0);
          }
      }),
      { seed: 20261129, numRuns: 200 },
    );
  },
);

describe('a portrait', () => {
  it('has each span where it stands, in the order of the text, and none twice', () => {
    fc.assert(
      fc.property(layer, (spans) => {
        const found = portraitOf({ length, spans: pack(spans) }, tags);
        expect(found.reduce((sum, each) => sum + each.spans, 0)).toBe(spans.length);
        for (const { tag, start, end } of spans) {
          const part = found.find(
            (each) => each.row === rowNames.indexOf(tag) && each.start <= start && each.end >= end,
          );
          expect(part?.from).toBeLessThanOrEqual((start * portraitSteps) / length);
          expect(part?.to).toBeGreaterThanOrEqual((end * portraitSteps) / length);
        }
        for (const [at, each] of found.entries()) {
          expect(each.to).toBeGreaterThan(each.from);
          expect(each.from).toBeGreaterThanOrEqual(found[at - 1]?.from ?? 0);
        }
      }),
    );
  });

  it('puts what lies over each other into lanes of their own', () => {
    fc.assert(
      fc.property(layer, (spans) => {
        const found = portraitOf({ length, spans: pack(spans) }, tags);
        const lanes = portraitLanes(found);
        for (const [a, one] of found.entries())
          for (const [b, other] of found.entries()) {
            if (a >= b || one.to <= other.from || other.to <= one.from) continue;
            expect(lanes[a]?.lane).not.toBe(lanes[b]?.lane);
            expect(lanes[a]?.lanes).toBe(lanes[b]?.lanes);
          }
        for (const { lane, lanes: of } of lanes) expect(lane).toBeLessThan(of);
      }),
    );
  });
});
