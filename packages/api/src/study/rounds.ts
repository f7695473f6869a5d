import type { Rows } from '@koersvast/db';
import { readRounds as roundsOf } from '../place/rounds.ts';
import type { Here } from './here.ts';

/** The rounds of the project in their order; every member may see which there are. */
export function readRounds({ tx, access }: Here): Promise<Rows['round'][]> {
  return roundsOf(tx, access.projectId);
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
