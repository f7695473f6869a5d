import { type Command, insertRow, type Rows, readRows, sql } from '@koersvast/db';
import { type Desk, openDesk, type Place, setState } from './own-assignment.ts';
import { findOwnLayer, ownLayer } from './own-layer.ts';

/**
 * Says how far one has got with a document. The first "done" in an open round leaves an immutable copy of the
 * work behind, which is not independent, since the others' work could be seen.
 */
export async function setOwnState(
  command: Command,
  place: Place,
  state: 'todo' | 'in_progress' | 'done',
  newId: () => string,
): Promise<null> {
  const desk = await openDesk(command, place);
  await setState(command, desk, place, () => state, newId);
  if (state === 'done' && !desk.round.blind) await keepFirstPass(command, desk, place, newId);
  return null;
}

async function keepFirstPass(command: Command, desk: Desk, place: Place, newId: () => string): Promise<void> {
  const { tx, projectId } = command;
  const { layer, made } = await ownLayer(command, desk, place, 'first_pass', newId);
  if (!made) return;
  const current = await findOwnLayer(command, place, 'current');
  if (!current) return;
  const annotations: Rows['annotation'][] = await readRows(
    tx,
    'annotation',
    sql`WHERE layer_id = ${current.id}::uuid AND deleted_at IS NULL ORDER BY start, "end" DESC, id`,
  );
  for (const annotation of annotations) {
    const copy = await insertRow(tx, 'annotation', { ...annotation, layerId: layer.id }, { projectId });
    if (copy) command.record('annotation', null, copy, { stream: desk.stream });
  }
}
