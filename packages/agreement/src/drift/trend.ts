import { quantile } from '../bootstrap/quantile.ts';
import { itemAt } from '../item.ts';
import type { Random } from '../random.ts';
import type { CoderTally } from './coder-tally.ts';

/** How a coder's disagreement changes with the order of finishing. */
export interface Trend {
  /** Documents that it rests on: those with at least two others, if enough have them; else all. */
  readonly documents: number;
  /**
   * Change over 20 documents of the share of marked text on which the coder differs from another, less the same
   * among the others: above 0 the coder gets worse. With an interval from drawing documents with replacement.
   */
  readonly by20: number;
  readonly low: number;
  readonly high: number;
  /** Share of random orders of the same documents with a trend as bad as this. */
  readonly p: number;
  /** Whether the others' agreement with each other was taken off; with one other nobody can say who of two changed. */
  readonly isOwn: boolean;
}

/** With fewer documents no trend is told. */
const fewestForTrend = 10;

/** Shares of marked text on which the coder differs from another, and the others from each other, in one document. */
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
  const marked = theirs === null ? all / 2 : ((all - theirs) / rest + theirs) / (rest + 1);
  if (marked === 0) return null;
  return {
    own: sum(own.block('gapPairs')) / rest / marked,
    others: others === null ? null : (2 * sum(others.block('gapPairs'))) / rest / marked,
  };
}

/**
 * The trend, over documents in the order of finishing, and whether the coder is told to drift: the trend is worse
 * than in all but 5 per cent of random orders, and the coder agrees less with the others, too, than before. Both,
 * because a coder who stays as they are looks worse beside others who learn, and less in agreement beside others
 * who drift. Null with fewer than ten documents in which anything is marked.
 */
export function trendOf(
  inOrder: readonly CoderTally[],
  places: readonly number[],
  random: Random,
  replicates: number,
  confidence: number,
): { readonly trend: Trend; readonly drifts: boolean } | null {
  const shares = inOrder.flatMap((tally) => sharesOf(tally, places) ?? []);
  const three = shares.filter(({ others }) => others !== null);
  const isOwn = three.length >= fewestForTrend;
  const used = isOwn ? three : shares;
  if (used.length < fewestForTrend) return null;
  const own = used.map((each) => each.own);
  const values = isOwn ? used.map((each) => each.own - (each.others ?? 0)) : own;
  const slope = slopeOf(values);
  // A random order is as bad by rounding alone where nothing differs at all.
  const tiny = 1e-12 * (1 + Math.abs(slope));
  let asBad = 0;
  const slopes = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate++) {
    if (slopeOf(shuffled(values, random)) >= slope - tiny) asBad++;
    slopes[replicate] = drawnSlope(values, random);
  }
  slopes.sort();
  const p = (asBad + 1) / (replicates + 1);
  const tail = (1 - confidence) / 2;
  const trend: Trend = {
    documents: used.length,
    by20: 20 * slope,
    low: 20 * quantile(slopes, tail),
    high: 20 * quantile(slopes, 1 - tail),
    p,
    isOwn,
  };
  return { trend, drifts: p <= 1 - confidence && slopeOf(own) > 0 };
}

/** Least squares of values over their places. */
function slopeOf(values: readonly number[]): number {
  return fit(
    values.length,
    (i) => i,
    (i) => values[i] ?? 0,
  );
}

/** The same of documents drawn with replacement, each at its place. */
function drawnSlope(values: readonly number[], random: Random): number {
  const drawn = values.map(() => random.below(values.length));
  return fit(
    values.length,
    (i) => drawn[i] ?? 0,
    (i) => values[drawn[i] ?? 0] ?? 0,
  );
}

function fit(count: number, x: (i: number) => number, y: (i: number) => number): number {
  let [sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    sumX += x(i);
    sumY += y(i);
    sumXX += x(i) ** 2;
    sumXY += x(i) * y(i);
  }
  const spread = sumXX - sumX ** 2 / count;
  return spread > 0 ? (sumXY - (sumX * sumY) / count) / spread : 0;
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
