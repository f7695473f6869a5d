import type { OpenCoding } from '@koersvast/contracts';
import { isBlindNow, isInRound } from '@koersvast/core/round';
import type { Access, Tx } from '@koersvast/db';
import { readRounds } from '../place/rounds.ts';
import { openStudy } from '../study/study.ts';
import { untouchedFirst } from './life.ts';
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
  const all = await readRounds(tx, projectId);
  const rounds = all.filter((round) => !isBlindNow(round));
  const study = openStudy(tx, access);
  const first = untouchedFirst(all);
  const goes = first && !(await study.isRoundTouched(first.id)) ? first : null;
  const coded = await study.begun({ roundIds: rounds.map(({ id }) => id), documentIds: told });
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
