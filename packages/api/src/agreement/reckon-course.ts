import {
  type CoderTally,
  type Drift,
  driftOf,
  type NoPlan,
  type Plan,
  planDocuments,
  sumTallies,
  tallyCoder,
  tallyTags,
  unitsNeeded,
} from '@koersvast/agreement';
import type { AgreementInterval } from '@koersvast/contracts';
import { comparedIn, type PlaceWork, readPlace } from './engine-input.ts';
import { measureTags, perDocument, type SealedDocument, tagTallies, unsealAll } from './reckon.ts';
import { changed, inTrees, nothing, ofChosen, type TagChoice } from './tally.ts';

/* Agreement over time, and what to expect of more documents. Pure, and done in a worker. */

export interface DriftQuestion {
  /** In the order in which the coder finished them. */
  readonly places: readonly PlaceWork[];
  readonly choice: TagChoice;
  readonly coder: string;
  readonly labels: readonly string[];
  /** Of this tag; null for all. */
  readonly label: string | null;
  readonly withChildren: boolean;
  readonly window: number | null;
}

export interface DriftAnswer {
  readonly drift: Drift;
  /** The documents that the points speak of, in their order. */
  readonly documentIds: readonly string[];
}

export function reckonDrift(question: DriftQuestion): DriftAnswer {
  const { places, choice, coder, label, labels, withChildren, window } = question;
  const change = withChildren ? inTrees(choice) : ofChosen(choice);
  const tallies: CoderTally[] = [];
  const documentIds: string[] = [];
  for (const work of places) {
    const compared = comparedIn(changed(readPlace(work, choice.labels), change));
    const document = compared.find(({ layers }) => layers.some((layer) => layer.coder === coder));
    const tally = document && tallyCoder(document, coder, label === null ? labels : [label]);
    if (!tally) continue;
    tallies.push(tally);
    documentIds.push(work.documentId);
  }
  const drift = driftOf(tallies, {
    ...(label !== null && { tag: label }),
    ...(window !== null && { window }),
  });
  return { drift, documentIds };
}

export interface RepeatsQuestion {
  /** Of each coder what they coded twice: two layers, as if they were two coders. */
  readonly coders: readonly (readonly PlaceWork[])[];
  readonly choice: TagChoice;
  readonly labels: readonly string[];
  readonly label: string | null;
  readonly withChildren: boolean;
}

/** How each coder agrees with themself, over documents. */
export function reckonRepeats(question: RepeatsQuestion): AgreementInterval[] {
  const { coders, choice, label, labels, withChildren } = question;
  const change = withChildren ? inTrees(choice) : ofChosen(choice);
  const asked = label === null ? labels : [label];
  return coders.map((places) => {
    const tallies = places.map((work) => ({
      documentId: work.documentId,
      tally: sumTallies([
        tallyTags(nothing, asked),
        ...comparedIn(changed(readPlace(work, choice.labels), change)).map((document) =>
          tallyTags(document, asked),
        ),
      ]),
    }));
    const { pooled, ofTag } = measureTags([tallyTags(nothing, asked), ...perDocument(tallies)]);
    return label === null ? pooled : ofTag(label);
  });
}

export interface PlanQuestion {
  readonly documents: readonly SealedDocument[];
  readonly labels: readonly string[];
  readonly label: string | null;
  readonly withChildren: boolean;
  readonly target: number;
}

export function reckonPlan(question: PlanQuestion): Plan | NoPlan {
  const { documents, labels, label, withChildren, target } = question;
  const asked = label === null ? labels : [label];
  const tallies = tagTallies(
    unsealAll(documents),
    asked,
    ({ own, trees }) => (withChildren ? trees : own).alpha,
  );
  return planDocuments(tallies, { target, ...(label !== null && { tag: label }) });
}

/** Krippendorff's two thresholds. */
const thresholds = [0.8, 0.667];

/** Sentences that all coders must code, before there are any data. */
export function unitsByFormula(share: number, coders: number): { alpha: number; units: number }[] {
  return thresholds.map((alpha) => ({
    alpha,
    units: unitsNeeded({ alpha, share, coders: Math.max(2, coders) }),
  }));
}
