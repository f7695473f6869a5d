import { DomainError } from '@koersvast/core/error';
import { type Command, holdRows } from '@koersvast/db';
import type { Inverse, UndoOfRows } from '../undo/hooks.ts';
import { updateAnnotation } from './row.ts';

/** What a coder changes again in their own work counts by what they can see now. */
export const undoOfAnnotations: UndoOfRows<'annotation'> = {
  write: updateAnnotation,
  tellsSight: true,
  async settle(command, inverses) {
    await checkTagsAreThere(command, inverses);
    return inverses.map(({ patch }) => ({ ...patch, updatedAt: command.at.toISOString() }));
  },
};

/**
 * What comes back, or gets its former tag back, must have one that is there: a tag that was merged away in the meantime
 * is not. Throws `tag_archived`.
 */
async function checkTagsAreThere(
  { tx, projectId }: Command,
  inverses: readonly Inverse<'annotation'>[],
): Promise<void> {
  const back = inverses.flatMap(({ current, patch }) => {
    const { deletedAt, tagId } = { ...current, ...patch };
    return deletedAt === null && ('tagId' in patch || 'deletedAt' in patch) ? tagId : [];
  });
  if (back.length === 0) return;
  const held = await holdRows(tx, 'tag', { projectId, id: [...new Set(back)].sort() }, 'there');
  if (held.some(({ mergedIntoId }) => mergedIntoId !== null)) throw new DomainError('tag_archived');
}
