import { sortedByEnd } from '../match/near.ts';
import { type Spans, spanCount } from '../spans.ts';
import { type AskedRelation, countBelow, type Distance } from './asked.ts';
import { unitsOf } from './related.ts';
import { isRelated } from './relation.ts';

/** Called with a pair: two places of the left span, two of the right one. */
export type FoundPair = (start: number, end: number, otherStart: number, otherEnd: number) => void;

/**
 * Each pair of a left and a right span that have the relation, both sides sorted by start, then end; pairs come in the
 * order of the left side. n log n and the number of pairs. Where any distance will do, and in the same sentence,
 * paragraph or document, a span is paired with the nearest one alone (the earlier of two): all pairs would be n x m.
 */
export function relatedPairs(left: Spans, right: Spans, asked: AskedRelation, found: FoundPair): void {
  if (asked.relation === 'same-unit' || asked.relation === 'same-document') {
    nearestPairs(left, right, asked, found);
    return;
  }
  const { relation, distance } = asked;
  if (relation === 'before' || relation === 'after' || relation === 'near') {
    if (distance === null) nearestPairs(left, right, asked, found);
    else nearPairs(left, right, { relation, distance }, found);
    return;
  }
  sharingPairs(left, right, asked, found);
}

/** Those that share a character or touch: of the right side only those are looked at that begin up to the end of a span. */
function sharingPairs(
  left: Spans,
  right: Spans,
  asked: Extract<AskedRelation, { distance: unknown }>,
  found: FoundPair,
): void {
  const furthest = furthestFrom(right);
  for (let at = 0; at < left.length; at += 2) {
    const [start, end] = [left[at] ?? 0, left[at + 1] ?? 0];
    const behind = countBelow(right, 0, end + 1);
    furthest.eachEndingFrom(start, behind, (other) => {
      const place = { start: right[other * 2] ?? 0, end: right[other * 2 + 1] ?? 0 };
      if (isRelated({ start, end }, place, asked.relation)) found(start, end, place.start, place.end);
      return false;
    });
  }
}

/** Called with the index of a span; true is enough. */
type Visit = (index: number) => boolean;

/** Over spans, the furthest end of each stretch of them that is a power of two long: finds those that end late. */
function furthestFrom(spans: Spans): { eachEndingFrom(place: number, below: number, visit: Visit): void } {
  let size = 1;
  while (size < spanCount(spans)) size *= 2;
  const tree = new Int32Array(size * 2).fill(-1);
  for (let at = 0; at < spanCount(spans); at++) tree[size + at] = spans[at * 2 + 1] ?? 0;
  for (let at = size - 1; at > 0; at--) tree[at] = Math.max(tree[at * 2] ?? 0, tree[at * 2 + 1] ?? 0);
  const goOver = (node: number, from: number, length: number, asked: [number, number, Visit]): boolean => {
    const [place, below, visit] = asked;
    if (from >= below || (tree[node] ?? -1) < place) return false;
    if (length === 1) return visit(from);
    const half = length / 2;
    return goOver(node * 2, from, half, asked) || goOver(node * 2 + 1, from + half, half, asked);
  };
  return { eachEndingFrom: (...asked) => goOver(1, 0, size, asked) };
}

function nearPairs(
  left: Spans,
  right: Spans,
  { relation, distance }: { relation: 'before' | 'after' | 'near'; distance: Distance },
  found: FoundPair,
): void {
  const byEnd = sortedByEnd(right);
  for (let at = 0; at < left.length; at += 2) {
    const [start, end] = [left[at] ?? 0, left[at + 1] ?? 0];
    if (relation !== 'before') {
      const behind = countBelow(byEnd, 1, start + 1);
      let first = behind;
      while (first > 0 && distance.between(byEnd[first * 2 - 1] ?? 0, start) <= distance.most) first--;
      for (let other = first; other < behind; other++) {
        found(start, end, byEnd[other * 2] ?? 0, byEnd[other * 2 + 1] ?? 0);
      }
    }
    if (relation === 'after') continue;
    for (let other = countBelow(right, 0, end); other < spanCount(right); other++) {
      const otherStart = right[other * 2] ?? 0;
      if (distance.between(end, otherStart) > distance.most) break;
      found(start, end, otherStart, right[other * 2 + 1] ?? 0);
    }
  }
}

/** How many characters lie between; 0 if they overlap. */
function gap(start: number, end: number, otherStart: number, otherEnd: number): number {
  return Math.max(0, otherStart - end, start - otherEnd);
}

function nearestPairs(left: Spans, right: Spans, asked: AskedRelation, found: FoundPair): void {
  const byEnd = sortedByEnd(right);
  const furthest = furthestFrom(right);
  const units = asked.relation === 'same-unit' ? asked.units : null;
  for (let at = 0; at < left.length; at += 2) {
    const [start, end] = [left[at] ?? 0, left[at + 1] ?? 0];
    const candidates: (readonly [number, number])[] = [];
    const before = countBelow(byEnd, 1, start + 1) - 1;
    const after = countBelow(right, 0, end);
    if (before >= 0 && asked.relation !== 'before') {
      candidates.push([byEnd[before * 2] ?? 0, byEnd[before * 2 + 1] ?? 0]);
    }
    if (asked.relation === 'same-unit' || asked.relation === 'same-document') {
      furthest.eachEndingFrom(start + 1, after, (other) => {
        const place = [right[other * 2] ?? 0, right[other * 2 + 1] ?? 0] as const;
        const isSuch = !units || shareUnit(units, [start, end], place);
        if (isSuch) candidates.push(place);
        return isSuch;
      });
    }
    if (after < spanCount(right) && asked.relation !== 'after') {
      candidates.push([right[after * 2] ?? 0, right[after * 2 + 1] ?? 0]);
    }
    const such = candidates.filter(([from, to]) => !units || shareUnit(units, [start, end], [from, to]));
    const nearest = such.toSorted((a, b) => gap(start, end, ...a) - gap(start, end, ...b))[0];
    if (nearest) found(start, end, ...nearest);
  }
}

function shareUnit(
  units: Spans,
  one: readonly [start: number, end: number],
  other: readonly [start: number, end: number],
): boolean {
  const [from, to] = unitsOf(units, ...one);
  const [otherFrom, otherTo] = unitsOf(units, ...other);
  return Math.max(from, otherFrom) < Math.min(to, otherTo);
}
