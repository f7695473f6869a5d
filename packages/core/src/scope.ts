import type { Role } from './ability.ts';
import { isBlindNow, type RoundBlindness } from './round.ts';
import { auditStream, coderStream, finalStream, type StreamName, sharedStream } from './stream.ts';

/** What `scopeOf` needs to know of a round. */
export interface RoundView extends RoundBlindness {
  readonly id: string;
}

/** Who codes what in which round: blindness follows from it. */
export interface AssignmentView {
  readonly roundId: string;
  readonly memberId: string;
}

/** The layers of one round that somebody may see. */
export type RoundSight = { readonly roundId: string; readonly layers: 'all' | 'own' | 'none' };

/**
 * What one person may see of one project. Every query, count, search, export and live event takes one; a
 * project id alone opens nothing.
 */
export interface Scope {
  readonly projectId: string;
  readonly memberId: string;
  readonly rounds: readonly RoundSight[];
  /** The streams of changes that may be read, `shared` first, the others in the order of their names. */
  readonly streams: readonly StreamName[];
}

/** A layer as the predicate sees it. `memberId` is null in a final layer. */
export interface LayerView {
  readonly projectId: string;
  readonly roundId: string;
  readonly memberId: string | null;
  readonly kind: 'current' | 'first_pass' | 'final';
}

/** Who sees all of a running blind round as long as nothing in it was given to them. */
export const onlookers: readonly Role[] = ['owner', 'reviewer'];

function sightOf(
  role: Role,
  memberId: string,
  round: RoundView,
  assignments: readonly AssignmentView[],
  lifted: readonly AssignmentView[],
): RoundSight['layers'] {
  if (!isBlindNow(round)) return 'all';
  if (role === 'viewer') return 'none';
  const isHere = (each: AssignmentView) => each.roundId === round.id && each.memberId === memberId;
  if (role === 'owner' && lifted.some(isHere)) return 'all';
  return assignments.some(isHere) || !onlookers.includes(role) ? 'own' : 'all';
}

/**
 * Computes what a member may see. Blindness follows the person: whoever holds an assignment in a running
 * blind round sees only their own layer there, owners and reviewers too; a viewer sees no layer before the
 * reveal. An owner who has lifted their own blindness sees all. What owners alone look back on is read only
 * by one who is blind nowhere.
 *
 * `coders` are the assignments of the blind rounds of the project, of all its members, removed ones too: with
 * them an onlooker's streams can be named, and taking an assignment away opens no eyes. Those of other rounds
 * change nothing.
 */
export function scopeOf(input: {
  readonly projectId: string;
  readonly memberId: string;
  readonly role: Role;
  readonly rounds: readonly RoundView[];
  readonly coders: readonly AssignmentView[];
  /** Who has lifted their own blindness, in which round. */
  readonly lifted: readonly AssignmentView[];
}): Scope {
  const { projectId, memberId, role } = input;
  const rounds: RoundSight[] = [];
  const names = new Set<StreamName>();
  for (const round of input.rounds) {
    const layers = sightOf(role, memberId, round, input.coders, input.lifted);
    rounds.push({ roundId: round.id, layers });
    if (round.blind && layers === 'own') names.add(coderStream(round.id, memberId));
    if (layers !== 'all') continue;
    names.add(finalStream(round.id));
    if (!round.blind) continue;
    for (const coder of input.coders)
      if (coder.roundId === round.id) names.add(coderStream(round.id, coder.memberId));
  }
  if (role === 'owner' && rounds.every((round) => round.layers === 'all')) names.add(auditStream);
  return { projectId, memberId, rounds, streams: [sharedStream, ...[...names].sort()] };
}

/** Whether a layer, with all that is in it, may be seen in this scope. */
export function canSeeLayer(scope: Scope, layer: LayerView): boolean {
  if (layer.projectId !== scope.projectId) return false;
  const sight = scope.rounds.find((round) => round.roundId === layer.roundId)?.layers ?? 'none';
  if (sight === 'all') return true;
  return sight === 'own' && layer.memberId === scope.memberId && layer.kind !== 'final';
}

/** Whether who-is-here may be shown: never while a round that one codes is blind. */
export function canSeePresence(scope: Scope): boolean {
  return scope.rounds.every((round) => round.layers === 'all');
}
