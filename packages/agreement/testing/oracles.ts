/**
 * The measures once more, as slowly and as close to their definitions as possible: every character, every pair,
 * every matching is enumerated. The tests compare the package with these on small random data.
 */
import type { Annotation, CodedDocument, Span } from '../src/index.ts';

/** Krippendorff's alpha by enumerating all pairs of pairable values; null when nothing varies. */
export function alphaByPairs<V>(
  matrix: readonly (readonly (V | null)[])[],
  difference: (a: V, b: V) => number,
): number | null {
  const units = (matrix[0] ?? []).map((_, u) =>
    matrix.map((row) => row[u] ?? null).filter((v) => v !== null),
  );
  const pairable = units.filter((values) => values.length > 1);
  const all = pairable.flat() as V[];
  let observed = 0;
  for (const values of pairable as V[][]) {
    for (const [i, a] of values.entries()) {
      for (const [j, b] of values.entries()) if (i !== j) observed += difference(a, b) / (values.length - 1);
    }
  }
  let expected = 0;
  for (const [i, a] of all.entries())
    for (const [j, b] of all.entries()) if (i !== j) expected += difference(a, b);
  if (expected === 0) return null;
  return 1 - observed / all.length / (expected / (all.length * (all.length - 1)));
}

interface Occurrence {
  readonly tag: string | null;
  /** The unit that the character belongs to; in a gap every character is its own. */
  readonly unit: string;
  /** The tags, or null for a gap, of the other coders at the same place. */
  readonly others: readonly (string | null)[];
}

/** Every character that a coder of a document with at least two coders judged. */
function occurrencesOf(documents: readonly CodedDocument[]): readonly Occurrence[] {
  return documents.flatMap((document, d) => {
    if (document.layers.length < 2) return [];
    const unitAt = (annotations: readonly Annotation[], at: number) =>
      annotations.findIndex(({ start, end }) => start <= at && at < end);
    return document.layers.flatMap((layer, i) =>
      Array.from({ length: document.length }, (_, at): Occurrence => {
        const unit = unitAt(layer.annotations, at);
        return {
          tag: layer.annotations[unit]?.tag ?? null,
          unit: unit < 0 ? `${d} ${i} gap ${at}` : `${d} ${i} unit ${unit}`,
          others: document.layers
            .filter((_other, j) => j !== i)
            .map((other) => other.annotations[unitAt(other.annotations, at)]?.tag ?? null),
        };
      }),
    );
  });
}

/** 1 - Do / De over weighted occurrences, with pairs of one unit forbidden; null when nothing varies. */
function ratioOfDraws(
  occurrences: readonly { tag: string | null; unit: string; weight: number }[],
  observedPairs: readonly { a: string | null; b: string | null; weight: number }[],
  differ: (a: string | null, b: string | null) => number,
): number | null {
  let expected = 0;
  let draws = 0;
  for (const x of occurrences) {
    for (const y of occurrences) {
      if (x.unit === y.unit) continue;
      draws += x.weight * y.weight;
      expected += x.weight * y.weight * differ(x.tag, y.tag);
    }
  }
  const pairs = observedPairs.reduce((sum, pair) => sum + pair.weight, 0);
  const observed = observedPairs.reduce((sum, { a, b, weight }) => sum + weight * differ(a, b), 0);
  return expected === 0 ? null : 1 - observed / pairs / (expected / draws);
}

const unequal = (a: string | null, b: string | null) => (a === b ? 0 : 1);

/** The 2016 family from its words: draw two characters, forbidding two of one unit. Units must not overlap. */
export function familyByDraws(documents: readonly CodedDocument[], tags: readonly string[]) {
  const all = occurrencesOf(documents);
  const pairsOf = (some: readonly Occurrence[]) =>
    some.flatMap(({ tag, others }) => others.map((b) => ({ a: tag, b, weight: 1 / others.length })));
  const whole = all.map((x) => ({ ...x, weight: 1 }));
  const shared = all.flatMap((x) => {
    const marked = x.others.filter((other) => other !== null).length;
    return x.tag === null || marked === 0 ? [] : [{ ...x, weight: marked / x.others.length }];
  });
  const sharedPairs = pairsOf(all).filter(({ a, b }) => a !== null && b !== null);
  const weightOf = (items: readonly { weight: number }[]) =>
    items.reduce((sum, item) => sum + item.weight, 0);
  return {
    u: ratioOfDraws(whole, pairsOf(all), unequal),
    bar: ratioOfDraws(whole, pairsOf(all), (a, b) => unequal(a && '', b && '')),
    cu: ratioOfDraws(shared, sharedPairs, unequal),
    coverage: all.length === 0 ? null : weightOf(shared) / all.length,
    perTag: tags.map((tag) => {
      const own = shared.filter((x) => x.tag === tag);
      const used = all.filter((x) => x.tag === tag).length;
      let differing = 0;
      let draws = 0;
      for (const x of own) {
        for (const y of shared) {
          if (x.unit === y.unit) continue;
          draws += x.weight * y.weight;
          differing += x.weight * y.weight * unequal(x.tag, y.tag);
        }
      }
      const pairs = sharedPairs.filter(({ a }) => a === tag);
      const observed = pairs.reduce((sum, { a, b, weight }) => sum + weight * unequal(a, b), 0);
      return {
        alpha: differing === 0 ? null : 1 - observed / weightOf(pairs) / (differing / draws),
        coverage: used === 0 ? null : weightOf(own) / used,
      };
    }),
  };
}

/** The older alpha-U from its formulas, section by section and gap by gap; null when nothing varies. */
export function legacyBySections(document: CodedDocument, tags: readonly string[]): number | null {
  const L = document.length;
  const m = document.layers.length;
  let observed = 0;
  let expected = 0;
  for (const tag of tags) {
    const rows = document.layers.map(({ annotations }) => {
      const own = annotations.filter((annotation) => annotation.tag === tag);
      const edges = [...new Set([0, L, ...own.flatMap(({ start, end }) => [start, end])])].sort(
        (a, b) => a - b,
      );
      return edges.slice(1).map((end, i) => {
        const begin = edges[i] ?? 0;
        return {
          b: begin,
          l: end - begin,
          v: own.some((unit) => unit.start === begin && unit.end === end) ? 1 : 0,
        };
      });
    });
    let within = 0;
    for (const [i, row] of rows.entries()) {
      for (const [j, other] of rows.entries()) {
        if (i === j) continue;
        for (const g of row) {
          for (const h of other) {
            const shift = g.b - h.b;
            if (g.v && h.v && -g.l < shift && shift < h.l)
              within += shift ** 2 + (g.b + g.l - h.b - h.l) ** 2;
            if (g.v && !h.v && h.l - g.l >= shift && shift >= 0) within += g.l ** 2;
            if (!g.v && h.v && g.l - h.l >= -shift && -shift >= 0) within += h.l ** 2;
          }
        }
      }
    }
    observed += within / (m * (m - 1) * L ** 2);
    const units = rows.flat().filter((section) => section.v);
    const gaps = rows.flat().filter((section) => !section.v);
    let sum = 0;
    let same = 0;
    for (const { l } of units) {
      sum += ((units.length - 1) / 3) * (2 * l ** 3 - 3 * l ** 2 + l);
      for (const gap of gaps) if (gap.l >= l) sum += l ** 2 * (gap.l - l + 1);
      same += l * (l - 1);
    }
    expected += ((2 / L) * sum) / (m * L * (m * L - 1) - same);
  }
  return expected === 0 ? null : 1 - observed / expected;
}

/** All one-to-one matchings of two lists, as lists of pairs of places; pairs must be allowed. */
export function* allMatchings(
  rows: number,
  columns: number,
  allowed: (row: number, column: number) => boolean,
  row = 0,
  taken: readonly number[] = [],
): Generator<readonly (readonly [number, number])[]> {
  if (row === rows) {
    yield [];
    return;
  }
  for (const rest of allMatchings(rows, columns, allowed, row + 1, taken)) yield rest;
  for (let column = 0; column < columns; column++) {
    if (taken.includes(column) || !allowed(row, column)) continue;
    for (const rest of allMatchings(rows, columns, allowed, row + 1, [...taken, column])) {
      yield [[row, column], ...rest];
    }
  }
}

export const overlap = (a: Span, b: Span) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** The smallest disorder over all divisions of all annotations into groups of at most one a coder. */
export function disorderByDivisions(
  document: CodedDocument,
  apart: (a: Annotation, b: Annotation) => number,
  emptyCost: number,
): number {
  const m = document.layers.length;
  const pairs = (m * (m - 1)) / 2;
  const units = document.layers.flatMap(({ annotations }, coder) =>
    annotations.map((annotation) => ({ annotation, coder })),
  );
  const costOf = (group: readonly (typeof units)[number][]) => {
    let sum = 0;
    let met = 0;
    for (const [i, a] of group.entries()) {
      for (const b of group.slice(i + 1)) {
        sum += apart(a.annotation, b.annotation);
        met++;
      }
    }
    return (sum + (pairs - met) * emptyCost) / pairs;
  };
  let best = Number.POSITIVE_INFINITY;
  const divide = (next: number, groups: readonly (readonly (typeof units)[number][])[]): void => {
    const unit = units[next];
    if (unit === undefined) {
      best = Math.min(
        best,
        groups.reduce((sum, group) => sum + costOf(group), 0),
      );
      return;
    }
    divide(next + 1, [...groups, [unit]]);
    groups.forEach((group, i) => {
      if (group.some((member) => member.coder === unit.coder)) return;
      divide(next + 1, groups.with(i, [...group, unit]));
    });
  };
  divide(0, []);
  return best / (units.length / m);
}

/** The places that carry a tag (or, without one, any tag). */
export function placesOf(annotations: readonly Annotation[], tag?: string): ReadonlySet<number> {
  const places = new Set<number>();
  for (const annotation of annotations) {
    if (tag !== undefined && annotation.tag !== tag) continue;
    for (let at = annotation.start; at < annotation.end; at++) places.add(at);
  }
  return places;
}
