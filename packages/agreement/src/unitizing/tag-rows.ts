import { InputError, show } from '../check.ts';
import { itemAt } from '../item.ts';
import { alignTallies } from '../tally.ts';
import type { TagTally } from './tag-tally.ts';

/**
 * Of each document that counts its total, and the lengths, gap pairs and squares of one tag, or of every tag of
 * the tallies: what is drawn and added by the thousand. Throws {@link InputError} for a tag that they do not know.
 */
export function rowsOf(tallies: readonly TagTally[], tag?: string): readonly Float64Array[] {
  const aligned = alignTallies(tallies);
  const labels = aligned[0]?.scheme.labels ?? [];
  if (tag !== undefined && aligned.length > 0 && !labels.includes(tag)) {
    throw new InputError(`${show(tag)} is not among the tags`);
  }
  const places = labels.flatMap((label, place) => (tag === undefined || label === tag ? [place] : []));
  return aligned
    .filter((tally) => tally.number('documents') > 0)
    .map((tally) => {
      const [lengths, pairs, squares] = [
        tally.block('lengths'),
        tally.block('gapPairs'),
        tally.block('squares'),
      ];
      const sums = places.flatMap((at) => [itemAt(lengths, at), itemAt(pairs, at), itemAt(squares, at)]);
      return Float64Array.from([tally.number('total'), ...sums]);
    });
}

/** log(1 - alpha) of the tag, or pooled, from a sum of rows: minus infinity where nobody differs, not a number where there is no value. */
export function logOf(sums: Float64Array): number {
  const total = sums[0] ?? 0;
  let [observed, expected] = [0, 0];
  for (let i = 1; i < sums.length; i += 3) {
    const [length = 0, pairs = 0, squares = 0] = [sums[i], sums[i + 1], sums[i + 2]];
    const gaps = total - length;
    observed += (2 * pairs) / total;
    expected += (2 * gaps * length) / (total ** 2 - gaps - squares);
  }
  return expected > 0 ? Math.log(observed / expected) : Number.NaN;
}
