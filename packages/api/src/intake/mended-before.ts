import type { Tx } from '@koersvast/db';
import type { z } from 'zod';
import type { IntakePlace } from './own.ts';
import { chosenBefore } from './stored.ts';

/** How the letter that an intake reads again was read before, as far as a person had a say in that. */
export interface MendedBefore {
  readonly documentId: string;
  readonly choice: z.infer<typeof chosenBefore>;
  readonly packed: Uint8Array | null;
}

/** Null for an intake that adds letters, and for a letter that was taken as it was read. */
export async function mendedBefore(
  { projectId, intakeId }: IntakePlace,
  tx: Tx,
): Promise<MendedBefore | null> {
  const intake = await tx.intake.findFirst({
    where: { projectId, id: intakeId },
    select: { documentId: true },
  });
  const documentId = intake?.documentId ?? null;
  if (documentId === null) return null;
  const kept = await tx.documentMending.findFirst({
    where: { projectId, documentId },
    select: { choice: true, packed: true },
  });
  return kept && { documentId, choice: chosenBefore.parse(kept.choice), packed: kept.packed };
}
