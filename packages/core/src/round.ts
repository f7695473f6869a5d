import { may, type Role } from './ability.ts';
import { DomainError } from './error.ts';

/** What makes a round blind. */
export interface RoundBlindness {
  readonly blind: boolean;
  readonly revealedAt: string | null;
}

/** What the rules of rounds need to know of one. */
interface RoundFacts extends RoundBlindness {
  readonly documentIds: readonly string[];
}

/** Whether a round is over a document: over those that it names, or over all when it names none. */
export function isInRound(round: { readonly documentIds: readonly string[] }, documentId: string): boolean {
  return round.documentIds.length === 0 || round.documentIds.includes(documentId);
}

/** Whether coders in this round must not see each other's work: from its planning on until it is revealed. */
export function isBlindNow(round: RoundBlindness): boolean {
  return round.blind && round.revealedAt === null;
}

/** Throws `round_nothing_to_reveal` for an open round, `round_revealed` for one that has been revealed. */
export function checkCanReveal(round: RoundBlindness): void {
  if (!round.blind) throw new DomainError('round_nothing_to_reveal');
  if (round.revealedAt !== null) throw new DomainError('round_revealed');
}

/** Throws `assignment_not_valid` for whoever is no longer a member, or may not code. */
export function checkMayBeAssigned(member: { readonly role: Role; readonly removedAt: string | null }): void {
  if (member.removedAt !== null || !may(member.role, 'annotation.write')) {
    throw new DomainError('assignment_not_valid');
  }
}

/**
 * Throws `round_revealed` where somebody would take back a "done" after the reveal of a blind round: what was
 * finished blind has been counted as finished. In an open round it can always be taken back.
 */
export function checkTakesBack(round: RoundBlindness, from: string | null, to: string): void {
  if (from === 'done' && to !== 'done' && round.blind && round.revealedAt !== null) {
    throw new DomainError('round_revealed');
  }
}

/**
 * While any round is coded blind, the codebook tells coders what others think: only an owner changes it then.
 * Throws `codebook_closed`.
 */
export function checkCodebookOpen(rounds: readonly RoundBlindness[], role: Role): void {
  if (role !== 'owner' && rounds.some(isBlindNow)) throw new DomainError('codebook_closed');
}

/** Whether a document is being coded blind in one of these rounds. */
export function isCodedBlind(rounds: readonly RoundFacts[], documentId: string): boolean {
  return rounds.some((round) => isBlindNow(round) && isInRound(round, documentId));
}

/**
 * And nobody quotes in it from a document that is being coded blind, since that tells coders how to code it.
 * Throws `codebook_closed`.
 */
export function checkQuotable(rounds: readonly RoundFacts[], documentId: string): void {
  if (isCodedBlind(rounds, documentId)) throw new DomainError('codebook_closed');
}
