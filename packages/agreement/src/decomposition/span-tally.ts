import { InputError, requireNames, show } from '../check.ts';
import type { CodedDocument } from '../document/document.ts';
import { lengthOf } from '../document/merge.ts';
import { itemAt } from '../item.ts';
import { compareText } from '../order.ts';
import { type Basis, chanceCorrected, incomparable, type Outcome, ratio } from '../result.ts';
import { add, makeTally, type Tally } from '../tally.ts';
import type { Covered } from '../unitizing/family.ts';
import { countsAsReliabilityData } from '../unitizing/parts.ts';
import { sharedBy, unitsOf } from './unit.ts';

const blocks = {
  documents: 0,
  /** Coders times characters. */
  total: 0,
  /** l*..: characters that matched units share, the mean over the other coders taken. */
  shared: 0,
  /** K*: squared pairable lengths of all units. */
  squares: 0,
  /** Per tag its units over all coders. */
  units: 1,
  /** Per tag its units, once for each other coder: the sum of |A| + |B| over pairs of coders. */
  sides: 1,
  /** Per tag those of these that have a partner with the same tag. */
  same: 1,
  /** Per tag those that have a partner with another tag. */
  other: 1,
  /** Per tag its characters over all coders. */
  lengths: 1,
  /** l*_k: per tag its characters shared with a partner. */
  sharedOf: 1,
  /** l*_kk: per tag its characters shared with a partner of the same tag. */
  agreedOf: 1,
  /** K*_k: per tag squared pairable lengths of its units. */
  squaresOf: 1,
} as const;

/** The additive sums behind F1 and cu-alpha of each tag, over all pairs of coders. Tags may overlap. */
export type SpanTally = Tally<typeof blocks, string>;

/**
 * Counts, for all pairs of coders of one document, which units of each tag were matched one to one with a unit
 * of the same tag, with one of another tag, or with none (`unitsOf` says how). A document with fewer than two
 * layers adds nothing. Tags that nobody used may be among `tags`; what is matched does not depend on them.
 */
export function tallySpans(document: CodedDocument, tags: readonly string[]): SpanTally {
  const labels = requireNames(tags, 'The tags').toSorted(compareText);
  const scheme = { kind: 'spans', labels, declared: false, compare: compareText, settings: '' };
  const counted = countsAsReliabilityData(document);
  const coders = counted ? document.layers.map((layer) => layer.coder) : [];
  const tally = makeTally(scheme, blocks, coders);
  if (!counted) return tally;
  const others = coders.length - 1;
  const places = new Map(labels.map((tag, place) => [tag, place]));
  add(tally.block('documents'), 0, 1);
  add(tally.block('total'), 0, document.length * coders.length);
  for (const unit of unitsOf(document).flatMap((layer) => layer.units)) {
    let [same, other, shared, agreed] = [0, 0, 0, 0];
    for (const partner of unit.partners) {
      if (partner === null) continue;
      const characters = sharedBy(unit, partner);
      shared += characters;
      if (partner.tag === unit.tag) {
        same++;
        agreed += characters;
      } else other++;
    }
    add(tally.block('shared'), 0, shared / others);
    add(tally.block('squares'), 0, (shared / others) ** 2);
    const place = places.get(unit.tag);
    if (place === undefined) continue;
    const count = (block: keyof typeof blocks, amount: number) => add(tally.block(block), place, amount);
    count('units', 1);
    count('sides', others);
    count('same', same);
    count('other', other);
    count('lengths', lengthOf([unit]));
    count('sharedOf', shared / others);
    count('agreedOf', agreed / others);
    count('squaresOf', (shared / others) ** 2);
  }
  return tally;
}

/** How the spans of one tag fall out, over all pairs of coders; each span counts once for each other coder. */
export interface TagMatches {
  /** |A| + |B| over all pairs. */
  readonly sides: number;
  /** Those matched with the same tag, matched with another, and marked by one of the two only. */
  readonly same: number;
  readonly other: number;
  readonly alone: number;
  /** 2 x pairs with the same tag / (|A| + |B|): the F1 of the tag, by overlap, pooled over pairs. */
  readonly f1: Outcome;
  /** The same, whatever tag the partner has: was there something to mark here? */
  readonly foundF1: Outcome;
}

/** The counts and F1 of one tag. Undefined where nobody used it. Throws for a tag that the tally does not know. */
export function tagMatches(tally: SpanTally, tag: string): TagMatches {
  const place = placeOf(tally, tag);
  const [sides, same, other] = (['sides', 'same', 'other'] as const).map((block) =>
    itemAt(tally.block(block), place),
  ) as [number, number, number];
  return { ...matchesFrom(sides, same, other, tally, 'category-not-used'), alone: sides - same - other };
}

/** The same over all tags of the tally together. */
export function allMatches(tally: SpanTally): TagMatches {
  const [sides, same, other] = (['sides', 'same', 'other'] as const).map((block) =>
    tally.block(block).reduce((sum, count) => sum + count, 0),
  ) as [number, number, number];
  return { ...matchesFrom(sides, same, other, tally, 'nothing-marked'), alone: sides - same - other };
}

function matchesFrom(
  sides: number,
  same: number,
  other: number,
  tally: SpanTally,
  whenUnused: 'category-not-used' | 'nothing-marked',
) {
  const whenNone = tally.number('documents') === 0 ? 'nothing-pairable' : whenUnused;
  return {
    sides,
    same,
    other,
    f1: ratio(same, sides, whenNone),
    foundF1: ratio(same + other, sides, whenNone),
  };
}

/**
 * cu-alpha of one tag against all others, on the text that matched units share: where two coders found the same
 * passage, do they tell this tag from the others? Its coverage is the share of the tag's text that this is. As
 * the units are matched one to one, tags may overlap; where they do not, and every unit meets one other at most,
 * it is the cu-alpha of the 2016 family with all other tags taken as one.
 *
 * Undefined: no document with two coders; nobody used the tag; no two coders found the same text; one tag there.
 */
export function matchedCuAlpha(tally: SpanTally, tag: string): Covered {
  const place = placeOf(tally, tag);
  const own = (block: 'units' | 'lengths' | 'sharedOf' | 'agreedOf' | 'squaresOf') =>
    itemAt(tally.block(block), place);
  const basis: Basis = {
    coders: tally.coders.length,
    documents: tally.number('documents'),
    units: own('units'),
  };
  const whenNone = tally.number('documents') === 0 ? 'nothing-pairable' : 'category-not-used';
  const [all, shared, agreed] = [tally.number('shared'), own('sharedOf'), own('agreedOf')];
  const coverage = ratio(shared, own('lengths'), whenNone);
  if (own('units') === 0) return { ...incomparable(whenNone, basis), coverage };
  if (shared === 0) return { ...incomparable('no-shared-text', basis), coverage };
  const observed = (2 * (shared - agreed)) / all;
  const expected = (2 * shared * (all - shared)) / (all ** 2 - tally.number('squares'));
  // A single pair cannot be drawn twice by chance: its own squares are all there is.
  const free = all ** 2 > tally.number('squares');
  return { ...chanceCorrected(observed, free ? expected : 0, basis), coverage };
}

function placeOf(tally: SpanTally, tag: string): number {
  const place = tally.scheme.labels.indexOf(tag);
  if (place < 0) throw new InputError(`${show(tag)} is not among the tags`);
  return place;
}
