import type { Agreement } from '../result.ts';
import type { TagTally } from '../unitizing/tag-tally.ts';
import { type Amounts, largestOf } from './difference.ts';
import { type DifferenceKind, differenceKinds } from './unit.ts';

/** How much agreement would gain, with the expected disagreement held, if all differences of a kind were settled. */
export interface Gains {
  readonly all: number;
  readonly kinds: Readonly<Record<DifferenceKind, number>>;
  readonly tags: Readonly<Record<string, number>>;
  readonly coders: Readonly<Record<string, number>>;
}

export interface Help {
  /** What helps most; none where there is nothing to settle, or no value that could gain. */
  readonly kind: DifferenceKind | 'coder' | 'none';
  /** What settling this alone would add to the value. */
  readonly gain: number;
  /** The tag that it is confused with most, if what differs is which tag; else null. */
  readonly tag: string | null;
  /** The coder who alone stands behind more than half of all disagreement, whatever helps most; else null. */
  readonly coder: string | null;
  readonly gains: Gains;
}

const nothing: Gains = { all: 0, kinds: { found: 0, where: 0, which: 0 }, tags: {}, coders: {} };

/**
 * Gains in a value from amounts of disagreement. Observed disagreement is a sum, 2 x amounts / (coders x
 * characters), so that each kind has its exact share: the gains of the three kinds add up to 1 - alpha.
 */
export function gainsFrom(alpha: Agreement, amounts: Amounts, tally: TagTally): Gains | null {
  const unit = gainOfOne(alpha, tally);
  if (unit === null) return null;
  const times = (parts: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(parts).map(([name, amount]) => [name, amount * unit]));
  const { found, where, which } = amounts.kinds;
  return {
    all: amounts.all * unit,
    kinds: { found: found * unit, where: where * unit, which: which * unit },
    tags: times(amounts.tags),
    coders: times(amounts.coders),
  };
}

/** What settling one character of one coder against a gap of all others adds to a value; null without a value. */
export function gainOfOne(alpha: Agreement, tally: TagTally): number | null {
  const expected = alpha.expectedDisagreement;
  if (alpha.value === null || expected === null) return null;
  return 2 / tally.number('total') / expected;
}

/**
 * What would help most: found, where or which, or one coder, whichever would gain most if all its differences
 * were settled. A coder is named only who stands alone, against all others, in more than half of all
 * disagreement; with two coders nobody does. Of equals the earlier in this order is given.
 */
export function helpFor(alpha: Agreement, amounts: Amounts | undefined, tally: TagTally): Help {
  const gains = amounts === undefined ? nothing : (gainsFrom(alpha, amounts, tally) ?? nothing);
  if (gains.all <= 0) return { kind: 'none', gain: 0, tag: null, coder: null, gains };
  const [kind, gain] = largestOf(differenceKinds.map((each) => [each, gains.kinds[each]] as const)) ?? [
    'none',
    0,
  ];
  const [name, alone = 0] = largestOf(Object.entries(gains.coders)) ?? [];
  const coder = name !== undefined && 2 * alone > gains.all ? name : null;
  const tag = largestOf(Object.entries(gains.tags))?.[0] ?? null;
  if (coder !== null && alone > gain) return { kind: 'coder', gain: alone, tag: null, coder, gains };
  return { kind, gain, tag: kind === 'which' ? tag : null, coder, gains };
}
