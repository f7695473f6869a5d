import { noSql, type Rows, readRows, sql } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** The rounds of the project in their order; every member may see which there are. */
export function readRounds({ tx, access }: Here): Promise<Rows['round'][]> {
  return readRows(
    tx,
    'round',
    sql`WHERE project_id = ${access.projectId}::uuid AND removed_at IS NULL ORDER BY number`,
  );
}

/** Since when, in which round, each coder could see what others had coded or said of a document. */
export function readSights(
  { tx, access }: Here,
  documentId: string | null,
): Promise<{ documentId: string; memberId: string; round: number; since: Date }[]> {
  const ofDocument = documentId === null ? noSql : sql`AND sight.document_id = ${documentId}::uuid`;
  return tx.rows(
    z.object({ documentId: z.string(), memberId: z.string(), round: z.number(), since: z.date() }),
    sql`SELECT sight.document_id AS "documentId", sight.member_id AS "memberId", round.number AS round, sight.since
        FROM sight JOIN round ON round.project_id = sight.project_id AND round.id = sight.round_id
        WHERE sight.project_id = ${access.projectId}::uuid ${ofDocument}`,
  );
}
