import type { StreamName } from '@koersvast/core/scope';
import { type Command, holdRows } from '@koersvast/db';
import { updateDecision } from './row.ts';

/**
 * Where a merge of tags leaves one of two annotations in a final layer, the decision on the one that stays speaks
 * for both, with the sources of both; the other is withdrawn. Nothing changes where one of them was not decided on.
 */
export async function joinDecisions(
  command: Command,
  layerId: string,
  stream: StreamName,
  { goes, stays }: { readonly goes: string; readonly stays: string },
): Promise<void> {
  const rows = await holdRows(command.tx, 'decision', {
    projectId: command.projectId,
    layerId,
    annotationId: [goes, stays],
    withdrawnAt: null,
  });
  const [gone, kept] = [goes, stays].map((id) => rows.find(({ annotationId }) => annotationId === id));
  if (!gone || !kept) return;
  const withdrawnAt = command.at.toISOString();
  await updateDecision(command, gone, { withdrawnAt }, { stream, action: 'remove' });
  await updateDecision(command, kept, { sources: [...kept.sources, ...gone.sources] }, { stream });
}
