import {
  bootstrapDocuments,
  type Category,
  type CodedDocument,
  type CodingTally,
  categoryAlpha,
  type ProjectionRule,
  percentAgreement,
  projectTag,
  sumTallies,
  tallyCoding,
} from '@koersvast/agreement';
import type { AgreementFigure, AgreementInterval } from '@koersvast/contracts';
import { comparedIn, type PlaceWork, readPlace } from './engine-input.ts';
import { figureOf, intervalOf, settings } from './reckon.ts';
import type { TagChoice } from './tally.ts';

/* Whether a sentence, or a paragraph, carries a tag. Pure, and done in a worker. */

export interface UnitsQuestion {
  readonly places: readonly PlaceWork[];
  readonly choice: TagChoice;
  readonly labels: readonly string[];
  /** Of each document where its units begin and end, in code points: start, end, start, end. */
  readonly units: Readonly<Record<string, readonly number[]>>;
  readonly rule: ProjectionRule;
}

export interface UnitFigures {
  readonly label: string;
  readonly share: number;
  readonly alpha: AgreementInterval;
  readonly percent: AgreementFigure;
}

export function reckonUnits({ places, choice, labels, units, rule }: UnitsQuestion): {
  readonly units: number;
  readonly tags: readonly UnitFigures[];
} {
  const documents = places.map((work) => ({
    documentId: work.documentId,
    segments: segmentsFrom(units[work.documentId] ?? []),
    compared: comparedIn(readPlace(work, choice.labels)),
  }));
  const counted = documents.filter(({ segments, compared }) => segments.length > 0 && compared.length > 0);
  const total = new Map(counted.map(({ documentId, segments }) => [documentId, segments.length]));
  return {
    units: [...total.values()].reduce((sum, count) => sum + count, 0),
    tags: labels.map((label) => figuresOf(label, counted, rule)),
  };
}

interface Units {
  readonly documentId: string;
  readonly segments: readonly { readonly start: number; readonly end: number }[];
  readonly compared: readonly CodedDocument[];
}

function figuresOf(label: string, documents: readonly Units[], rule: ProjectionRule): UnitFigures {
  const places = documents.flatMap(({ documentId, segments, compared }) =>
    compared.map((document) => ({
      documentId,
      tally: tallyCoding(projectTag(document, segments, label, rule)),
    })),
  );
  const tallies = [...Map.groupBy(places, ({ documentId }) => documentId).values()].map((some) => {
    const sum = sumTallies(some.map(({ tally }) => tally));
    sum.block('documents')[0] = Math.min(1, sum.number('documents'));
    return sum;
  });
  const undefinedFigure = { value: null, reason: 'nothing-pairable' } as const;
  if (tallies.length === 0) {
    const alpha = {
      ...undefinedFigure,
      low: null,
      high: null,
      noInterval: undefinedFigure.reason,
      caution: null,
    };
    return { label, share: 0, alpha, percent: undefinedFigure };
  }
  const all = sumTallies(tallies);
  const measure = (tally: CodingTally<Category>) => categoryAlpha(tally, true);
  const { alpha } = bootstrapDocuments(tallies, { alpha: measure }, settings);
  const counts = all.block('counts');
  const values = counts.reduce((sum, count) => sum + count, 0);
  return {
    label,
    share: values === 0 ? 0 : (counts[all.scheme.labels.indexOf(true)] ?? 0) / values,
    alpha: intervalOf(measure(all), alpha),
    percent: figureOf(percentAgreement(all)),
  };
}

/** Where units begin and end: start, end, start, end. */
export function segmentsFrom(numbers: readonly number[]): { start: number; end: number }[] {
  const pairs: { start: number; end: number }[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2)
    pairs.push({ start: numbers[at] ?? 0, end: numbers[at + 1] ?? 0 });
  return pairs;
}
