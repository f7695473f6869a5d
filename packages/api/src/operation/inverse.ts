import { DomainError } from '@koersvast/core/error';
import type { UndoableNoun } from '@koersvast/core/noun';
import { inversePatch, isAsLeft, isSameMatter, touchesSame, undoingOf } from '@koersvast/core/operation';
import { type Command, type Rows, type StoredChange, sql, told, whereOfAnnotation } from '@koersvast/db';
import { z } from 'zod';
import type { UndoTarget } from './undo-target.ts';

/** A change of something that undo reaches. */
export type UndoableChange = Extract<StoredChange, { noun: UndoableNoun }>;

/**
 * Holds the thing that was changed, and says what to write over it. Throws `nothing_to_undo` where that was undone
 * already or has no inverse, and `undo_changed_since`.
 */
export async function inverseOf<N extends UndoableNoun>(
  command: Command,
  target: UndoTarget,
  change: Extract<UndoableChange, { noun: N }>,
): Promise<{ readonly current: Rows[N]; readonly patch: Partial<Rows[N]> }> {
  const noun: N = change.noun;
  const row = (change.after ?? change.before) as Rows[N];
  const current = await command.lock(noun, row as never);
  await checkNotUndone(command, target);
  await checkAsLeft(command, target, change);
  const patch = inversePatch(noun, change, command.at.toISOString(), target.kind);
  if (!patch) throw new DomainError('nothing_to_undo');
  return { current, patch: patch as Partial<Rows[N]> };
}

/** Throws `nothing_to_undo` where the operation was undone already. */
export async function checkNotUndone(
  { tx, projectId, personId }: Command,
  target: UndoTarget,
): Promise<void> {
  const row = await tx.row(
    sql`SELECT 1 FROM operation
        WHERE project_id = ${projectId}::uuid AND user_id = ${personId}::uuid AND undoes = ${target.opId}::uuid AND result ->> 'ok' = 'true'`,
  );
  if (row) throw new DomainError('nothing_to_undo');
}

/** A change of a thing, and the operation that it belongs to. */
export const toldLink = told
  .pick({ memberId: true, opId: true, action: true, before: true, after: true })
  .extend({ undoes: z.string().nullable(), kind: z.string() });
export type ToldLink = Readonly<z.infer<typeof toldLink>>;

async function checkAsLeft(command: Command, target: UndoTarget, undone: UndoableChange): Promise<void> {
  const { tx, projectId } = command;
  const { noun } = undone;
  const row = (undone.after ?? undone.before) as Rows[UndoableNoun];
  const layerId = noun === 'layer' ? row.id : 'layerId' in row ? row.layerId : null;
  const ofRow =
    noun === 'annotation' && layerId !== null
      ? whereOfAnnotation({ layerId, id: row.id })
      : sql`change.noun = ${noun} AND change.entity_id = ${row.id}::uuid
          AND change.layer_id IS NOT DISTINCT FROM ${layerId}::uuid`;
  const links = await tx.rows(
    toldLink,
    sql`SELECT change.member_id AS "memberId", change.op_id AS "opId", change.action, operation.undoes, operation.kind,
          change.before, change.after
        FROM change JOIN operation USING (project_id, user_id, op_id)
        WHERE change.project_id = ${projectId}::uuid AND ${ofRow} ORDER BY change.rev`,
  );
  checkLinks(command, target, undone, links);
}

/** The same of changes that are read already, all those of the thing that was changed, in order. */
export function checkLinks(
  { memberId }: Pick<Command, 'memberId'>,
  target: UndoTarget,
  undone: UndoableChange,
  all: readonly ToldLink[],
): void {
  const { noun } = undone;
  // What came along with another command is not taken back, and does not stand in the way.
  const links = all.filter((change) => {
    const { action, kind } = change;
    if (noun === 'assignment' && !isSameMatter(target.kind, change)) return false;
    if (noun === 'round' && !touchesSame(undone, change)) return false;
    return action === 'undo' || action === 'redo' || undoingOf(kind)?.nouns.includes(noun) === true;
  });
  const verdict = isAsLeft(links, { memberId, opId: target.opId });
  if (verdict.ok) return;
  // Stored with the operation, and so without a name.
  throw new DomainError('undo_changed_since', { memberId: verdict.memberId, noun });
}
