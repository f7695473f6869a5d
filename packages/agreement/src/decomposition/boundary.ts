import { quantile } from '../bootstrap/quantile.ts';
import type { CodedDocument } from '../document/document.ts';
import type { Span } from '../document/span.ts';
import { compareText } from '../order.ts';
import { countsAsReliabilityData } from '../unitizing/parts.ts';
import { sharedBy, unitsOf } from './unit.ts';

/** Two matched spans of one tag. The first coder is the one whose name comes first. */
export interface BoundaryPair {
  readonly document: string;
  readonly firstCoder: string;
  readonly secondCoder: string;
  readonly first: Span;
  readonly second: Span;
  /** Start, and end, of the second less that of the first, in characters. */
  readonly startDifference: number;
  readonly endDifference: number;
  /** Shared characters / characters of either: 1 for the same boundaries. */
  readonly iou: number;
}

/** All spans of a tag that two coders matched one to one, by place in the text. */
export function boundariesOf(document: CodedDocument, tag: string): readonly BoundaryPair[] {
  if (!countsAsReliabilityData(document)) return [];
  const layers = unitsOf(document);
  const pairs = layers.flatMap(({ byTag, coder }, i) =>
    (byTag.get(tag) ?? []).flatMap((unit) =>
      unit.partners.flatMap((partner, j): BoundaryPair[] => {
        const other = layers[j]?.coder;
        if (partner?.tag !== tag || other === undefined) return [];
        const order = compareText(coder, other);
        if (order > 0 || (order === 0 && i > j)) return [];
        const shared = sharedBy(unit, partner);
        const either = unit.end - unit.start + partner.end - partner.start - shared;
        return [
          {
            document: document.id,
            firstCoder: coder,
            secondCoder: other,
            first: { start: unit.start, end: unit.end },
            second: { start: partner.start, end: partner.end },
            startDifference: partner.start - unit.start,
            endDifference: partner.end - unit.end,
            iou: shared / either,
          },
        ];
      }),
    ),
  );
  return pairs.sort(
    (a, b) => Math.min(a.first.start, a.second.start) - Math.min(b.first.start, b.second.start),
  );
}

/** Numbers in short: quantiles of type 7, and how often each value occurs. */
export interface Spread {
  readonly n: number;
  /** The middle value, and that of the values without their signs. */
  readonly median: number;
  readonly medianAbsolute: number;
  readonly low: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly high: number;
}

/** What lies between the 5 and 95 per cent is `low` to `high`. Null for no numbers. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const absolute = Float64Array.from(values, Math.abs).sort();
  return {
    n: values.length,
    median: quantile(sorted, 0.5),
    medianAbsolute: quantile(absolute, 0.5),
    low: quantile(sorted, 0.05),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
    high: quantile(sorted, 0.95),
  };
}

/** How many differences there are of each number of characters; larger ones are counted at the two ends. */
export function countDifferences(values: readonly number[], most = 50): readonly number[] {
  const counts = Array.from({ length: 2 * most + 3 }, () => 0);
  for (const value of values) {
    const place = Math.max(-most - 1, Math.min(most + 1, Math.round(value))) + most + 1;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}
