import { itemAt } from '../item.ts';
import type { Random } from '../random.ts';
import type { CoderTally } from './coder-tally.ts';

/** How a coder's agreement with the others changes with the order of finishing. */
export interface Trend {
  /** Documents that it rests on: those with at least two others, if enough have them; else all. */
  readonly documents: number;
  /** Documents over which the change is told: 20, or all of them if they are fewer. */
  readonly per: number;
  /**
   * Change of the share of marked text that is marked alike (0.05 is 5 points of 100) over so many documents, as far
   * as it is the coder's own: below 0 they agree less and less.
   */
  readonly change: number;
  /** The changes that the order of the documents does not speak against, by the test that gives `p` and `course`. */
  readonly low: number;
  readonly high: number;
  /** Share of random orders of the same documents with a change as large as this, in either direction. */
  readonly p: number;
  /** Where the interval lies: below 0 the coder drifts apart, above 0 comes closer, and else neither is shown. */
  readonly course: 'apart' | 'closer' | 'steady';
  /** Whether the others' part was taken off; with one other nobody can say who of two changed. */
  readonly isOwn: boolean;
}

/** With fewer documents no trend is told. */
const fewestForTrend = 10;
const usualSpan = 20;

/** How many random orders an interval of this confidence needs, so that one of them can lie outside on each side. */
export function fewestOrders(confidence: number): number {
  return Math.ceil(2 / (1 - confidence) - 1e-9) - 1;
}

/** Shares of marked text that the coder and another mark differently, and two of the others, in one document. */
interface Shares {
  readonly own: number;
  readonly others: number | null;
}

/** Null for a document in which nobody marked any of the tags. */
function sharesOf({ own, others }: CoderTally, places: readonly number[]): Shares | null {
  const sum = (block: Float64Array) => places.reduce((total, place) => total + itemAt(block, place), 0);
  const rest = own.coders.length - 1;
  const theirs = others === null ? null : sum(others.block('lengths'));
  // Lengths of the pairs hold the coder's own once for each other.
  const all = sum(own.block('lengths'));
  const mine = theirs === null ? 0 : (all - theirs) / rest;
  // Not the mean of all: it falls when one coder misses more, and the others would seem to differ on more of it.
  const marked = theirs === null ? all / 2 : Math.max(mine, theirs / rest);
  if (marked === 0) return null;
  return {
    own: sum(own.block('gapPairs')) / rest / (2 * marked),
    others: others === null ? null : sum(others.block('gapPairs')) / rest / marked,
  };
}

/**
 * The trend over documents in the order of finishing. What two coders mark differently is the part of the one and
 * the part of the other, so that the coder's own part is what they differ from another, less half of what the others
 * differ from each other: it stays where it is when somebody else drifts, or all others learn, which plain agreement
 * with the others does not.
 *
 * Test and interval are one reckoning. If the part changes by `x` for each document, the parts without that change
 * are as likely in any other order; the interval holds each `x` of which the real order is not among the most extreme
 * 5 of 100, and the course is where it lies beside 0. For a slope this needs no search: an order speaks against all
 * changes on one side of (slope - slope in that order) / (1 - slope of the places in that order).
 *
 * Null with fewer than ten documents in which anything is marked.
 */
export function trendOf(
  inOrder: readonly CoderTally[],
  places: readonly number[],
  random: Random,
  replicates: number,
  confidence: number,
): Trend | null {
  const shares = inOrder.flatMap((tally) => sharesOf(tally, places) ?? []);
  const three = shares.filter(({ others }) => others !== null);
  const isOwn = three.length >= fewestForTrend;
  const used = isOwn ? three : shares;
  if (used.length < fewestForTrend) return null;
  const parts = used.map(({ own, others }) => (isOwn ? (others ?? 0) / 2 - own : -own));
  const { slope, low, high, p } = slopeWithin(parts, random, replicates, confidence);
  const per = Math.min(usualSpan, used.length);
  const course = high < 0 ? 'apart' : low > 0 ? 'closer' : 'steady';
  return {
    documents: used.length,
    per,
    change: per * slope,
    low: per * low,
    high: per * high,
    p,
    course,
    isOwn,
  };
}

/** The slope of values over their places, its interval by random orders, and the p that belongs to it. */
export function slopeWithin(
  values: readonly number[],
  random: Random,
  replicates: number,
  confidence: number,
): { readonly slope: number; readonly low: number; readonly high: number; readonly p: number } {
  const found = slopeOf(values);
  // By rounding alone, where nothing differs.
  const tiny = 1e-12 * (1 + Math.max(...values.map(Math.abs)));
  const slope = Math.abs(found) <= tiny ? 0 : found;
  const at = values.map((_, place) => place);
  const bounds = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const order = shuffled(at, random);
    const less = slope - slopeOf(order.map((place) => itemAt(values, place)));
    const room = 1 - slopeOf(order);
    // The real order itself says nothing about any change; it is counted below.
    bounds[replicate] = Math.abs(less) <= tiny || room <= 1e-12 ? 0 : less / room;
  }
  bounds.sort();
  // The real order is one of all orders, on either side.
  const outside = Math.floor(((replicates + 1) * (1 - confidence)) / 2 + 1e-9);
  const [atMost, atLeast] = [
    bounds.filter((each) => each <= 0).length,
    bounds.filter((each) => each >= 0).length,
  ];
  return {
    slope,
    low: itemAt(bounds, outside - 1),
    high: itemAt(bounds, replicates - outside),
    p: Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (replicates + 1)),
  };
}

/** Least squares of values over their places. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  let [sum, spread] = [0, 0];
  for (let place = 0; place < values.length; place++) {
    sum += (place - middle) * itemAt(values, place);
    spread += (place - middle) ** 2;
  }
  return spread > 0 ? sum / spread : 0;
}

/** The same list in another order, every order as likely (Fisher and Yates). */
export function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [mixed[i], mixed[j]] = [itemAt(mixed, j), itemAt(mixed, i)];
  }
  return mixed;
}
