import { DomainError } from '../error.ts';
import { isBlindNow, type RoundBlindness } from './round.ts';

type AssignmentState = 'todo' | 'in_progress' | 'done' | 'recheck';

/**
 * Whether whoever holds an assignment in a round that is blind now codes its letter blind. A re-check comes after
 * "done", and does not make blind again.
 */
export function isUnfinished(assignment: {
  readonly state: AssignmentState;
  readonly removedAt: string | null;
}): boolean {
  return assignment.removedAt === null && (assignment.state === 'todo' || assignment.state === 'in_progress');
}

/**
 * What coding makes of the state of an assignment: work that was not begun is in progress, a re-check stays
 * one. Throws `document_done`: what a coder has declared done is reopened first, not changed behind it. After
 * the reveal it stays done, since the first pass is kept apart and can no longer change.
 */
export function stateWhenCoding(state: AssignmentState | null, round: RoundBlindness): AssignmentState {
  if (state === 'done' && round.revealedAt === null) throw new DomainError('document_done');
  return state === null || state === 'todo' ? 'in_progress' : state;
}

/**
 * Whether what is coded here and now counts as independent: only in a blind round before its reveal, where
 * nobody could see what others do, and by somebody who has not lifted their own blindness.
 */
export function isIndependent(round: RoundBlindness, hasLifted = false): boolean {
  return isBlindNow(round) && !hasLifted;
}

/** Whether verdicts, threads, comparing and adjudication are open: in a blind round only after its reveal. */
export function isOpenForReview(round: RoundBlindness): boolean {
  return !isBlindNow(round);
}

/**
 * Throws `not_allowed` where somebody would code in a running blind round without having been given the
 * document there: they may have seen the others' work.
 */
export function checkMayCode(round: RoundBlindness, hasAssignment: boolean): void {
  if (!hasAssignment && isIndependent(round)) throw new DomainError('not_allowed');
}
