import type { Change, UndoStack } from '@koersvast/contracts';
import { undoingOf, undoSteps } from '@koersvast/core/operation';
import { seesOwnWork } from '@koersvast/core/scope';
import { type Access, changeAsSeen, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';
import { revealOf } from '../round/reveal-order.ts';
import { openStudy } from '../study/study.ts';

/** How far back undo reaches. */
const REACH = 100;
/** Operations that are looked at to find them: each step may have been undone and redone. */
const WINDOW = 4 * REACH;

const given = z.object({
  opId: z.string(),
  undoes: z.string().nullable(),
  kind: z.string(),
  createdAt: z.date(),
  nouns: z.array(z.string()),
});

/**
 * What one can undo and redo in a document and round; where `documentId` is null, in the round as a whole, which
 * is who codes what in it; where both are, in what belongs to no round: codebook, documents, project. Nearest
 * first. Each step carries the operation to name as the target, what that operation changed as far as it may be
 * seen, and the kind of the one that was given in the first place.
 */
export async function undoStack(
  tx: Tx,
  access: Access,
  place: { readonly documentId: string | null; readonly roundId: string | null },
): Promise<UndoStack> {
  const { personId, projectId, scope } = access;
  const { documentId, roundId } = place;
  // How many steps there are would tell of what they coded before.
  if (documentId !== null && !seesOwnWork(scope, { roundId, documentId })) return { undo: [], redo: [] };
  const latest = await tx.rows(
    given,
    sql`SELECT operation.op_id AS "opId", operation.undoes, operation.kind, operation.created_at AS "createdAt",
          made.nouns
        FROM operation JOIN LATERAL (SELECT max(rev) AS rev, array_agg(DISTINCT noun::text) AS nouns FROM change
          WHERE change.project_id = operation.project_id AND change.user_id = operation.user_id AND change.op_id = operation.op_id) AS made ON made.rev IS NOT NULL
        WHERE operation.user_id = ${personId}::uuid AND operation.project_id = ${projectId}::uuid
          AND operation.round_id IS NOT DISTINCT FROM ${place.roundId}::uuid
          AND operation.document_id IS NOT DISTINCT FROM ${place.documentId}::uuid
          AND made.rev > coalesce(${revealOf(sql`${place.roundId}::uuid`, projectId)}, 0)
        ORDER BY made.rev DESC LIMIT ${WINDOW}`,
  );
  const operations = latest
    .reverse()
    // What changed nothing that undo reaches would stand in the way of the steps before it.
    .filter(({ undoes, kind, nouns }) => {
      return undoes !== null || undoingOf(kind)?.nouns.some((noun) => nouns.includes(noun)) === true;
    });
  const steps = undoSteps(operations);
  const undo = steps.undo.slice(0, REACH);
  const redo = steps.redo.slice(0, REACH);
  const byId = new Map(operations.map((operation) => [operation.opId, operation]));
  const targets = [...undo, ...redo].map((step) => step.target);
  const changes = await openStudy(tx, access).ownChanges(targets);
  const view = ({ target, base }: { target: string; base: string }) => ({
    opId: target,
    kind: byId.get(base)?.kind ?? '',
    createdAt: (byId.get(target)?.createdAt ?? new Date(0)).toISOString(),
    changes: changes.flatMap((change) => (change.opId === target ? changeAsSeen(scope, change) : [])),
  });
  return { undo: undo.map(view), redo: redo.map(view) };
}

/** The changes of one thing that may be seen, oldest first. Throws `not_found` when there are none. */
export async function historyOf(
  tx: Tx,
  access: Access,
  entity: { readonly noun: string; readonly layerId: string | null; readonly entityId: string },
): Promise<Change[]> {
  const changes = await openStudy(tx, access).changesOf(entity);
  return changes.map((change) => changeAsSeen(access.scope, change));
}
