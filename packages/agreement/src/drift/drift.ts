import { quantile } from '../bootstrap/quantile.ts';
import { requireWhole } from '../check.ts';
import { requireShare } from '../distribution.ts';
import { type Random, seededRandom } from '../random.ts';
import { type Outcome, outcome, undefinedFor } from '../result.ts';
import { alignTallies } from '../tally.ts';
import { logOf, rowsOf } from '../unitizing/tag-rows.ts';
import type { TagTally } from '../unitizing/tag-tally.ts';
import type { CoderTally } from './coder-tally.ts';
import { fewestOrders, shuffled, type Trend, trendOf } from './trend.ts';

export interface DriftOptions {
  /** The tag that is looked at; without one, all tags of the tallies together. */
  readonly tag?: string;
  /** Documents in a window; a quarter of them, but 5 to 20, unless told otherwise. */
  readonly window?: number;
  readonly confidence?: number;
  readonly seed?: number;
  readonly replicates?: number;
}

/** Agreement in a window of documents that were finished one after the other. */
export interface DriftPoint {
  /** Places of the first and last document of the window in the order of finishing. */
  readonly first: number;
  readonly last: number;
  /** The coder with the others, and the others with each other. */
  readonly value: Outcome;
  readonly others: Outcome;
  /** On which side of the band the value lies, if it is outside. */
  readonly outside: 'below' | 'above' | null;
}

/** The control chart of one coder. */
export interface Drift {
  readonly window: number;
  readonly documents: number;
  readonly points: readonly DriftPoint[];
  /** The coder with the others, over all documents. */
  readonly value: Outcome;
  /** In 95 of 100 random orders of the documents all points lie between these; null with fewer than two windows' worth. */
  readonly low: number | null;
  readonly high: number | null;
  /** Null with fewer than ten documents in which anything is marked. */
  readonly trend: Trend | null;
  /** Whether the coder moves away from the others by more than chance order explains: the trend's course is `apart`. */
  readonly drifts: boolean;
  readonly seed: number;
  readonly replicates: number;
  readonly confidence: number;
}

const [smallestWindow, largestWindow] = [5, 20];

/**
 * The control chart of one coder, from the documents in the order in which the coder finished them (`tallyCoder`;
 * leave out those for which it is null): agreement with the others in a moving window, with a band from the
 * project's own documents. They are put into another order at random, again and again, not drawn with replacement
 * as for an interval: if nothing changes, every order is as likely as the real one, so that a steady coder leaves
 * the band in 5 of 100 charts only, however much documents differ from each other.
 *
 * Whether a coder `drifts` is not read off the band but tested for the whole order (`trend`): a slow change shows
 * there long before a single window does, and points at the coder, not at whom they are compared with.
 */
export function driftOf(inOrder: readonly CoderTally[], options: DriftOptions = {}): Drift {
  const { confidence = 0.95, seed = 1, replicates = 500 } = options;
  requireShare(confidence, 'The confidence');
  requireWhole(replicates, 'The number of replicates', Math.max(20, fewestOrders(confidence)), 100_000);
  const tallies = alignTallies(inOrder.map(({ own }) => own));
  const rows = rowsOf(tallies, options.tag);
  const usual = Math.max(smallestWindow, Math.min(largestWindow, Math.round(rows.length / 4)));
  const window = requireWhole(options.window ?? usual, 'The window', 1);
  const values = windowsOf(rows, window);
  const random = seededRandom(seed);
  const band = rows.length < 2 * window ? null : bandOf(rows, window, replicates, confidence, random);
  const labels = tallies[0]?.scheme.labels ?? [];
  const places = labels.flatMap((tag, place) =>
    options.tag === undefined || tag === options.tag ? [place] : [],
  );
  const common = alignAll(inOrder, tallies);
  const trend = trendOf(common, places, random, replicates, confidence);
  return {
    window,
    documents: rows.length,
    points: values.map((value, first) => ({
      first,
      last: first + window - 1,
      value: told(value, options.tag),
      others: told(othersIn(common.slice(first, first + window), options.tag), options.tag),
      outside: band === null ? null : value < band.low ? 'below' : value > band.high ? 'above' : null,
    })),
    value: told(alphaOf(rows), options.tag),
    low: band?.low ?? null,
    high: band?.high ?? null,
    trend,
    drifts: trend?.course === 'apart',
    seed,
    replicates,
    confidence,
  };
}

/** All tallies over the same tags, so that a place is the same tag in each. */
function alignAll(inOrder: readonly CoderTally[], own: readonly TagTally[]): readonly CoderTally[] {
  const others = alignTallies([...own.slice(0, 1), ...inOrder.flatMap((each) => each.others ?? [])]).slice(1);
  let next = 0;
  return inOrder.map((each, i) => ({
    own: own[i] ?? each.own,
    others: each.others === null ? null : (others[next++] ?? each.others),
  }));
}

function othersIn(tallies: readonly CoderTally[], tag: string | undefined): number {
  return alphaOf(
    rowsOf(
      tallies.flatMap(({ others }) => others ?? []),
      tag,
    ),
  );
}

/** The band of all windows together: quantiles of the lowest and of the highest window of each random order. */
function bandOf(
  rows: readonly Float64Array[],
  window: number,
  replicates: number,
  confidence: number,
  random: Random,
): { low: number; high: number } | null {
  const extremes = Array.from({ length: replicates }, () =>
    extremesOf(windowsOf(shuffled(rows, random), window)),
  );
  const lows = Float64Array.from(extremes.flatMap((each) => each?.low ?? [])).sort();
  const highs = Float64Array.from(extremes.flatMap((each) => each?.high ?? [])).sort();
  const tail = (1 - confidence) / 2;
  return lows.length === 0 ? null : { low: quantile(lows, tail), high: quantile(highs, 1 - tail) };
}

/** The value of each window, not a number where it is undefined. */
function windowsOf(rows: readonly Float64Array[], window: number): readonly number[] {
  const count = Math.max(0, rows.length - window + 1);
  return Array.from({ length: count }, (_, first) => alphaOf(rows.slice(first, first + window)));
}

function alphaOf(rows: readonly Float64Array[]): number {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (row[i] ?? 0);
  return 1 - Math.exp(logOf(sums));
}

function extremesOf(values: readonly number[]): { low: number; high: number } | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : null;
}

function told(value: number, tag: string | undefined): Outcome {
  if (!Number.isNaN(value)) return outcome(value);
  return undefinedFor(tag === undefined ? 'nothing-marked' : 'category-not-used');
}
