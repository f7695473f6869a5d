import { DomainError } from '@koersvast/core';
import { type Command, noSql, type Rows, readRows, sql } from '@koersvast/db';
import { z } from 'zod';

/** A document in a round. */
export interface Place {
  readonly documentId: string;
  readonly roundId: string;
}

/**
 * The round of a place, held with `hold` so that it is neither closed nor deleted meanwhile. Throws `not_found` where
 * the project lacks either of the two, `round_removed` and `document_removed`.
 */
export async function roundAt(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  { documentId, roundId }: Place,
  hold = false,
): Promise<Rows['round']> {
  const [round] = await readRows(
    tx,
    'round',
    sql`WHERE id = ${roundId}::uuid AND project_id = ${projectId}::uuid ${hold ? sql`FOR SHARE` : noSql}`,
  );
  const document = await tx.row(
    z.object({ removed: z.boolean() }),
    sql`SELECT removed_at IS NOT NULL AS removed FROM document
        WHERE id = ${documentId}::uuid AND project_id = ${projectId}::uuid`,
  );
  if (!round || !document) throw new DomainError('not_found');
  if (round.removedAt !== null) throw new DomainError('round_removed');
  if (document.removed) throw new DomainError('document_removed');
  return round;
}
