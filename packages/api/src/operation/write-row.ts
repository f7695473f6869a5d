import type { UndoableNoun } from '@koersvast/core/noun';
import type { Command, Rows, Told } from '@koersvast/db';
import { updateAnnotation } from '../annotation/row.ts';
import { updateLayer } from '../assignment/layer-row.ts';
import { updateAssignment } from '../assignment/row.ts';
import { updateDecision } from '../decision/row.ts';
import { updateDocument } from '../document/row.ts';
import { updateProject } from '../project/row.ts';
import { updateReading } from '../reading/row.ts';
import { updateReply } from '../reply/row.ts';
import { updateReview } from '../review/row.ts';
import { updateRound } from '../round/row.ts';
import { updateTag } from '../tag/row.ts';

type Write<N extends UndoableNoun> = (
  command: Command,
  current: Rows[N],
  patch: Partial<Rows[N]>,
  told: Told,
) => Promise<Rows[N]>;

/** How each noun that undo reaches writes over a row of its own. */
const writes: { readonly [N in UndoableNoun]: Write<N> } = {
  annotation: updateAnnotation,
  reading: updateReading,
  assignment: updateAssignment,
  tag: updateTag,
  document: updateDocument,
  project: updateProject,
  review: updateReview,
  reply: updateReply,
  decision: updateDecision,
  round: updateRound,
  layer: updateLayer,
};

export function writeRow<N extends UndoableNoun>(
  command: Command,
  noun: N,
  current: Rows[N],
  patch: Partial<Rows[N]>,
  told: Told,
): Promise<Rows[N]> {
  return writes[noun](command, current, patch, told);
}
