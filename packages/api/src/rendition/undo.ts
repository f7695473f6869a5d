import { DomainError } from '@koersvast/core/error';
import { workNouns } from '@koersvast/core/noun';
import { type Command, copySight, sql } from '@koersvast/db';
import { z } from 'zod';
import { turnBack } from '../assignment/write-reservations.ts';
import type { Undone, UndoOfCommands } from '../undo/hooks.ts';
import type { UndoTarget } from '../undo/target.ts';
import { findStanding, holdWork } from './letter.ts';

const readsAgain = ({ kind }: UndoTarget) => kind === 'document.readAgain';

/** The reading that is worked on, and the one that takes its place when this is undone, or done again. */
function readingsOf({ target, changes }: Undone): { readonly from: string; readonly to: string } {
  for (const { noun, before, after } of changes) {
    if (noun !== 'document' || before === null || after === null) continue;
    const newer = after.replacedById ?? before.replacedById;
    if (after.replacedById === before.replacedById || newer === null) continue;
    return target.action === 'undo' ? { from: newer, to: after.id } : { from: after.id, to: newer };
  }
  throw new DomainError('nothing_to_undo');
}

/** Undo of reading a letter again: its old reading stands there as it was, if nobody has worked in the new one. */
export const undoOfDocumentCommands: UndoOfCommands = {
  async beside({ command, target }) {
    if (!readsAgain(target)) return false;
    await turnBack(command, target.opId);
    return false;
  },
  async before(undone) {
    if (!readsAgain(undone.target)) return {};
    const { command, target } = undone;
    const { from } = readingsOf(undone);
    await holdWork(command, from);
    // Whatever anybody did meanwhile in a blind round, it is refused in the same words.
    await findStanding(command.tx, command.projectId, from);
    await checkUntouched(command, target, from);
    return {};
  },
  async after(undone) {
    if (!readsAgain(undone.target)) return;
    const { from, to } = readingsOf(undone);
    await copySight(undone.command.tx, undone.command.projectId, from, to);
  },
};

const later = z.object({
  userId: z.string(),
  memberId: z.string(),
  opId: z.string(),
  undoes: z.string().nullable(),
  noun: z.enum(workNouns),
});

/** Throws `undo_changed_since`, with who has worked in a reading of a letter since an operation, and not taken it back. */
async function checkUntouched(
  { tx, projectId, personId }: Command,
  target: UndoTarget,
  documentId: string,
): Promise<void> {
  const given = await tx.rows(
    later,
    sql`SELECT change.user_id AS "userId", change.member_id AS "memberId", change.op_id AS "opId", operation.undoes,
          min(change.noun) AS noun
        FROM change JOIN operation USING (project_id, user_id, op_id)
        WHERE change.project_id = ${projectId}::uuid AND change.document_id = ${documentId}::uuid
          AND change.noun = ANY(${[...workNouns]}::text[])
          AND change.rev > (SELECT max(done.rev) FROM change AS done WHERE done.project_id = ${projectId}::uuid
            AND done.user_id = ${personId}::uuid AND done.op_id = ${target.opId}::uuid)
        GROUP BY change.user_id, change.member_id, change.op_id, operation.undoes
        ORDER BY max(change.rev) DESC`,
  );
  const keyOf = (userId: string, opId: string) => `${userId} ${opId}`;
  const known = new Set(given.map(({ userId, opId }) => keyOf(userId, opId)));
  const takenBack = new Set<string>();
  // The last one first: what undoes another of these leaves things as they were.
  for (const { userId, opId, undoes, memberId, noun } of given) {
    if (takenBack.has(keyOf(userId, opId))) continue;
    const undone = undoes && keyOf(userId, undoes);
    if (undone && known.has(undone)) takenBack.add(undone);
    else throw new DomainError('undo_changed_since', { memberId, noun });
  }
}
