import type { Role } from '../ability.ts';
import { ownNouns, workNouns } from '../noun.ts';
import { isBlindNow, type RoundBlindness } from '../round/round.ts';
import { placeOfStream, type StreamName } from './stream.ts';

/** What `scopeOf` needs to know of a round. */
export interface RoundView extends RoundBlindness {
  readonly id: string;
  /** Whether its coders code again what they coded before. */
  readonly repeats?: boolean;
}

/** What somebody was given in a round that is blind now: blindness follows from it. */
export interface AssignmentView {
  readonly roundId: string;
  readonly memberId: string;
  /** The letters that they hold there and have not finished. */
  readonly unfinished: readonly string[];
}

/** Who has lifted their own blindness in a round. */
export interface LiftView {
  readonly roundId: string;
  readonly memberId: string;
}

/** The layers of one round that somebody may see, as far as they code none of its letters blind. */
export type RoundSight = { readonly roundId: string; readonly layers: 'all' | 'own' | 'none' };

/**
 * What one person may see of one project. Every query, count, search, export and live event takes one; a
 * project id alone opens nothing.
 */
export interface Scope {
  readonly projectId: string;
  readonly memberId: string;
  readonly rounds: readonly RoundSight[];
  /** The letters that they code blind somewhere: of these they see their own work only, in whatever round. */
  readonly blindDocuments: readonly string[];
  /** Letters that they code again, and where: of these they do not see what they coded elsewhere either. */
  readonly repeated: readonly { readonly roundId: string; readonly documentId: string }[];
  /** Whether they may look back on what owners alone may. */
  readonly audit: boolean;
}

/** A layer as the predicate sees it. `memberId` is null in a final layer. */
export interface LayerView {
  readonly projectId: string;
  readonly roundId: string;
  readonly documentId: string;
  readonly memberId: string | null;
  readonly kind: 'current' | 'first_pass' | 'final';
}

/** Who sees all of a running blind round as long as nothing in it was given to them. */
export const onlookers: readonly Role[] = ['owner', 'reviewer'];

type Standing = {
  readonly memberId: string;
  readonly role: Role;
  readonly assignments: readonly AssignmentView[];
  readonly lifted: readonly LiftView[];
};

function hasLifted({ role, memberId, lifted }: Standing, roundId: string): boolean {
  return role === 'owner' && lifted.some((each) => each.roundId === roundId && each.memberId === memberId);
}

function layersSeen(standing: Standing, round: RoundView): RoundSight['layers'] {
  const { role, memberId, assignments } = standing;
  if (!isBlindNow(round)) return 'all';
  if (role === 'viewer') return 'none';
  if (hasLifted(standing, round.id)) return 'all';
  const codesHere = assignments.some((each) => each.roundId === round.id && each.memberId === memberId);
  return codesHere || !onlookers.includes(role) ? 'own' : 'all';
}

function lettersCodedBlind(standing: Standing, rounds: readonly RoundView[]): string[] {
  const blind = new Set(rounds.filter(isBlindNow).map((round) => round.id));
  const held = standing.assignments.filter(
    ({ roundId, memberId }) =>
      memberId === standing.memberId && blind.has(roundId) && !hasLifted(standing, roundId),
  );
  return [...new Set(held.flatMap(({ unfinished }) => unfinished))].sort();
}

function lettersCodedAgain(standing: Standing, rounds: readonly RoundView[]): Scope['repeated'] {
  const repeats = new Set(rounds.flatMap((round) => (round.repeats && isBlindNow(round) ? [round.id] : [])));
  return standing.assignments
    .filter(({ roundId, memberId }) => {
      return memberId === standing.memberId && repeats.has(roundId) && !hasLifted(standing, roundId);
    })
    .flatMap(({ roundId, unfinished }) => unfinished.map((documentId) => ({ roundId, documentId })))
    .sort((a, b) => (a.roundId + a.documentId < b.roundId + b.documentId ? -1 : 1));
}

/**
 * Computes what a member may see. Blindness follows the person: whoever was given work in a round that is blind
 * now sees only their own layers there, owners and reviewers too; a viewer sees no layer before the reveal. An
 * owner who has lifted their own blindness sees all. What owners alone look back on is read only by one who is
 * blind nowhere.
 *
 * And blindness follows the letter: who holds a letter in a blind round and has not finished it sees nobody
 * else's work on it in any round. Two rounds that are blind now are lifted each for itself: a letter that is in
 * both stays hidden until it is lifted in both. Who codes a letter again, in a round of repeats, does not see their
 * own work on it in other rounds either until they have finished it there.
 *
 * `assignments` are those of the rounds that are blind now, removed ones too: taking one away opens no eyes.
 * Those of other members change nothing.
 */
export function scopeOf(input: {
  readonly projectId: string;
  readonly memberId: string;
  readonly role: Role;
  readonly rounds: readonly RoundView[];
  readonly assignments: readonly AssignmentView[];
  readonly lifted: readonly LiftView[];
}): Scope {
  const { projectId, memberId, role } = input;
  const rounds = input.rounds.map((round): RoundSight => {
    return { roundId: round.id, layers: layersSeen(input, round) };
  });
  return {
    projectId,
    memberId,
    rounds,
    blindDocuments: lettersCodedBlind(input, input.rounds),
    repeated: lettersCodedAgain(input, input.rounds),
    audit: role === 'owner' && rounds.every((round) => round.layers === 'all'),
  };
}

/** Whether the person of a scope codes a letter blind somewhere. */
export function isBlindFor(scope: Scope, documentId: string): boolean {
  return scope.blindDocuments.includes(documentId);
}

/** Whether they see their own work on a letter in a round: elsewhere than where they code it again they do not. */
export function seesOwnWork(
  { repeated }: Scope,
  place: { readonly roundId: string | null; readonly documentId: string },
): boolean {
  const again = repeated.filter(({ documentId }) => documentId === place.documentId);
  return again.length === 0 || again.some(({ roundId }) => roundId === place.roundId);
}

function sightOfRound(scope: Scope, roundId: string | null): RoundSight['layers'] {
  return scope.rounds.find((round) => round.roundId === roundId)?.layers ?? 'none';
}

/** Whether a layer, with all that is in it, may be seen in this scope. */
export function canSeeLayer(scope: Scope, layer: LayerView): boolean {
  if (layer.projectId !== scope.projectId) return false;
  const sight = sightOfRound(scope, layer.roundId);
  const own = layer.memberId === scope.memberId && layer.kind !== 'final' && seesOwnWork(scope, layer);
  return (sight !== 'none' && own) || (sight === 'all' && !isBlindFor(scope, layer.documentId));
}

/** Whether what is said of the coders' work on a letter, or was decided of it, may be seen. */
export function canSeeSaid(
  scope: Scope,
  place: { readonly roundId: string; readonly documentId: string },
): boolean {
  return sightOfRound(scope, place.roundId) === 'all' && !isBlindFor(scope, place.documentId);
}

/** A change as the predicate sees it. */
export interface ChangeView {
  readonly stream: StreamName;
  readonly noun: string;
  readonly documentId: string | null;
  /** Whose layer or assignment it changed; null for a final layer and for all else. */
  readonly workOf: string | null;
}

/** Whether a change may be told in this scope. */
export function canSeeChange(scope: Scope, { stream, noun, documentId, workOf }: ChangeView): boolean {
  const place = placeOfStream(stream);
  if (place.kind === 'audit') return scope.audit;
  if (place.kind === 'person') return place.memberId === scope.memberId;
  if (place.kind !== 'shared') {
    const sight = sightOfRound(scope, place.roundId);
    const own = place.kind === 'work' && place.memberId === scope.memberId;
    if (!(sight === 'all' || (sight === 'own' && own))) return false;
  }
  if (documentId === null || !isBlindFor(scope, documentId) || !isOneOf(workNouns, noun)) return true;
  const { roundId } = place;
  return isOneOf(ownNouns, noun) && workOf === scope.memberId && seesOwnWork(scope, { roundId, documentId });
}

function isOneOf(nouns: readonly string[], noun: string): boolean {
  return nouns.includes(noun);
}

/** Whether who-is-here may be shown: never while a round that one codes is blind. */
export function canSeePresence(scope: Scope): boolean {
  return scope.rounds.every((round) => round.layers === 'all');
}

/** A name for all that may be seen, the same for the same sight and in all likelihood for no other. */
export function sightOf({ memberId, rounds, blindDocuments, repeated, audit }: Scope): string {
  const words = JSON.stringify([
    memberId,
    rounds.map((each) => [each.roundId, each.layers]),
    blindDocuments,
    audit,
    // So that the names of before stay where nothing is coded again.
    ...(repeated.length > 0 ? [repeated.map(({ roundId, documentId }) => [roundId, documentId])] : []),
  ]);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < words.length; at += 1) {
    const unit = words.charCodeAt(at);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  return (high >>> 0).toString(36).padStart(7, '0') + (low >>> 0).toString(36).padStart(7, '0');
}
