import type { OpenCoding } from '@koersvast/contracts';
import { isBlindNow, isInRound } from '@koersvast/core';
import { type Access, readRows, sql, type Tx, whereLayerSeen } from '@koersvast/db';
import { findUntouchedFirst } from './life.ts';
import { readRoundDocuments } from './plan.ts';

/**
 * Which of the letters of a blind round to be are or were coded where others could see it: in open rounds, and in
 * blind ones that were revealed. Letters that the asking owner codes blind are left out, whether or not anybody has
 * coded them. Throws `not_found` and `document_removed`.
 */
export async function readOpenCoding(
  tx: Tx,
  access: Access,
  documentIds: readonly string[],
): Promise<OpenCoding> {
  const { projectId, scope } = access;
  const documents = (await readRoundDocuments(tx, projectId, documentIds)).map(({ id }) => id);
  const blind = new Set(scope.blindDocuments);
  const told = documents.filter((id) => !blind.has(id));
  const rounds = (
    await readRows(
      tx,
      'round',
      sql`WHERE project_id = ${projectId}::uuid AND removed_at IS NULL ORDER BY number`,
    )
  ).filter((round) => !isBlindNow(round));
  const goes = await findUntouchedFirst(tx, projectId);
  const coded = await tx.rows<{ roundId: string; documentId: string; memberId: string }>(
    sql`SELECT DISTINCT layer.round_id AS "roundId", layer.document_id AS "documentId",
          layer.member_id AS "memberId"
        FROM layer
        WHERE ${whereLayerSeen(scope)} AND layer.kind = 'current'
          AND layer.round_id = ANY(${rounds.map(({ id }) => id)}::uuid[])
          AND layer.document_id = ANY(${told}::uuid[])
          AND (EXISTS (SELECT 1 FROM annotation WHERE layer_id = layer.id)
            OR EXISTS (SELECT 1 FROM reading WHERE layer_id = layer.id))
        ORDER BY layer.round_id, layer.document_id, layer.member_id`,
  );
  const ofRound = Map.groupBy(coded, ({ roundId }) => roundId);
  const open = rounds.filter(
    (round) => !round.blind && round.state !== 'closed' && documents.some((id) => isInRound(round, id)),
  );
  return {
    rounds: rounds.flatMap(({ id: roundId, state }) => {
      const byDocument = Map.groupBy(ofRound.get(roundId) ?? [], ({ documentId }) => documentId);
      if (byDocument.size === 0) return [];
      return [
        {
          roundId,
          runs: state !== 'closed',
          documents: told.flatMap((documentId) => {
            const rows = byDocument.get(documentId);
            return rows ? [{ documentId, memberIds: rows.map(({ memberId }) => memberId) }] : [];
          }),
        },
      ];
    }),
    idleRoundIds: open.map(({ id }) => id).filter((id) => !ofRound.has(id) && id !== goes?.id),
    goesRoundId: goes?.id ?? null,
    hiddenDocumentIds: documents.filter((id) => blind.has(id)),
  };
}
