import type { Rows } from '@koersvast/db';
import { readRounds as roundsOf } from '../place/rounds.ts';
import type { Here } from './here.ts';

/** The rounds of the project in their order; every member may see which there are. */
export function readRounds({ tx, access }: Here): Promise<Rows['round'][]> {
  return roundsOf(tx, access.projectId);
}

/** The blind rounds in which the person has letters, and that were revealed after a moment; in their order. */
export async function readRevealedRounds(
  { tx, access: { projectId, memberId } }: Here,
  since: Date,
): Promise<{ id: string; name: string; number: number; revealedAt: Date }[]> {
  const rounds = await tx.round.findMany({
    where: {
      projectId,
      blind: true,
      removedAt: null,
      revealedAt: { gt: since },
      assignments: { some: { memberId, removedAt: null } },
    },
    orderBy: { number: 'asc' },
    select: { id: true, name: true, number: true, revealedAt: true },
  });
  return rounds.flatMap(({ revealedAt, ...round }) => (revealedAt === null ? [] : { ...round, revealedAt }));
}

/** Since when, in which round, each coder could see what others had coded or said of a document. */
export async function readSights(
  { tx, access }: Here,
  documentId: string | null,
): Promise<{ documentId: string; memberId: string; round: number; since: Date }[]> {
  const { projectId } = access;
  const sights = await tx.sight.findMany({
    where: { projectId, ...(documentId !== null && { documentId }) },
    select: { documentId: true, memberId: true, since: true, round: { select: { number: true } } },
  });
  return sights.map(({ round, ...sight }) => ({ ...sight, round: round.number }));
}
