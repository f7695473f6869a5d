import { InputError, show } from '../check.ts';
import { itemAt } from '../item.ts';
import { type Agreement, type Basis, chanceCorrected, incomparable } from '../result.ts';
import type { TagTally } from './tag-tally.ts';

/**
 * u-alpha of one tag against everything else (which is also its |u-alpha). Undefined: no document with two
 * coders; nobody used the tag; everything carries it. Throws {@link InputError} for a tag that the tally does
 * not know.
 */
export function tagAlpha(tally: TagTally, tag: string): Agreement {
  const place = tally.scheme.labels.indexOf(tag);
  if (place < 0) throw new InputError(`${show(tag)} is not among the tags`);
  const basis = basisOf(tally, itemAt(tally.block('units'), place));
  if (tally.number('total') === 0) return incomparable('nothing-pairable', basis);
  const { observed, expected, used } = disagreements(tally, place);
  return chanceCorrected(observed, expected, basis, used ? 'everything-marked' : 'category-not-used');
}

/**
 * One value for all tags: 1 - (sum of their observed) / (sum of their expected disagreements), the form of
 * Krippendorff's pooled value of 2004. It is not the u-alpha of the tags taken together. Undefined: no document
 * with two coders; no tag has variation.
 */
export function pooledTagAlpha(tally: TagTally): Agreement {
  const basis = basisOf(
    tally,
    tally.block('units').reduce((sum, units) => sum + units, 0),
  );
  if (tally.number('total') === 0) return incomparable('nothing-pairable', basis);
  let observed = 0;
  let expected = 0;
  let used = false;
  tally.scheme.labels.forEach((_, place) => {
    const tag = disagreements(tally, place);
    observed += tag.observed;
    expected += tag.expected;
    used ||= tag.used;
  });
  return chanceCorrected(observed, expected, basis, used ? 'everything-marked' : 'nothing-marked');
}

function disagreements(
  tally: TagTally,
  place: number,
): { observed: number; expected: number; used: boolean } {
  const total = tally.number('total');
  const length = itemAt(tally.block('lengths'), place);
  const gaps = total - length;
  const free = total ** 2 - gaps - itemAt(tally.block('squares'), place);
  return {
    observed: (2 * itemAt(tally.block('gapPairs'), place)) / total,
    expected: (2 * gaps * length) / free,
    used: length > 0,
  };
}

function basisOf(tally: TagTally, units: number): Basis {
  return { coders: tally.coders.length, documents: tally.number('documents'), units };
}
