import type { CodedDocument } from '../document/document.ts';
import { compareText } from '../order.ts';
import type { Agreement, Outcome } from '../result.ts';
import { sumTallies } from '../tally.ts';
import type { Covered } from '../unitizing/family.ts';
import { tagAlpha } from '../unitizing/per-tag.ts';
import { tallyTags } from '../unitizing/tag-tally.ts';
import { type BoundaryPair, boundariesOf, countDifferences, type Spread, spreadOf } from './boundary.ts';
import { addAmounts, type Difference, differencesOf } from './difference.ts';
import { type Help, helpFor } from './help.ts';
import { matchedCuAlpha, type TagMatches, tagMatches, tallySpans } from './span-tally.ts';
import { tallyTolerance, toleranceCurve } from './tolerance.ts';

/** Where one coder starts and ends beside those who marked the same passage: below 0 earlier, above 0 later. */
export interface CoderBoundaries {
  readonly coder: string;
  readonly start: Spread;
  readonly end: Spread;
}

/** Where the disagreement about one tag comes from. */
export interface Decomposition {
  readonly tag: string;
  readonly alpha: Agreement;
  /** Did both find it? */
  readonly found: TagMatches;
  /** Of what both found and gave this tag: where does it start and end? */
  readonly where: {
    readonly pairs: number;
    /** Pairs with the same boundaries. */
    readonly same: number;
    readonly start: Spread | null;
    readonly end: Spread | null;
    readonly iou: Spread | null;
    /** Counts for differences of -51 or less, -50, ..., 50, 51 or more characters. */
    readonly startCounts: readonly number[];
    readonly endCounts: readonly number[];
    /** F1 if boundaries may differ by 0, 1, ..., 50 characters. */
    readonly tolerance: readonly Outcome[];
    readonly coders: readonly CoderBoundaries[];
  };
  /** Of what both found: did they give it this tag? */
  readonly which: Covered;
  readonly help: Help;
}

/**
 * Found, where and which for one tag, over all pairs of coders and documents. Throws for no documents. Cost:
 * that of meeting (once for each document and all tags), and of sorting.
 */
export function decompose(documents: readonly CodedDocument[], tag: string): Decomposition {
  const tally = sumTallies(documents.map((document) => tallyTags(document, [tag])));
  const spans = sumTallies(documents.map((document) => tallySpans(document, [tag])));
  const differences: readonly Difference[] = documents.flatMap((document) => differencesOf(document, [tag]));
  const pairs = documents.flatMap((document) => boundariesOf(document, tag));
  const alpha = tagAlpha(tally, tag);
  const starts = pairs.map((pair) => pair.startDifference);
  const ends = pairs.map((pair) => pair.endDifference);
  return {
    tag,
    alpha,
    found: tagMatches(spans, tag),
    where: {
      pairs: pairs.length,
      same: pairs.filter((pair) => pair.iou === 1).length,
      start: spreadOf(starts),
      end: spreadOf(ends),
      iou: spreadOf(pairs.map((pair) => pair.iou)),
      startCounts: countDifferences(starts),
      endCounts: countDifferences(ends),
      tolerance: toleranceCurve(sumTallies(documents.map((document) => tallyTolerance(document, tag)))),
      coders: codersOf(pairs),
    },
    which: matchedCuAlpha(spans, tag),
    help: helpFor(alpha, addAmounts(differences), tally),
  };
}

function codersOf(pairs: readonly BoundaryPair[]): readonly CoderBoundaries[] {
  const differences = new Map<string, { starts: number[]; ends: number[] }>();
  const count = (coder: string, start: number, end: number) => {
    const own = differences.get(coder) ?? { starts: [], ends: [] };
    own.starts.push(start);
    own.ends.push(end);
    differences.set(coder, own);
  };
  for (const { firstCoder, secondCoder, startDifference, endDifference } of pairs) {
    count(firstCoder, 0 - startDifference, 0 - endDifference);
    count(secondCoder, startDifference, endDifference);
  }
  return [...differences]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([coder, { starts, ends }]) => {
      const [start, end] = [spreadOf(starts), spreadOf(ends)];
      return start === null || end === null ? [] : [{ coder, start, end }];
    });
}
