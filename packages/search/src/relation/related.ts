import { NO_SPANS, SpanList, type Spans, spanCount } from '../spans.ts';
import { type AskedRelation, countBelow, type Distance, placesBelow } from './asked.ts';

/**
 * Those of the left side, sorted by start, then end, that have the relation to at least one of the right side, sorted
 * too; or, with `isNot`, those that have it to none. (n + m) log m.
 */
export function relatedSpans(left: Spans, right: Spans, asked: AskedRelation, isNot = false): Spans {
  if (left.length === 0) return NO_SPANS;
  const isSuch = right.length === 0 ? () => false : testFor(right, asked);
  const kept = new SpanList();
  for (let at = 0; at < left.length; at += 2) {
    const [start, end] = [left[at] ?? 0, left[at + 1] ?? 0];
    if (isSuch(start, end) !== isNot) kept.add(start, end);
  }
  return kept.spans();
}

type Test = (start: number, end: number) => boolean;

/** Whether a span has the relation to any of the right side. */
function testFor(right: Spans, asked: AskedRelation): Test {
  switch (asked.relation) {
    case 'same-document':
      return () => true;
    case 'same-unit':
      return inUnitWith(right, asked.units);
    case 'overlaps': {
      const furthest = furthestEnds(right);
      // Of those that begin before its end, one ends behind its start.
      return (start, end) => (furthest[countBelow(right, 0, end)] ?? 0) > start;
    }
    case 'within': {
      const furthest = furthestEnds(right);
      return (start, end) => (furthest[countBelow(right, 0, start + 1)] ?? 0) >= end;
    }
    case 'contains': {
      const nearest = nearestEnds(right);
      return (start, end) => (nearest[countBelow(right, 0, start)] ?? Number.POSITIVE_INFINITY) <= end;
    }
    case 'equals':
      return (start, end) => isAmong(right, start, end);
    case 'touches': {
      const ends = sortedEnds(right);
      return (start, end) =>
        right[countBelow(right, 0, end) * 2] === end || ends[placesBelow(ends, start + 1) - 1] === start;
    }
    case 'before':
      return beforeOne(right, asked.distance);
    case 'after':
      return afterOne(right, asked.distance);
    case 'near': {
      const [before, after] = [beforeOne(right, asked.distance), afterOne(right, asked.distance)];
      return (start, end) => before(start, end) || after(start, end);
    }
  }
}

/** At each number of spans from the left, the furthest end of these. */
function furthestEnds(spans: Spans): Int32Array {
  const furthest = new Int32Array(spanCount(spans) + 1);
  furthest[0] = -1;
  for (let at = 0; at < spanCount(spans); at++) {
    furthest[at + 1] = Math.max(furthest[at] ?? 0, spans[at * 2 + 1] ?? 0);
  }
  return furthest;
}

/** From each span on, the first end of these and all behind. */
function nearestEnds(spans: Spans): Int32Array {
  const nearest = new Int32Array(spanCount(spans));
  let least = Number.POSITIVE_INFINITY;
  for (let at = nearest.length - 1; at >= 0; at--) {
    least = Math.min(least, spans[at * 2 + 1] ?? 0);
    nearest[at] = least;
  }
  return nearest;
}

function sortedEnds(spans: Spans): Int32Array {
  return Int32Array.from({ length: spanCount(spans) }, (_, at) => spans[at * 2 + 1] ?? 0).sort();
}

function isAmong(spans: Spans, start: number, end: number): boolean {
  let [low, high] = [0, spanCount(spans)];
  while (low < high) {
    const middle = (low + high) >> 1;
    const difference = (spans[middle * 2] ?? 0) - start || (spans[middle * 2 + 1] ?? 0) - end;
    if (difference === 0) return true;
    if (difference < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

function isNear(distance: Distance | null, from: number, to: number): boolean {
  return distance === null || distance.between(from, to) <= distance.most;
}

/** The next one that begins behind it is the nearest. */
function beforeOne(right: Spans, distance: Distance | null): Test {
  return (_, end) => {
    const next = right[countBelow(right, 0, end) * 2];
    return next !== undefined && isNear(distance, end, next);
  };
}

function afterOne(right: Spans, distance: Distance | null): Test {
  const ends = sortedEnds(right);
  return (start) => {
    const last = ends[placesBelow(ends, start + 1) - 1];
    return last !== undefined && isNear(distance, last, start);
  };
}

function inUnitWith(right: Spans, units: Spans): Test {
  // How many of the units before each one have a character of a span of the right side.
  const change = new Int32Array(spanCount(units) + 1);
  for (let at = 0; at < right.length; at += 2) {
    const [from, to] = unitsOf(units, right[at] ?? 0, right[at + 1] ?? 0);
    if (from >= to) continue;
    change[from] = (change[from] ?? 0) + 1;
    change[to] = (change[to] ?? 0) - 1;
  }
  const having = new Int32Array(spanCount(units) + 1);
  let open = 0;
  for (let at = 0; at < spanCount(units); at++) {
    open += change[at] ?? 0;
    having[at + 1] = (having[at] ?? 0) + (open > 0 ? 1 : 0);
  }
  return (start, end) => {
    const [from, to] = unitsOf(units, start, end);
    return from < to && (having[to] ?? 0) > (having[from] ?? 0);
  };
}

/** The units that share a character with a span: the first of them, and the one behind the last. */
export function unitsOf(units: Spans, start: number, end: number): readonly [from: number, to: number] {
  return [countBelow(units, 1, start + 1), countBelow(units, 0, end)];
}
