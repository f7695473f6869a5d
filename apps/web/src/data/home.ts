import type { ProjectDetail, WorkItem } from '@koersvast/contracts';
import { mayHere } from './project.ts';

/** What somebody comes to a project for. An owner who is alone in it has nobody to look after, and codes. */
export type Home = 'owner' | 'reviewer' | 'coder' | 'viewer';

function isAlone({ members }: Pick<ProjectDetail, 'members'>): boolean {
  return members.filter(({ removedAt }) => removedAt === null).length < 2;
}

export function homeOf(detail: ProjectDetail): Home {
  if (!mayHere(detail, 'annotation.write')) return 'viewer';
  if (isAlone(detail)) return 'coder';
  if (mayHere(detail, 'assignment.edit')) return 'owner';
  return mayHere(detail, 'review.write') ? 'reviewer' : 'coder';
}

export const firstSteps = ['documents', 'codebook', 'people', 'round'] as const;
export type FirstStep = (typeof firstSteps)[number];

interface StepFacts {
  readonly documents: number;
  /** Invitations that can still be used; 0 where one may not know. */
  readonly invited: number;
  /** One's own work. */
  readonly items: readonly Pick<WorkItem, 'annotations' | 'assignment'>[];
}

/**
 * The steps with which a project begins that have been taken; null when there is nothing to say of them any more: all
 * are taken, or somebody has begun to work with what there is.
 */
export function stepsTaken(
  detail: Pick<ProjectDetail, 'members' | 'tags' | 'rounds'>,
  { documents, invited, items }: StepFacts,
): ReadonlySet<FirstStep> | null {
  const tags = detail.tags.some(({ archivedAt }) => archivedAt === null);
  // A project has one round from the start, over all documents: that is nobody's doing.
  const rounds = detail.rounds.some(({ number, blind, plan }) => number > 1 || blind || plan !== null);
  const taken = new Set<FirstStep>();
  if (documents > 0) taken.add('documents');
  if (tags) taken.add('codebook');
  if (!isAlone(detail) || invited > 0) taken.add('people');
  if (rounds) taken.add('round');
  const begun = items.some(({ annotations, assignment }) => annotations > 0 || assignment !== null);
  const ready = taken.has('documents') && taken.has('codebook');
  if (taken.size === firstSteps.length || (ready && begun)) return null;
  return taken;
}
