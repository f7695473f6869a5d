/** What the proofs count; `npm run proof:agreement` plays them in full, a test plays a few. */
import {
  bootstrapDocuments,
  bootstrapTags,
  driftOf,
  pooledTagAlpha,
  sumTallies,
  type TagTally,
  type Trend,
  tagAlpha,
  tallyCoder,
  tallyTags,
} from '../src/index.ts';
import { simulateStudy, threeCoders } from './simulation.ts';

const { tags } = threeCoders;
const tallied = (documents: number, seed: number) =>
  simulateStudy(threeCoders, documents, seed).map((document) => tallyTags(document, tags));

/** The values of the process: those of a study of very many documents. */
export function trueValues(documents: number): { readonly tags: readonly number[]; readonly pooled: number } {
  const sum = sumTallies(tallied(documents, 999_999));
  const known = (value: number | null) => value ?? Number.NaN;
  return {
    tags: tags.map((tag) => known(tagAlpha(sum, tag).value)),
    pooled: known(pooledTagAlpha(sum).value),
  };
}

const holds = ({ low, high }: { low: number | null; high: number | null }, value: number) =>
  low !== null && high !== null && low <= value && value <= high;

/** In how many studies the intervals hold the true values: pooled, the mean over tags, and plain percentiles, pooled. */
export function coverage(
  truth: ReturnType<typeof trueValues>,
  studies: number,
  documents: number,
  replicates: number,
) {
  let [pooled, ofTags, percentile] = [0, 0, 0];
  for (let seed = 1; seed <= studies; seed++) {
    const tallies: readonly TagTally[] = tallied(documents, seed);
    const intervals = bootstrapTags(tallies, { replicates, seed });
    if (holds(intervals.pooled, truth.pooled)) pooled++;
    tags.forEach((tag, i) => {
      const interval = intervals.tags[tag];
      if (interval && holds(interval, truth.tags[i] ?? Number.NaN)) ofTags += 1 / tags.length;
    });
    const plain = bootstrapDocuments(tallies, { pooled: pooledTagAlpha }, { replicates, seed });
    if (holds(plain.pooled, truth.pooled)) percentile++;
  }
  return { pooled: pooled / studies, tags: ofTags / studies, percentile: percentile / studies };
}

/**
 * In how many studies the coder who misses 10 more of 100 passages every 20 documents is told to drift, and in how
 * many cases steady ones are: beside that coder, and where nobody drifts. And in how many the interval of the change
 * holds the true one: none, for steady coders where nobody drifts; of the drifting one the mean of all studies.
 */
export function flags(studies: number, documents: number, replicates: number) {
  const counts = { drifting: 0, beside: 0, steady: 0, steadyHeld: 0 };
  const changes: Trend[] = [];
  const told = (study: ReturnType<typeof simulateStudy>, coder: string, seed: number) => {
    const inOrder = study.flatMap((document) => tallyCoder(document, coder, tags) ?? []);
    return driftOf(inOrder, { replicates, seed });
  };
  const drifts = (study: ReturnType<typeof simulateStudy>, coder: string, seed: number) =>
    told(study, coder, seed).drifts ? 1 : 0;
  for (let seed = 1; seed <= studies; seed++) {
    const worse = simulateStudy(threeCoders, documents, seed, (coder, habits, at) =>
      coder === 'ann' ? { ...habits, misses: habits.misses + (0.1 * at) / 20 } : habits,
    );
    const ann = told(worse, 'ann', seed);
    if (ann.drifts) counts.drifting++;
    if (ann.trend) changes.push(ann.trend);
    counts.beside += (drifts(worse, 'bob', seed) + drifts(worse, 'cem', seed)) / 2;
    const same = simulateStudy(threeCoders, documents, 50_000 + seed);
    for (const coder of Object.keys(threeCoders.coders)) {
      const { drifts: apart, trend } = told(same, coder, seed);
      if (apart) counts.steady += 1 / 3;
      if (trend && holds(trend, 0)) counts.steadyHeld += 1 / 3;
    }
  }
  const change = changes.reduce((sum, trend) => sum + trend.change, 0) / changes.length;
  return {
    drifting: counts.drifting / studies,
    beside: counts.beside / studies,
    steady: counts.steady / studies,
    steadyHeld: counts.steadyHeld / studies,
    driftHeld: changes.filter((trend) => holds(trend, change)).length / studies,
    change,
  };
}
