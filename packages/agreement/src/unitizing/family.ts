import { InputError, show } from '../check.ts';
import { itemAt } from '../item.ts';
import { type Agreement, type Basis, chanceCorrected, incomparable, type Outcome, ratio } from '../result.ts';
import { type GroupMargins, marginsOf } from './group-margins.ts';
import type { GroupTally } from './group-tally.ts';

/** A value within the marked text, with the share of the data that it speaks for. */
export type Covered = Agreement & { readonly coverage: Outcome };

/**
 * u-alpha (Krippendorff, Mathet, Bouvry and Widlocher 2016): agreement about where units lie and which tag they
 * carry, gaps included. Two characters of one unit are never drawn as a pair by chance.
 *
 * Undefined: no document with two coders; nothing marked; everything marked with one tag. It cannot see whether
 * a unit is cut in two, and it rises with the length of unmarked text.
 */
export function uAlpha(tally: GroupTally | GroupMargins): Agreement {
  const margins = marginsOf(tally);
  const { total, gaps, basis, free } = sizesOf(margins);
  if (total === 0) return incomparable('nothing-pairable', basis);
  const lengths = [gaps, ...margins.block('lengths')];
  const observed = 2 * margins.number('gapPairs') + margins.number('otherTags');
  const expected = betweenAll(lengths);
  return chanceCorrected(
    observed / total,
    expected / free,
    basis,
    gaps === total ? 'nothing-marked' : 'no-variation',
  );
}

/**
 * |u-alpha: agreement about which text is marked, whatever the tag. Undefined: no document with two coders;
 * nothing marked; no gaps.
 */
export function barUAlpha(tally: GroupTally | GroupMargins): Agreement {
  const margins = marginsOf(tally);
  const { total, gaps, basis, free } = sizesOf(margins);
  if (total === 0) return incomparable('nothing-pairable', basis);
  const whenNone = gaps === total ? 'nothing-marked' : 'everything-marked';
  const observed = (2 * margins.number('gapPairs')) / total;
  return chanceCorrected(observed, (2 * gaps * (total - gaps)) / free, basis, whenNone);
}

/**
 * cu-alpha: agreement about the tag where two coders marked the same text. Its coverage is the share of all
 * text that this is; without it the value misleads. A unit's pairable length is the mean over the other
 * coders of the length they marked of it.
 *
 * Undefined: no document with two coders; no text marked by two coders; one tag there.
 */
export function cuAlpha(tally: GroupTally | GroupMargins): Covered {
  const margins = marginsOf(tally);
  const { total, basis } = sizesOf(margins);
  const lengths = margins.block('shared');
  const all = sumOf(lengths);
  const coverage = ratio(all, total, 'nothing-pairable');
  if (total === 0) return { ...incomparable('nothing-pairable', basis), coverage };
  if (all === 0) return { ...incomparable('no-shared-text', basis), coverage };
  const expected = betweenAll(lengths);
  const free = all ** 2 - margins.number('pairableSquares');
  return { ...chanceCorrected(margins.number('otherTags') / all, expected / free, basis), coverage };
}

/**
 * (k)u-alpha: how reliably one tag is told from the others where two coders marked the same text. Its coverage
 * is the share of the tag's text that another coder marked too.
 *
 * Undefined: as cu-alpha, and for a tag that shares no text with other units, or all of it.
 * Throws {@link InputError} for a tag that the tally does not know.
 */
export function kuAlpha(tally: GroupTally, tag: string): Covered {
  const place = tally.scheme.labels.indexOf(tag);
  if (place < 0) throw new InputError(`${show(tag)} is not among the tags`);
  const margins = marginsOf(tally);
  const { total, basis } = sizesOf(margins);
  const lengths = margins.block('shared');
  const all = sumOf(lengths);
  const length = itemAt(lengths, place);
  const coverage = ratio(
    length,
    itemAt(tally.block('lengths'), place),
    total === 0 ? 'nothing-pairable' : 'category-not-used',
  );
  if (total === 0) return { ...incomparable('nothing-pairable', basis), coverage };
  if (length === 0) return { ...incomparable('no-shared-text', basis), coverage };
  const agreed = itemAt(tally.block('tagPairs'), place * lengths.length + place);
  // Both disagreements are shares of the tag's own row of the observed and of the expected matrix.
  const observed = (length - agreed) / length;
  const expected = (length * (all - length)) / (length * all - itemAt(tally.block('pairableSquares'), place));
  return { ...chanceCorrected(observed, expected, basis), coverage };
}

/** l.., the length of all gaps, and l..^2 - K over l.., by which expected products are divided. */
function sizesOf(margins: GroupMargins): { total: number; gaps: number; free: number; basis: Basis } {
  const total = margins.number('total');
  const gaps = total - sumOf(margins.block('lengths'));
  const basis = {
    coders: margins.coders.length,
    documents: margins.number('documents'),
    units: margins.number('units'),
  };
  return { total, gaps, free: total ** 2 - gaps - margins.number('squares'), basis };
}

/** The sum of the products of each two different ones. Plain loops here and below: a bootstrap runs them thousands of times. */
function betweenAll(lengths: ArrayLike<number>): number {
  let [sum, before] = [0, 0];
  for (let c = 0; c < lengths.length; c++) {
    const length = lengths[c] ?? 0;
    sum += length * before;
    before += length;
  }
  return 2 * sum;
}

function sumOf(sums: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < sums.length; at++) sum += sums[at] ?? 0;
  return sum;
}
