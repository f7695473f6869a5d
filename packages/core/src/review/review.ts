import { DomainError } from '../error.ts';
import { foldName } from '../person/name.ts';

/** A kind of reason that reviewers give. A usual one without a name is called what the screen calls it. */
export interface VerdictKind {
  readonly id: string;
  readonly name: string;
  readonly retired: boolean;
}

/** The kinds of a project that has not made its own; what they are called is the screen's to say. */
export const usualVerdictKinds = [
  'wrong_tag',
  'boundary',
  'codebook_unclear',
  'missed',
  'not_applicable',
] as const;

export function isUsualVerdictKind(id: string): id is (typeof usualVerdictKinds)[number] {
  return (usualVerdictKinds as readonly string[]).includes(id);
}

/** The kinds that can be given now. */
export function livingVerdictKinds(kinds: readonly VerdictKind[]): readonly string[] {
  if (kinds.length === 0) return usualVerdictKinds;
  return kinds.filter((kind) => !kind.retired).map((kind) => kind.id);
}

/** Throws `reason_missing` for a reason without words. */
export function checkReason(reason: string): void {
  if (reason.trim() === '') throw new DomainError('reason_missing');
}

/**
 * The reason that is stored with an answer to a verdict: of who keeps their work, null with any other answer. Throws
 * `reason_missing`, and `nothing_to_adopt` where the verdict agrees with what stands there.
 */
export function reasonOfResponse(
  verdict: Judged['verdict'],
  { response, reason }: { readonly response: ReviewResponse; readonly reason?: string | undefined },
): string | null {
  if (response !== 'kept') return null;
  if (verdict === 'accept') throw new DomainError('nothing_to_adopt');
  const words = reason ?? '';
  checkReason(words);
  return words.trim();
}

/** Throws `verdict_kind_not_valid` for a kind that cannot be given now. */
export function checkVerdictKind(kinds: readonly VerdictKind[], kind: string): void {
  if (!livingVerdictKinds(kinds).includes(kind)) throw new DomainError('verdict_kind_not_valid');
}

/**
 * Throws `verdict_kind_not_valid` unless every kind is there once, at least one is in use, and all that are not
 * usual have a name; `name_taken` where two in use look the same and did not do so `before`.
 */
export function checkVerdictKinds(kinds: readonly VerdictKind[], before: readonly VerdictKind[] = []): void {
  const unique = new Set(kinds.map((kind) => kind.id)).size === kinds.length;
  const named = kinds.every(({ id, name }) => name.trim() !== '' || isUsualVerdictKind(id));
  if (!unique || !named || (kinds.length > 0 && kinds.every((kind) => kind.retired))) {
    throw new DomainError('verdict_kind_not_valid');
  }
  const inUse = kinds.filter(({ retired, name }) => !retired && name.trim() !== '');
  for (const alike of Map.groupBy(inUse, ({ name }) => foldName(name)).values()) {
    const stood = (kind: VerdictKind) =>
      before.some(({ id, name, retired }) => id === kind.id && name === kind.name && !retired);
    if (alike.length > 1 && !alike.every(stood))
      throw new DomainError('name_taken', { name: alike[0]?.name ?? '' });
  }
}

/** Whether a verdict still counts: neither taken back nor superseded by a newer one. */
export function isCurrentReview(review: {
  readonly supersededAt: string | null;
  readonly withdrawnAt: string | null;
}): boolean {
  return review.supersededAt === null && review.withdrawnAt === null;
}

/** What a coder makes of a verdict: takes it over, has taken note, or keeps their work and says why. */
export type ReviewResponse = 'adopted' | 'learned' | 'kept';

/** What of a verdict says whether it still speaks of what stands there. */
export interface Judged {
  readonly verdict: 'accept' | 'reject' | 'change';
  readonly annotationVersion: number;
  /** The version at which undo of its adoption last brought back what was judged; null where that never happened. */
  readonly restoredVersion: number | null;
  readonly response: ReviewResponse | null;
}

/** The latest version of the annotation at which it said what was judged. */
export function judgedVersion(review: Pick<Judged, 'annotationVersion' | 'restoredVersion'>): number {
  return review.restoredVersion ?? review.annotationVersion;
}

/**
 * How an annotation of a coder stands with its reviewers: `open` without a verdict, `stale` when it has changed
 * since it was judged, and not because the proposal was adopted.
 */
export type ReviewStatus = 'open' | 'accepted' | 'rejected' | 'change_proposed' | 'adopted' | 'stale';

export function reviewStatus(annotation: { readonly version: number }, review: Judged | null): ReviewStatus {
  if (review === null) return 'open';
  const judged = judgedVersion(review);
  if (review.response === 'adopted' && annotation.version === judged + 1) return 'adopted';
  if (annotation.version !== judged) return 'stale';
  if (review.verdict === 'accept') return 'accepted';
  return review.verdict === 'reject' ? 'rejected' : 'change_proposed';
}
