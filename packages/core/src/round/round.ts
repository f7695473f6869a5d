import { may, type Role } from '../ability.ts';
import { DomainError } from '../error.ts';
import type { Language } from '../language.ts';

/** What makes a round blind. */
export interface RoundBlindness {
  readonly blind: boolean;
  readonly revealedAt: string | null;
}

/**
 * Where a round is in its life. `planned`: its coders see that it is coming, and nobody codes; `closed`: all is
 * there to be read, and nobody codes; `revealed` is running after the reveal of a blind round.
 */
export const roundStates = ['planned', 'running', 'closed', 'revealed'] as const;
export type RoundState = (typeof roundStates)[number];

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

/** Whether a round is one in which people code. */
export function isRunning(round: { readonly state: RoundState }): boolean {
  return round.state === 'running' || round.state === 'revealed';
}

/** Throws `round_planned` or `round_closed` where nobody codes. */
export function checkRuns(round: { readonly state: RoundState }): void {
  if (round.state === 'planned') throw new DomainError('round_planned');
  if (round.state === 'closed') throw new DomainError('round_closed');
}

/**
 * The state to which a round comes when it is started or opened again (`running`), or closed. What was revealed
 * comes back as revealed: never as blind. Throws `round_planned` for closing what has not begun.
 */
export function stateOnTheWay(
  round: { readonly state: RoundState; readonly revealedAt: string | null },
  to: 'running' | 'closed',
): RoundState {
  if (to === 'running') return round.revealedAt === null ? 'running' : 'revealed';
  if (round.state === 'planned') throw new DomainError('round_planned');
  return 'closed';
}

/** Throws `round_revealed`, and `round_closed`, where work is no longer given, nor documents added. */
export function checkTakesWork(round: {
  readonly blind: boolean;
  readonly state: RoundState;
  readonly revealedAt: string | null;
}): void {
  if (round.revealedAt !== null) throw new DomainError('round_revealed');
  if (round.state === 'closed') throw new DomainError('round_closed');
}

/**
 * The name of its own that a round has; empty where it is called by its number. What earlier versions named by itself,
 * in the language of whoever made it, is no name of its own.
 */
export function ownRoundName({ name, number }: { readonly name: string; readonly number: number }): string {
  const own = name.trim();
  return Object.values(wordForRound).some((word) => own === `${word} ${number}`) ? '' : own;
}

/** The name of a round as a reader of a language knows it: its own, or its number with the word for a round. */
export function roundName(
  round: { readonly name: string; readonly number: number },
  language: Language,
): string {
  return ownRoundName(round) || `${wordForRound[language]} ${round.number}`;
}

const wordForRound = { nl: 'Ronde', en: 'Round' } as const satisfies Record<Language, string>;

/**
 * Days from today until a deadline; negative after it. Both are days as the calendar of whoever looks has them,
 * `2026-12-01`.
 */
export function daysUntil(deadline: string, today: string): number {
  return Math.round((Date.parse(`${deadline}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
}

/** Throws `round_nothing_to_reveal` for an open round, `round_revealed` for one that has been revealed. */
export function checkCanReveal(round: RoundBlindness): void {
  if (!round.blind) throw new DomainError('round_nothing_to_reveal');
  if (round.revealedAt !== null) throw new DomainError('round_revealed');
}

/** Throws `round_planned` where nobody can have coded yet. */
export function checkHasBegun(round: { readonly state: RoundState }): void {
  if (round.state === 'planned') throw new DomainError('round_planned');
}

/** Throws `assignment_not_valid` for whoever is no longer a member, or may not code. */
export function checkMayBeAssigned(member: { readonly role: Role; readonly removedAt: string | null }): void {
  if (member.removedAt !== null || !may(member.role, 'annotation.write')) {
    throw new DomainError('assignment_not_valid');
  }
}

/**
 * Throws `round_revealed` where somebody would take back a "done" after the reveal of a blind round: what was
 * finished blind has been counted as finished. In an open round it can always be taken back. Throws `repeat_done` in a
 * round of repeats, where whoever has finished sees what they coded before.
 */
export function checkTakesBack(
  round: RoundBlindness & { readonly repeats?: object | null },
  from: string | null,
  to: string,
): void {
  if (from === 'done' && to !== 'done' && (round.repeats ?? null) !== null)
    throw new DomainError('repeat_done');
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
