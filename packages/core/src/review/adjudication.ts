import {
  type CoderWork,
  type ComparedAnnotation,
  compareCoders,
  contentKey,
  type Source,
  sourceOf,
} from './compare.ts';
import { type Judged, reviewStatus } from './review.ts';

/** How a final layer can start. */
export type StartRule =
  | { readonly kind: 'unanimous' | 'majority' | 'review' | 'empty' }
  | { readonly kind: 'one_coder'; readonly memberId: string };

/** What a current verdict says of an annotation; what it proposes differs from it in tag, span or both. */
export interface VerdictView extends Judged {
  readonly proposedTagId: string | null;
  readonly proposedStart: number | null;
  readonly proposedEnd: number | null;
}

/** One decision that a rule takes. */
export type RuledDecision<A extends ComparedAnnotation> =
  /** Takes this annotation as it is; `sources` are all that it speaks for, itself first. */
  | { readonly action: 'take'; readonly taken: A; readonly sources: readonly Source[] }
  /** Makes another out of the annotation: the proposal of its verdict. */
  | {
      readonly action: 'edit';
      readonly from: A;
      readonly tagId: string;
      readonly start: number;
      readonly end: number;
      readonly sources: readonly Source[];
    }
  /** Leaves these out. */
  | { readonly action: 'drop'; readonly sources: readonly Source[] };

/** Under what a verdict on an annotation is found. */
export function verdictKey({ layerId, id }: Pick<ComparedAnnotation, 'layerId' | 'id'>): string {
  return `${layerId} ${id}`;
}

/**
 * What a rule decides, so that no source is decided on twice. `unanimous` takes what all coders have alike;
 * `majority` what more than half of them have alike, against whatever of the same difference the others have;
 * `one_coder` all that one coder has, against the others; `review` takes what was accepted, changes what was to
 * be changed or has been, leaves out what was rejected, and leaves open what was not judged as it now is. What a rule does
 * not decide is left for people.
 */
export function planStart<A extends ComparedAnnotation>(
  rule: StartRule,
  coders: readonly CoderWork<A>[],
  verdicts: ReadonlyMap<string, VerdictView>,
): RuledDecision<A>[] {
  if (rule.kind === 'empty') return [];
  if (rule.kind === 'review') return planFromReview(coders, verdicts);
  const { agreements, differences } = compareCoders(coders);
  const agreed = agreements.flatMap((same) => takeOf(same));
  const leader = rule.kind === 'one_coder' ? rule.memberId : null;
  if (rule.kind === 'unanimous') return agreed;
  const decided = differences.flatMap(({ annotations }) => {
    const alike = [...Map.groupBy(annotations, contentKey).values()];
    const chosen =
      leader === null
        ? alike.filter((same) => same.length * 2 > coders.length)
        : alike.filter((same) => same.some((each) => isOf(leader, coders, each)));
    const isChosen = new Set(chosen);
    const others = alike.filter((same) => !isChosen.has(same)).flat();
    const [first, ...more] = chosen;
    if (first !== undefined) return [...takeOf(first, others), ...more.flatMap((same) => takeOf(same))];
    return leader !== null ? [{ action: 'drop' as const, sources: annotations.map(sourceOf) }] : [];
  });
  return [...agreed, ...decided];
}

function isOf<A extends ComparedAnnotation>(
  memberId: string,
  coders: readonly CoderWork<A>[],
  { layerId }: A,
) {
  return coders.some((coder) => coder.memberId === memberId && coder.layerId === layerId);
}

function takeOf<A extends ComparedAnnotation>(
  same: readonly A[],
  others: readonly A[] = [],
): RuledDecision<A>[] {
  const [taken] = same;
  if (taken === undefined) return [];
  return [{ action: 'take', taken, sources: [...same, ...others].map(sourceOf) }];
}

/** Verdicts that come to the same tag on the same words make one annotation. */
function planFromReview<A extends ComparedAnnotation>(
  coders: readonly CoderWork<A>[],
  verdicts: ReadonlyMap<string, VerdictView>,
): RuledDecision<A>[] {
  const rejected: A[] = [];
  const wanted: { from: A; tagId: string; start: number; end: number }[] = [];
  for (const annotation of coders.flatMap((coder) => coder.annotations)) {
    const verdict = verdicts.get(verdictKey(annotation));
    const status = reviewStatus(annotation, verdict ?? null);
    if (verdict === undefined || status === 'stale') continue;
    if (status === 'rejected') rejected.push(annotation);
    else
      wanted.push({
        from: annotation,
        tagId: verdict.proposedTagId ?? annotation.tagId,
        start: verdict.proposedStart ?? annotation.start,
        end: verdict.proposedEnd ?? annotation.end,
      });
  }
  const made = [...Map.groupBy(wanted, contentKey).values()].flatMap((same): RuledDecision<A>[] => {
    const sources = same.map(({ from }) => sourceOf(from));
    const asIs = same.find(({ from, ...content }) => contentKey(from) === contentKey(content));
    if (asIs) {
      const itself = sourceOf(asIs.from);
      const rest = same.filter((each) => each !== asIs).map(({ from }) => sourceOf(from));
      return [{ action: 'take', taken: asIs.from, sources: [itself, ...rest] }];
    }
    const [first] = same;
    return first === undefined ? [] : [{ action: 'edit', ...first, sources }];
  });
  return [...made, ...rejected.map((each) => ({ action: 'drop' as const, sources: [sourceOf(each)] }))];
}
