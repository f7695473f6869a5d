import type { Place } from '@koersvast/core/place';
import type { Command, Rows } from '@koersvast/db';
import { insertLayer, updateLayer } from './layer-row.ts';
import type { Desk } from './own-assignment.ts';

/** The layer of the member's present work, which the desk holds; made and recorded where there was none. */
export async function ownLayer(command: Command, desk: Desk, place: Place): Promise<Rows['layer']> {
  const { memberId, at } = command;
  const found = desk.held.layer;
  if (found) return stillTrue(command, desk, found);
  const { documentId, roundId } = place;
  const row = {
    id: command.newId(),
    documentId,
    roundId,
    memberId,
    kind: 'current' as const,
    independent: desk.independent,
    finishedAt: null,
    sourceLayerId: null,
    version: 1,
    createdAt: at.toISOString(),
  };
  return insertLayer(command, row, { stream: desk.stream });
}

/** What was independent is so no longer once it is changed by somebody who could see the others' work. */
async function stillTrue(command: Command, desk: Desk, layer: Rows['layer']): Promise<Rows['layer']> {
  if (!layer.independent || desk.independent) return layer;
  return updateLayer(command, layer, { independent: false }, { stream: desk.stream });
}
