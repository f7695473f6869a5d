import { type ChangeAction, type Database, outsideTransaction, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';

/** The operation that is to be undone, as it was stored: it never changes. */
export interface UndoTarget {
  readonly opId: string;
  readonly ok: boolean;
  readonly documentId: string | null;
  readonly roundId: string | null;
  /** The operation that was given in the first place. */
  readonly kind: string;
  readonly base: string;
  readonly action: Extract<ChangeAction, 'undo' | 'redo'>;
}

/** One of this person's operations in this project; null when it is not theirs, or is not there. */
export async function findTarget(
  db: Database,
  who: { readonly personId: string; readonly projectId: string },
  opId: string,
): Promise<UndoTarget | null> {
  const chain = await outsideTransaction(db).rows(
    z.object({
      opId: z.string(),
      ok: z.boolean(),
      documentId: z.string().nullable(),
      roundId: z.string().nullable(),
      kind: z.string(),
    }),
    sql`WITH RECURSIVE chain AS (
          SELECT operation.*, 0 AS depth FROM operation
          WHERE project_id = ${who.projectId}::uuid AND user_id = ${who.personId}::uuid AND op_id = ${opId}::uuid
          UNION ALL
          SELECT operation.*, chain.depth + 1 FROM chain
          JOIN operation ON operation.project_id = chain.project_id AND operation.user_id = chain.user_id AND operation.op_id = chain.undoes)
        SELECT op_id AS "opId", coalesce(result ->> 'ok', 'false') = 'true' AS ok, document_id AS "documentId",
          round_id AS "roundId", kind
        FROM chain ORDER BY depth`,
  );
  const target = chain[0];
  const base = chain.at(-1);
  if (!target || !base) return null;
  return {
    ...target,
    kind: base.kind,
    base: base.opId,
    // An undo undoes an operation, a redo an undo, and so on in turn.
    action: chain.length % 2 === 1 ? 'undo' : 'redo',
  };
}

/** Whether one of this person's operations was undone: in the words of the index of those, so that no other is read. */
export async function isUndone(
  tx: Tx,
  { projectId, personId }: { readonly personId: string; readonly projectId: string },
  opId: string,
): Promise<boolean> {
  const undone = await tx.row(
    sql`SELECT 1 FROM operation WHERE project_id = ${projectId}::uuid AND user_id = ${personId}::uuid
          AND undoes = ${opId}::uuid AND (result ->> 'ok') = 'true'`,
  );
  return undone !== undefined;
}
