import { DomainError } from '@koersvast/core/error';
import type { UndoableNoun } from '@koersvast/core/noun';
import { inversePatch, isAsLeft, isSameMatter, touchesSame, undoingOf } from '@koersvast/core/operation';
import type { Command, Rows, StoredChange } from '@koersvast/db';
import { readLinksOf, type ToldLink } from './links.ts';
import { isUndone, type UndoTarget } from './target.ts';

/** What has fields of which one says nothing of another: a round that was renamed can be opened again. */
const byField: ReadonlySet<UndoableNoun> = new Set(['round', 'member', 'project']);

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
  { tx, projectId, personId }: Pick<Command, 'tx' | 'projectId' | 'personId'>,
  target: UndoTarget,
): Promise<void> {
  const undone = await isUndone(tx, { projectId, personId }, target.opId);
  if (undone) throw new DomainError('nothing_to_undo');
}

async function checkAsLeft(command: Command, target: UndoTarget, undone: UndoableChange): Promise<void> {
  const { noun } = undone;
  const row = (undone.after ?? undone.before) as Rows[UndoableNoun];
  const layerId = noun === 'layer' ? row.id : 'layerId' in row ? row.layerId : null;
  const links = await readLinksOf(command, noun, { layerId, id: row.id });
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
    if (byField.has(noun) && !touchesSame(undone, change)) return false;
    return action === 'undo' || action === 'redo' || undoingOf(kind)?.nouns.includes(noun) === true;
  });
  const verdict = isAsLeft(links, { memberId, opId: target.opId });
  if (verdict.ok) return;
  // Stored with the operation, and so without a name.
  throw new DomainError('undo_changed_since', { memberId: verdict.memberId, noun });
}
