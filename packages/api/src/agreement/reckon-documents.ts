import { allMatches, pooledTagAlpha, sumTallies, tallyTags } from '@koersvast/agreement';
import type { AgreementFigure } from '@koersvast/contracts';
import { figureOf, type SealedDocument, spanTally, tagTallies, unsealAll } from './reckon.ts';
import { anyTag, nothing, type PlaceSums } from './tally.ts';

/* Each document by itself. Pure, and done in a worker. */

export interface DocumentFigures {
  /** Whether fewer than two of those who are chosen have finished it. */
  readonly isLone: boolean;
  readonly spans: number;
  readonly pooled: AgreementFigure;
  readonly relevance: AgreementFigure;
  readonly f1: AgreementFigure;
}

/** In the order in which they are given. */
export function reckonDocuments({
  documents,
  labels,
}: {
  readonly documents: readonly SealedDocument[];
  readonly labels: readonly string[];
}): DocumentFigures[] {
  return unsealAll(documents).map((places) => {
    const one = (some: readonly string[], of: (sums: PlaceSums) => PlaceSums['any']) =>
      sumTallies([tallyTags(nothing, some), ...tagTallies([places], some, of)]);
    const spans = spanTally(
      places.map(({ own }) => own.spans),
      labels,
    );
    const any = one([anyTag], (sums) => sums.any);
    return {
      isLone: any.number('documents') === 0,
      spans: places.reduce((sum, { own }) => sum + own.counts.counts.reduce((all, each) => all + each, 0), 0),
      pooled: figureOf(pooledTagAlpha(one(labels, (sums) => sums.own.alpha))),
      relevance: figureOf(pooledTagAlpha(any)),
      f1: figureOf(allMatches(spans).f1),
    };
  });
}
