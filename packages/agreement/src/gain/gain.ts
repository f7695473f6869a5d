import { requireWhole } from '../check.ts';
import type { Difference } from '../decomposition/difference.ts';
import { gainOfOne } from '../decomposition/help.ts';
import { compareText } from '../order.ts';
import { pooledTagAlpha, tagAlpha } from '../unitizing/per-tag.ts';
import type { TagTally } from '../unitizing/tag-tally.ts';

/** A difference with what agreement would gain if it were settled. */
export interface DifferenceGain {
  readonly difference: Difference;
  /** What the value of its tag would gain, with the expected disagreement held. Null where that is undefined. */
  readonly gain: number | null;
  /** What the pooled value of all tags of the tally would gain likewise. */
  readonly pooledGain: number | null;
}

/**
 * Differences by what agreement would gain if that one were settled, the largest first; of equals by document,
 * place and tag. Settled means that all coders then mark the same there, whatever that is: the observed
 * disagreement, a sum over places, falls by exactly the amount of this one. Ordered, and reckoned, with the
 * expected disagreement held. That changes too, a little, and by how much depends on what they settle on: if they
 * settle on all that any of them marked, it rises as long as the tag covers less than half of the text, so that
 * the value gains more than is said here.
 *
 * `tally` is the sum over all documents from which the differences come. Give the differences of one tag for the
 * list of that tag. Throws for a difference about a tag that the tally does not know.
 */
export function gainsOf(
  differences: readonly Difference[],
  tally: TagTally,
  most: number = Number.MAX_SAFE_INTEGER,
): readonly DifferenceGain[] {
  requireWhole(most, 'The length of the list', 0);
  const pooled = gainOfOne(pooledTagAlpha(tally), tally);
  const ofTag = new Map<string, number | null>();
  const gainIn = (tag: string) => {
    const known = ofTag.get(tag);
    if (known !== undefined) return known;
    const gain = gainOfOne(tagAlpha(tally, tag), tally);
    ofTag.set(tag, gain);
    return gain;
  };
  return differences
    .toSorted(
      (a, b) =>
        b.all - a.all ||
        compareText(a.document, b.document) ||
        a.start - b.start ||
        a.end - b.end ||
        compareText(a.tag, b.tag),
    )
    .slice(0, most)
    .map((difference) => {
      const gain = gainIn(difference.tag);
      return {
        difference,
        gain: gain === null ? null : difference.all * gain,
        pooledGain: pooled === null ? null : difference.all * pooled,
      };
    });
}
