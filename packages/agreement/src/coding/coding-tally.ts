import { requireWhole } from '../check.ts';
import { itemAt } from '../item.ts';
import type { Basis } from '../result.ts';
import { add, makeTally, type Tally } from '../tally.ts';
import type { Category, Coding } from './coding.ts';

const blocks = {
  documents: 0,
  /** Units with at least one value. */
  units: 0,
  /** Units with at least two values. */
  pairableUnits: 0,
  /** n_c: values per category on pairable units. */
  counts: 1,
  /** o_ck: ordered pairs of values within a unit, each weighing 1 / (values of the unit - 1). */
  coincidences: 2,
  /** Sum over pairable units of the share of their ordered pairs of values that is (c, k). */
  unitPairs: 2,
  /** Sum over units of the share of their values that is c. */
  shares: 1,
} as const;

type CodingBlocks = typeof blocks;
/** The additive sums behind every measure for two coders or more. */
export type CodingTally<L = Category> = Tally<CodingBlocks, L>;

/** Counts the coding of one document. Cost: units x coders^2, and categories^2 of memory. */
export function tallyCoding<L>(coding: Coding<L>): CodingTally<L> {
  return tallyUnits(
    coding,
    Array.from({ length: coding.length }, (_, unit) => unit),
  );
}

/**
 * Counts some units of one document, the same unit as often as it is named, as a bootstrap over units needs
 * it. Throws {@link InputError} for a unit (counted from 0) that does not exist.
 */
export function tallyUnits<L>(coding: Coding<L>, units: readonly number[]): CodingTally<L> {
  const tally = makeTally(coding.scheme, blocks, coding.coders);
  const width = coding.scheme.labels.length;
  const counts = tally.block('counts');
  const coincidences = tally.block('coincidences');
  const unitPairs = tally.block('unitPairs');
  const shares = tally.block('shares');
  let coded = 0;
  let pairable = 0;
  for (const unit of units) {
    requireWhole(unit, 'A unit', 0, coding.length - 1);
    const values = valuesOf(coding, unit);
    const m = values.length;
    if (m === 0) continue;
    coded++;
    for (const value of values) add(shares, value, 1 / m);
    if (m === 1) continue;
    pairable++;
    values.forEach((value, i) => {
      add(counts, value, 1);
      values.forEach((other, j) => {
        if (i === j) return;
        add(coincidences, value * width + other, 1 / (m - 1));
        add(unitPairs, value * width + other, 1 / (m * (m - 1)));
      });
    });
  }
  tally.block('documents')[0] = 1;
  tally.block('units')[0] = coded;
  tally.block('pairableUnits')[0] = pairable;
  return tally;
}

/** The tally that a table of two coders stands for; `table` is row-major, rows the first coder. */
export function tallyTable<L>(
  scheme: CodingTally<L>['scheme'],
  coders: readonly string[],
  table: Float64Array,
  documents: number,
): CodingTally<L> {
  const width = scheme.labels.length;
  const tally = makeTally(scheme, blocks, coders);
  let units = 0;
  table.forEach((count, at) => {
    const row = Math.floor(at / width);
    const column = at % width;
    units += count;
    for (const [c, k] of [
      [row, column],
      [column, row],
    ] as const) {
      add(tally.block('counts'), c, count);
      add(tally.block('coincidences'), c * width + k, count);
      add(tally.block('unitPairs'), c * width + k, count / 2);
      add(tally.block('shares'), c, count / 2);
    }
  });
  tally.block('documents')[0] = documents;
  tally.block('units')[0] = units;
  tally.block('pairableUnits')[0] = units;
  return tally;
}

/** What the figures of a tally rest on. */
export function basisOf<L>(tally: CodingTally<L>): Basis {
  return {
    coders: tally.coders.length,
    documents: tally.number('documents'),
    units: tally.number('pairableUnits'),
  };
}

/** The values that a unit got, missing ones left out, in the order of the coders. */
export function valuesOf<L>(coding: Coding<L>, unit: number): readonly number[] {
  const values: number[] = [];
  for (const places of coding.places) {
    const place = itemAt(places, unit);
    if (place >= 0) values.push(place);
  }
  return values;
}
