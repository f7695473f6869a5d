import {
  type Decomposition,
  type Difference,
  type DifferenceGain,
  decompose,
  differencesOf,
  gainsOf,
  sumTallies,
  tallyTags,
} from '@koersvast/agreement';
import type { AgreementInterval } from '@koersvast/contracts';
import { comparedIn, type PlaceWork, readPlace } from './engine-input.ts';
import { measureTags, perDocument } from './reckon.ts';
import { changed, inTrees, nothing, type TagChoice } from './tally.ts';

/* Where the disagreement about one tag comes from. Pure, and done in a worker. */

export interface TagQuestion {
  readonly places: readonly PlaceWork[];
  readonly choice: TagChoice;
  readonly label: string;
  /** Whether those below it count as it. */
  readonly withChildren: boolean;
  readonly from: number;
  readonly most: number;
}

export interface TagAnswer {
  readonly decomposition: Decomposition;
  readonly alpha: AgreementInterval;
  readonly total: number;
  readonly gains: readonly DifferenceGain[];
}

export function reckonTag({ places, choice, label, withChildren, from, most }: TagQuestion): TagAnswer {
  const compared = places.map((work) => {
    const place = readPlace(work, choice.labels);
    return {
      documentId: work.documentId,
      documents: comparedIn(withChildren ? changed(place, inTrees(choice)) : place),
    };
  });
  const documents = [nothing, ...compared.flatMap((place) => place.documents)];
  const tallies = compared.map((place) => ({
    documentId: place.documentId,
    tally: sumTallies([nothing, ...place.documents].map((document) => tallyTags(document, [label]))),
  }));
  const differences: readonly Difference[] = documents.flatMap((document) =>
    differencesOf(document, [label]),
  );
  const all = sumTallies([tallyTags(nothing, [label]), ...tallies.map(({ tally }) => tally)]);
  const { ofTag } = measureTags([tallyTags(nothing, [label]), ...perDocument(tallies)]);
  return {
    decomposition: decompose(documents, label),
    alpha: ofTag(label),
    total: differences.length,
    gains: gainsOf(differences, all, from + most).slice(from),
  };
}
