import { DomainError } from '@koersvast/core/error';
import { inversePatch } from '@koersvast/core/operation';
import { type Command, holdRows, mapByTurns, type Rows } from '@koersvast/db';
import type { UndoOfRows } from '../undo/hooks.ts';
import { checkLinks, checkNotUndone, type UndoableChange } from '../undo/inverse.ts';
import { readLinksOfRows } from '../undo/links.ts';
import type { UndoTarget } from '../undo/target.ts';
import { updateDocument } from './row.ts';

type DocumentChange = Extract<UndoableChange, { noun: 'document' }>;

/** With as many statements for thousands as for one, on the conditions on which each would be taken back by itself. */
async function together(
  command: Command,
  target: UndoTarget,
  changes: readonly DocumentChange[],
): Promise<void> {
  const { tx, projectId } = command;
  const ids = changes.map(({ before, after }) => (after ?? before)?.id ?? '');
  const held = new Map((await holdRows(tx, 'document', { projectId, id: ids })).map((row) => [row.id, row]));
  await checkNotUndone(command, target);
  const links = Map.groupBy(await readLinksOfRows(command, 'document', ids), ({ id }) => id);
  const edits = await mapByTurns(changes, (change, at) => {
    const current = held.get(ids[at] ?? '');
    if (!current) throw new DomainError('not_found');
    checkLinks(command, target, change, links.get(current.id) ?? []);
    const patch = inversePatch('document', change, command.at.toISOString(), target.kind);
    if (!patch) throw new DomainError('nothing_to_undo');
    return { current, patch: patch as Partial<Rows['document']> };
  });
  const fieldsOf = ({ patch }: (typeof edits)[number]) => Object.keys(patch).sort().join(' ');
  for (const alike of Map.groupBy(edits, fieldsOf).values())
    await command.editAll('document', alike, { action: target.action });
}

export const undoOfDocuments: UndoOfRows<'document'> = { write: updateDocument, together };
