import { fewestDocuments } from '../bootstrap/bootstrap.ts';
import { quantile } from '../bootstrap/quantile.ts';
import { requireNumber, requireWhole } from '../check.ts';
import { requireShare, studentQuantile } from '../distribution.ts';
import { itemAt } from '../item.ts';
import { type Random, seededRandom } from '../random.ts';
import { type ReasonCode, undefinedFor } from '../result.ts';
import { logOf, rowsOf } from '../unitizing/tag-rows.ts';
import type { TagTally } from '../unitizing/tag-tally.ts';

export interface PlanOptions {
  /** The tag that is planned for; without one, the pooled value of all tags of the tallies. */
  readonly tag?: string;
  /** The numbers of double-coded documents asked about: from 3 to 2,000, ascending. */
  readonly documents?: readonly number[];
  /** The lower bound to reach. */
  readonly target?: number;
  readonly confidence?: number;
  readonly seed?: number;
  /** Draws of k documents for each k. */
  readonly replicates?: number;
  /** Times that the documents so far are drawn anew, for the band. */
  readonly pilots?: number;
}

/** A number with the band in which it lies in 95 of 100 cases. */
export interface Banded {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** What is to be expected of so many double-coded documents. */
export interface PlanPoint {
  readonly documents: number;
  readonly low: Banded;
  readonly high: Banded;
  readonly width: Banded;
}

/** The number of documents at which the lower bound is to be expected at the target; null: not within 10,000. */
export interface DocumentsNeeded {
  readonly target: number;
  readonly documents: number | null;
  readonly from: number | null;
  readonly to: number | null;
}

export interface Plan {
  /** The value so far, and the documents that it rests on. */
  readonly value: number;
  readonly documents: number;
  readonly points: readonly PlanPoint[];
  /** Null without a target. */
  readonly needed: DocumentsNeeded | null;
}

/** Why there is no plan; nobody differs anywhere: a reason of plans alone, for agreement itself is then perfect. */
export interface NoPlan {
  readonly value: null;
  readonly reason: string;
  readonly code: ReasonCode | 'no-differences';
}

const noDifferences: NoPlan = {
  value: null,
  reason: 'Nobody differs anywhere, so there is nothing to tell from.',
  code: 'no-differences',
};

/** log(1 - alpha) of a study, and how far it varies times the root of the number of documents. */
interface Forecast {
  readonly log: number;
  /** At each number of documents asked about. */
  readonly spreads: readonly number[];
}

const usualDocuments = [5, 8, 10, 15, 20, 30, 40, 60, 80, 120, 160, 240];
const mostDocuments = 10_000;
const bandTail = 0.025;

/**
 * What interval to expect of k double-coded documents like those so far, for each k asked about. Draws k
 * documents with replacement, again and again, takes the standard deviation of log(1 - alpha) over the draws
 * (times the root of n / (n - 1), for n documents vary less than those that they come from), and Student's
 * quantile with k - 1 degrees of freedom. The documents so far are few, and so all of this is uncertain: it is
 * done anew for many draws of n of them, and the band holds 95 per cent of what comes out. Undefined with fewer
 * than three documents that count, without a value, and where nobody differs anywhere. Cost: pilots x replicates
 * x largest k x sums.
 */
export function planDocuments(tallies: readonly TagTally[], options: PlanOptions = {}): Plan | NoPlan {
  const { replicates = 200, pilots = 60, confidence = 0.95, seed = 1, target } = options;
  requireWhole(replicates, 'The number of replicates', 20, 10_000);
  requireWhole(pilots, 'The number of pilots', 20, 10_000);
  requireShare(confidence, 'The confidence');
  if (target !== undefined) requireNumber(target, 'The target', -1);
  const grid = options.documents ?? usualDocuments;
  grid.forEach((k, i) => {
    requireWhole(k, 'A number of documents', Math.max(fewestDocuments, (grid[i - 1] ?? 0) + 1), 2000);
  });
  const rows = rowsOf(tallies, options.tag);
  if (rows.length < fewestDocuments) return undefinedFor('too-few-documents');
  const random = seededRandom(seed);
  const so = forecast(rows, grid, replicates, random);
  if (!Number.isFinite(so.log)) {
    const unused = undefinedFor(options.tag === undefined ? 'nothing-marked' : 'category-not-used');
    return Number.isNaN(so.log) ? unused : noDifferences;
  }
  const others = Array.from({ length: pilots }, () => {
    const pilot = rows.map(() => itemAt(rows, random.below(rows.length)));
    return forecast(pilot, grid, replicates, random);
  }).filter(({ log }) => Number.isFinite(log));
  const tail = (1 - confidence) / 2;
  const points = grid.map((documents, at) => {
    const bounds = (study: Forecast) => boundsAt(study, itemAt(study.spreads, at), documents, tail);
    const all = others.map(bounds);
    const banded = (of: (each: { low: number; high: number }) => number) => band(of(bounds(so)), all.map(of));
    return {
      documents,
      low: banded(({ low }) => low),
      high: banded(({ high }) => high),
      width: banded(({ low, high }) => high - low),
    };
  });
  const needed = target === undefined ? null : neededFor(target, so, others, tail);
  return { value: 1 - Math.exp(so.log), documents: rows.length, points, needed };
}

function neededFor(target: number, so: Forecast, others: readonly Forecast[], tail: number): DocumentsNeeded {
  const own = documentsFor(target, so, tail);
  const finite = (documents: number) => (Number.isFinite(documents) ? documents : null);
  const sorted = others.map((study) => documentsFor(target, study, tail)).sort((a, b) => (a < b ? -1 : 1));
  // Not interpolated: some of them are infinite.
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? own;
  return {
    target,
    documents: finite(own),
    from: finite(Math.min(own, at(bandTail))),
    to: finite(Math.max(own, at(1 - bandTail))),
  };
}

/** The smallest number of documents whose lower bound reaches the target, or infinity. */
function documentsFor(target: number, study: Forecast, tail: number): number {
  const spread = study.spreads.at(-1) ?? Number.NaN;
  const reaches = (documents: number) => boundsAt(study, spread, documents, tail).low >= target;
  if (!reaches(mostDocuments)) return Number.POSITIVE_INFINITY;
  // The bound rises with the number of documents, so that halving finds the first that reaches it.
  let [below, enough] = [fewestDocuments - 1, mostDocuments];
  while (enough - below > 1) {
    const middle = Math.floor((below + enough) / 2);
    if (reaches(middle)) enough = middle;
    else below = middle;
  }
  return enough;
}

function boundsAt({ log }: Forecast, spread: number, documents: number, tail: number) {
  const reach = (studentQuantile(1 - tail, documents - 1) * spread) / Math.sqrt(documents);
  return { low: 1 - Math.exp(log + reach), high: 1 - Math.exp(log - reach) };
}

function band(value: number, others: readonly number[]): Banded {
  const sorted = Float64Array.from(others).sort();
  if (sorted.length === 0) return { value, from: value, to: value };
  return {
    value,
    from: Math.min(value, quantile(sorted, bandTail)),
    to: Math.max(value, quantile(sorted, 1 - bandTail)),
  };
}

/** Draws documents one after the other, looking at the sum so far at each number asked about. */
function forecast(
  rows: readonly Float64Array[],
  grid: readonly number[],
  replicates: number,
  random: Random,
): Forecast {
  const width = rows[0]?.length ?? 0;
  const sums = new Float64Array(width);
  const add = (row: Float64Array) => {
    for (let i = 0; i < width; i++) sums[i] = (sums[i] ?? 0) + (row[i] ?? 0);
  };
  for (const row of rows) add(row);
  const log = logOf(sums);
  const logs = grid.map((): number[] => []);
  for (let replicate = 0; replicate < replicates; replicate++) {
    sums.fill(0);
    let drawn = 0;
    grid.forEach((documents, at) => {
      for (; drawn < documents; drawn++) add(itemAt(rows, random.below(rows.length)));
      const found = logOf(sums);
      if (Number.isFinite(found)) logs[at]?.push(found);
    });
  }
  const fewer = Math.sqrt(rows.length / (rows.length - 1));
  const spreads = grid.map((documents, at) => fewer * deviationOf(itemAt(logs, at)) * Math.sqrt(documents));
  return { log, spreads };
}

function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
