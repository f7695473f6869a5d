import { type Command, type LayerKind, type Rows, readRows, sql } from '@koersvast/db';
import type { Place } from '../place/place.ts';
import { insertLayer, updateLayer } from './layer-row.ts';
import type { Desk } from './own-assignment.ts';

/** The asking member's layer of a kind in a place, held until the end of the command; null when there is none. */
export async function findOwnLayer(
  command: Command,
  place: Place,
  kind: LayerKind,
): Promise<Rows['layer'] | null> {
  const [layer] = await readRows(
    command.tx,
    'layer',
    sql`WHERE project_id = ${command.projectId}::uuid AND document_id = ${place.documentId}::uuid
          AND round_id = ${place.roundId}::uuid AND member_id = ${command.memberId}::uuid
          AND kind = ${kind}::layer_kind
        FOR NO KEY UPDATE`,
  );
  return layer ?? null;
}

/** The same for the member's present work, made and recorded where there was none. */
export async function ownLayer(
  command: Command,
  desk: Desk,
  place: Place,
  newId: () => string,
): Promise<Rows['layer']> {
  const { memberId, at } = command;
  const found = await findOwnLayer(command, place, 'current');
  if (found) return stillTrue(command, desk, found);
  const { documentId, roundId } = place;
  const row = {
    id: newId(),
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
