import type { Assignment, ProjectDetail, Round } from '@koersvast/contracts';
import { isBlindNow, isInRound, isRunning } from '@koersvast/core/round';
import { mayHere } from './project.ts';

/** The rounds over a document, in their order. */
export function roundsOver(project: ProjectDetail, documentId: string): Round[] {
  return project.rounds.filter((round) => isInRound(round, documentId));
}

/** One's own assignments among these, without those that were taken away. */
export function ownAssignments(project: ProjectDetail, assignments: readonly Assignment[]): Assignment[] {
  return assignments.filter(({ memberId, removedAt }) => memberId === project.me.id && removedAt === null);
}

/** Whether one may code in a round: as long as it runs, and in one that is coded blind only what one was given. */
export function mayCodeIn(
  project: ProjectDetail,
  round: Round,
  documentId: string,
  own: readonly Assignment[],
): boolean {
  if (!mayHere(project, 'annotation.write') || project.project.archivedAt !== null) return false;
  if (!isRunning(round)) return false;
  const given = own.some((each) => each.roundId === round.id && each.documentId === documentId);
  return given || !isBlindNow(round);
}

/**
 * The round in which one reads a document: the one that is asked for; else the last in which one has unfinished work
 * there; else the last that runs and in which one may code it; else the last over it.
 */
export function readingRound(
  project: ProjectDetail,
  documentId: string,
  own: readonly Assignment[],
  asked: string | undefined,
): Round | null {
  const over = roundsOver(project, documentId);
  const isUnfinished = (round: Round) =>
    own.some((each) => each.roundId === round.id && each.documentId === documentId && each.state !== 'done');
  return (
    over.find(({ id }) => id === asked) ??
    over.findLast(isUnfinished) ??
    over.findLast((round) => round.state === 'running' && mayCodeIn(project, round, documentId, own)) ??
    over.at(-1) ??
    null
  );
}
