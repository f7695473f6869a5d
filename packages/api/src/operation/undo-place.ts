import { DomainError } from '@koersvast/core/error';
import { stateWhenCoding } from '@koersvast/core/round';
import { type Command, sql } from '@koersvast/db';
import { type Desk, openDesk } from '../assignment/own-assignment.ts';
import { ownLayer } from '../assignment/own-layer.ts';
import { revealOf } from '../round/reveal-order.ts';
import type { UndoTarget } from './undo-target.ts';

/** Whether an operation worked in a coder's own layer. */
export function isCoding(kind: string): boolean {
  return kind.startsWith('annotation.') || kind.startsWith('reading.');
}

/**
 * Holds the rounds that an operation reached, before anything else is held, so that none of them is revealed while
 * it is undone: its own, or for the codebook all that are coded blind. Throws `nothing_to_undo` where one of them
 * was revealed since.
 */
export async function holdUnrevealed(command: Command, target: UndoTarget): Promise<void> {
  const { tx, projectId } = command;
  const own = sql`(${target.roundId}::uuid IS NULL OR id = ${target.roundId}::uuid)`;
  await tx.run(
    sql`SELECT 1 FROM round WHERE project_id = ${projectId}::uuid AND blind AND revealed_at IS NULL AND ${own}
        ORDER BY id ${target.kind.startsWith('round.') ? sql`FOR NO KEY UPDATE` : sql`FOR SHARE`}`,
  );
  if (await isRevealedSince(command, target)) throw new DomainError('nothing_to_undo');
}

/**
 * A command on the codebook reaches annotations of several rounds: one reveal is enough. What came after what is
 * asked of the order of changes, since the clocks of two servers differ.
 */
async function isRevealedSince({ tx, personId, projectId }: Command, target: UndoTarget): Promise<boolean> {
  const row = await tx.row(
    sql`SELECT 1 FROM round WHERE project_id = ${projectId}::uuid
          AND ${revealOf(sql`round.id`, projectId)} > (SELECT min(rev) FROM change
            WHERE project_id = ${projectId}::uuid AND user_id = ${personId}::uuid AND op_id = ${target.base}::uuid)
          AND (id = ${target.roundId}::uuid OR id IN (
          SELECT layer.round_id FROM change JOIN layer ON layer.project_id = change.project_id AND layer.id = change.layer_id
          WHERE change.project_id = ${projectId}::uuid AND change.user_id = ${personId}::uuid AND change.op_id = ${target.opId}::uuid))`,
  );
  return row !== undefined;
}

/**
 * Holds the place where an operation coded, on the conditions of coding: it is the member's own, they have not
 * declared it done, and it counts as independent only where it is changed without sight of the others' work. What
 * adopted a verdict may be taken back in what is done, as it was done there.
 */
export async function sitDownAgain(
  command: Command,
  { kind, documentId, roundId }: UndoTarget,
  newId: () => string,
): Promise<Desk | null> {
  if (documentId === null || roundId === null) return null;
  const place = { documentId, roundId };
  const desk = await openDesk(command, place, { layer: 'own' });
  if (kind === 'assignment.setState') return desk;
  if (isCoding(kind) && desk.assignment) stateWhenCoding(desk.assignment.state, desk.round);
  if (desk.held.layer) await ownLayer(command, desk, place, newId);
  return desk;
}
