import { sorted, sortedByEnd } from '../match/near.ts';
import { union } from '../match/union.ts';
import type { AskedRelation, Distance } from '../relation/asked.ts';
import { relatedPairs } from '../relation/pairs.ts';
import { relatedSpans } from '../relation/related.ts';
import { NO_SPANS, SpanList, type Spans } from '../spans.ts';

/**
 * What is given back of two spans that are related: the characters that both have, the first of the two, each of them,
 * or all from the first character of both to the last. A choice of its own, which does not change what is related.
 */
export const pairPieces = ['common', 'first', 'either', 'union'] as const;
export type PairPiece = (typeof pairPieces)[number];

/** The near pairs of a text, each a span from the one to the other, were made of these two sides. */
type NearPairs = Distance & { readonly isInOrder: boolean };

/** What two give that are related, or near each other: sorted by start, then end, each once. */
export interface PairHits {
  readonly ofRelated: (left: Spans, right: Spans, asked: AskedRelation) => Spans;
  readonly ofNear: (pairs: Spans, sides: readonly [left: Spans, right: Spans], near: NearPairs) => Spans;
}

/** What `find` is told, so that a piece is given back. What is near shares nothing. */
export const pairHits: Readonly<Record<PairPiece, PairHits | null>> = {
  first: null,
  common: { ofRelated: (...of) => pieces(...of, 'common'), ofNear: () => NO_SPANS },
  either: { ofRelated: (...of) => pieces(...of, 'either'), ofNear: sidesOf },
  union: { ofRelated: (...of) => pieces(...of, 'union'), ofNear: (pairs) => pairs },
};

/** So many pairs are looked at in one text. */
const MOST_PAIRS = 2_000_000;

/** Thrown where a text has more pairs than can be looked at. */
export class TooManyPairs extends Error {}

/**
 * The pieces of what has the relation: sorted by start, then end, each once, none empty. `first` and `either` are all
 * spans of the one side, or of both, that have it to some span of the other. `common` and `union` are of pairs, see
 * `relatedPairs`; those that share no character have nothing in common. Throws `TooManyPairs`.
 */
export function pieces(left: Spans, right: Spans, asked: AskedRelation, piece: PairPiece): Spans {
  if (piece === 'first') return relatedSpans(left, right, asked);
  if (piece === 'either')
    return union([relatedSpans(left, right, asked), relatedSpans(right, left, inverse(asked))]);
  const found = new SpanList();
  let pairs = 0;
  relatedPairs(left, right, asked, (start, end, otherStart, otherEnd) => {
    pairs += 1;
    if (pairs > MOST_PAIRS) throw new TooManyPairs();
    if (piece === 'union') return found.add(Math.min(start, otherStart), Math.max(end, otherEnd));
    const [from, to] = [Math.max(start, otherStart), Math.min(end, otherEnd)];
    if (from < to) found.add(from, to);
  });
  return sorted(found.spans(), largest(left, right));
}

const inverses = { within: 'contains', contains: 'within', before: 'after', after: 'before' } as const;

/** What the second has to the first, where the first has this to the second. */
function inverse(asked: AskedRelation): AskedRelation {
  if (!('distance' in asked) || !(asked.relation in inverses)) return asked;
  return { ...asked, relation: inverses[asked.relation as keyof typeof inverses] };
}

/**
 * Both sides of each near pair, every two of which it was made. Takes time in proportion to the pairs, and to what begins,
 * or ends, where they do.
 */
function sidesOf(
  pairs: Spans,
  [left, right]: readonly [left: Spans, right: Spans],
  { most, between, isInOrder }: NearPairs,
): Spans {
  const found = new SpanList();
  for (const [before, after] of isInOrder
    ? [[left, right] as const]
    : [[left, right] as const, [right, left] as const]) {
    const [begun, ended] = [grouped(before, 0), grouped(sortedByEnd(after), 1)];
    for (let at = 0; at < pairs.length; at += 2) {
      const firsts = begun.get(pairs[at] ?? 0) ?? NO_SPANS;
      const lasts = ended.get(pairs[at + 1] ?? 0) ?? NO_SPANS;
      for (let first = 0; first < firsts.length; first += 2) {
        const end = firsts[first + 1] ?? 0;
        for (let last = 0; last < lasts.length; last += 2) {
          const start = lasts[last] ?? 0;
          if (start < end || between(end, start) > most) continue;
          found.add(firsts[first] ?? 0, end);
          found.add(start, lasts[last + 1] ?? 0);
        }
      }
    }
  }
  return sorted(found.spans(), largest(left, right));
}

/** Runs of spans with the same start (side 0) or end (side 1), by which they are sorted. */
function grouped(spans: Spans, side: 0 | 1): ReadonlyMap<number, Spans> {
  const groups = new Map<number, Spans>();
  let from = 0;
  for (let at = 2; at <= spans.length; at += 2) {
    if (at < spans.length && spans[at + side] === spans[from + side]) continue;
    groups.set(spans[from + side] ?? 0, spans.subarray(from, at));
    from = at;
  }
  return groups;
}

/** No place of these lies behind it. */
function largest(...sides: readonly Spans[]): number {
  let last = 0;
  for (const side of sides) for (const place of side) last = Math.max(last, place);
  return last;
}

/** Each unit (a sentence, a paragraph) in which a hit stands, once; a hit over several takes all of them, as one. */
export function unitsWith(hits: Spans, units: Spans): Spans {
  if (hits.length === 0) return NO_SPANS;
  const found: number[] = [];
  let unit = 0;
  for (let at = 0; at < hits.length; at += 2) {
    const [start, end] = [hits[at] ?? 0, hits[at + 1] ?? 0];
    // Hits come in the order of their starts.
    while (unit < units.length && (units[unit + 1] ?? 0) <= start) unit += 2;
    let [from, to] = [start, end];
    for (let next = unit; next < units.length && (units[next] ?? 0) < end; next += 2) {
      from = Math.min(from, units[next] ?? from);
      to = Math.max(to, units[next + 1] ?? to);
    }
    const last = found.length - 2;
    if (last >= 0 && from < (found[last + 1] ?? 0)) {
      found[last] = Math.min(found[last] ?? from, from);
      found[last + 1] = Math.max(found[last + 1] ?? to, to);
    } else found.push(from, to);
  }
  return Int32Array.from(found);
}
