import type { Command } from '@koersvast/db';

/**
 * Names, keys and appearances may move from one tag to another: all tags that are about to change step aside first,
 * out of reach of the rules of living tags. Each must be written afterwards, with when it was archived; nobody sees
 * that it was away.
 */
export async function stepAside({ tx, projectId, at }: Command, tagIds: readonly string[]): Promise<void> {
  await tx.tag.updateMany({ where: { projectId, id: { in: [...tagIds] } }, data: { archivedAt: at } });
}
