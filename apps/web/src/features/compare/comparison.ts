import type {
  Annotation,
  AnnotationsOfDocument,
  Decision,
  Layer,
  ProjectDetail,
  Review,
} from '@koersvast/contracts';
import {
  compareCoders,
  type DifferenceKind,
  finishedWork,
  firstPassWork,
  isCurrentReview,
  settledBy,
} from '@koersvast/core/review';
import { isStale, keyOf } from '../../parts/review/said.ts';

/** What one coder has in a difference; no annotations is having nothing there. */
export interface Version {
  readonly memberId: string;
  readonly annotations: readonly Annotation[];
}

/** Beside the kinds of differences: what all coders marked alike and no decision has put into a final version. */
export type Kind = DifferenceKind | 'alike';

export interface Difference {
  readonly id: string;
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  /** One for each coder, in the order of the lanes. */
  readonly versions: readonly Version[];
  /** Living decisions about any of it, the last first. */
  readonly decisions: readonly Decision[];
  /** Whether decisions cover all of it as it now is. */
  readonly settled: boolean;
}

/** One coder whose work is compared. */
export interface Coder {
  readonly memberId: string;
  readonly annotations: readonly Annotation[];
}

/** A document of a round as one compares it. */
export interface Comparison {
  /** Those who have finished, in the order of the members. */
  readonly coders: readonly Coder[];
  /** Those who have begun and not finished: they are left out. */
  readonly unfinished: readonly string[];
  readonly final: Layer | null;
  readonly finalAnnotations: readonly Annotation[];
  /** Everything that is alive in any layer that one may see. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  readonly differences: readonly Difference[];
  /** The present verdict on each annotation that has one. */
  readonly verdicts: ReadonlyMap<string, Review>;
  /** Decisions that count. */
  readonly decisions: readonly Decision[];
  /** Annotations of others that all coders marked alike and that nobody has judged. */
  readonly alikeUnjudged: number;
  /** How many of the annotations that this person may judge have a verdict on how they now are, and how many there are. */
  readonly judged: { readonly done: number; readonly of: number };
  /** Verdicts with which their coder disagrees, as the keys of the annotations, in text order. */
  readonly disagreed: readonly string[];
}

/** The present verdict on each annotation, by the annotation's key. */
function verdictsOf(reviews: readonly Review[]): Map<string, Review> {
  return new Map(
    reviews
      .filter(isCurrentReview)
      .map((review) => [keyOf({ layerId: review.layerId, id: review.annotationId }), review]),
  );
}

function decisionsBySource(decisions: readonly Decision[]): Map<string, Decision[]> {
  const found = new Map<string, Decision[]>();
  for (const decision of decisions)
    for (const { layerId, annotationId } of decision.sources) {
      const key = keyOf({ layerId, id: annotationId });
      found.set(key, [...(found.get(key) ?? []), decision]);
    }
  return found;
}

/** `first`: what was finished blind, before anybody saw the others' work; `now`: as it is since. */
export type Pass = 'first' | 'now';

/** What the finished coders of a round made of a document: it changes with their work alone. */
export interface Work {
  readonly coders: readonly Coder[];
  readonly agreements: readonly (readonly Annotation[])[];
  /** As long as nothing has been decided of them, in text order. */
  readonly differences: readonly Difference[];
  /** What all marked alike, as something that is still to be decided. */
  readonly alike: readonly Difference[];
}

export function workOf(
  data: Pick<AnnotationsOfDocument, 'layers' | 'assignments' | 'annotations'>,
  members: ProjectDetail['members'],
  roundId: string,
  pass: Pass = 'now',
): Work {
  const order = new Map(members.map(({ id }, place) => [id, place]));
  const placeOf = (memberId: string) => order.get(memberId) ?? order.size;
  const found = pass === 'first' ? firstPassWork(roundId, data) : finishedWork(roundId, data);
  const coders = found.sort((one, other) => placeOf(one.memberId) - placeOf(other.memberId));
  const { agreements, differences } = compareCoders(coders);
  const undecided = <Found extends Pick<Difference, 'id' | 'kind' | 'start' | 'end'>>({
    id,
    kind,
    start,
    end,
    annotations,
  }: Found & { readonly annotations: readonly Annotation[] }): Difference => ({
    id,
    kind,
    start,
    end,
    versions: coders.map(({ memberId, layerId }) => ({
      memberId,
      annotations: annotations.filter((row) => row.layerId === layerId),
    })),
    decisions: [],
    settled: false,
  });
  return {
    coders,
    agreements,
    differences: differences.map(undecided).sort(inTextOrder),
    alike: agreements.map(alikeOf).map(undecided),
  };
}

function inTextOrder(one: Difference, other: Difference): number {
  return one.start - other.start || other.end - one.end;
}

/** What has been decided of it; the same object where that is nothing. */
function decided(
  difference: Difference,
  bySource: ReadonlyMap<string, readonly Decision[]>,
  isSettled: ReturnType<typeof settledBy>,
): Difference {
  const annotations = difference.versions.flatMap((version) => version.annotations);
  const decisions = [...new Set(annotations.flatMap((row) => bySource.get(keyOf(row)) ?? []))];
  const settled = isSettled(annotations);
  if (decisions.length === 0 && !settled) return difference;
  decisions.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  return { ...difference, decisions, settled };
}

/**
 * How far the final version is; it changes with decisions alone. What all have alike is a difference too where a coder
 * disagrees with its verdict: `disagreed` are the keys of those.
 */
export function settlingOf(
  { differences, alike }: Work,
  {
    final,
    finalAnnotations,
    decisions,
  }: Pick<Comparison, 'final' | 'finalAnnotations'> & { readonly decisions: readonly Decision[] },
  disagreed: ReadonlySet<string> = new Set(),
): Pick<Comparison, 'decisions' | 'differences'> {
  const isDisputed = ({ versions }: Difference) =>
    versions.some(({ annotations }) => annotations.some((row) => disagreed.has(keyOf(row))));
  if (final === null) {
    const disputed = alike.filter(isDisputed);
    const all = disputed.length === 0 ? differences : [...differences, ...disputed].sort(inTextOrder);
    return { decisions: [], differences: all };
  }
  const living = decisions.filter((each) => each.withdrawnAt === null && each.layerId === final.id);
  const bySource = decisionsBySource(living);
  const isSettled = settledBy(living, finalAnnotations);
  const open = alike
    .map((each) => decided(each, bySource, isSettled))
    .filter((each) => !each.settled || isDisputed(each));
  return {
    decisions: living,
    differences: [...differences.map((each) => decided(each, bySource, isSettled)), ...open].sort(
      inTextOrder,
    ),
  };
}

/** What reviewers have said; it changes with verdicts alone. */
export function judgingOf(
  { coders, agreements }: Work,
  reviews: readonly Review[],
  memberId: string,
): Pick<Comparison, 'verdicts' | 'alikeUnjudged' | 'judged' | 'disagreed'> {
  const verdicts = verdictsOf(reviews);
  const unjudged = agreements
    .flat()
    .filter((row) => !verdicts.has(keyOf(row)) && row.createdById !== memberId);
  const others = coders.flatMap(({ annotations }) =>
    annotations.filter((row) => row.createdById !== memberId),
  );
  const given = others.flatMap((row) => {
    const review = verdicts.get(keyOf(row));
    return review === undefined ? [] : { row, review };
  });
  const disagreed = given
    .filter(({ review }) => review.response === 'kept')
    .sort((one, other) => one.row.start - other.row.start)
    .map(({ row }) => keyOf(row));
  return {
    verdicts,
    alikeUnjudged: unjudged.length,
    judged: { done: given.filter(({ row, review }) => !isStale(review, row)).length, of: others.length },
    disagreed,
  };
}

/** What all have alike, as something that is still to be decided. */
function alikeOf(annotations: readonly Annotation[]) {
  return {
    id: annotations.map(({ id }) => id).sort()[0] ?? '',
    kind: 'alike' as Kind,
    start: annotations[0]?.start ?? 0,
    end: annotations[0]?.end ?? 0,
    annotations,
  };
}

export const differenceKinds: readonly DifferenceKind[] = ['tag', 'boundary', 'only'];

/** What the address narrows the list to; undefined shows all. */
export interface CompareFilter {
  readonly kind?: DifferenceKind | undefined;
  readonly tag?: string | undefined;
  readonly coder?: string | undefined;
  readonly left?: boolean | undefined;
}

export function passesFilter(difference: Difference, { kind, tag, coder, left }: CompareFilter): boolean {
  if (kind !== undefined && difference.kind !== kind) return false;
  if (left === true && difference.settled) return false;
  const has = (version: Version) => version.annotations.some((row) => tag === undefined || row.tagId === tag);
  if (coder === undefined) return tag === undefined || difference.versions.some(has);
  return difference.versions.some((version) => version.memberId === coder && has(version));
}
