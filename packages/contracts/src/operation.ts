import { z } from 'zod';
import { decision } from './adjudication.ts';
import { annotation, layer } from './annotation.ts';
import { cursor, id, moment, opId } from './common.ts';
import { assignment, documentRow } from './document.ts';
import { exportRow } from './export.ts';
import { job } from './job.ts';
import { memberRow, projectRow } from './project.ts';
import { reading } from './reading.ts';
import { reply } from './reply.ts';
import { review } from './review.ts';
import { round, unblinding } from './round.ts';
import { tag } from './tag.ts';

const about = {
  opId,
  /** Who did it. */
  memberId: id,
  /** What was done, in the words of the history. */
  action: z.enum(['create', 'edit', 'remove', 'restore', 'undo', 'redo']),
  at: moment,
};
function changeOf<Noun extends string, Row extends z.ZodType>(noun: Noun, row: Row) {
  return z.strictObject({ ...about, noun: z.literal(noun), before: row.nullable(), after: row.nullable() });
}

/** One thing before and after: what the feed, the acknowledgement and the history all carry. */
export const change = z.discriminatedUnion('noun', [
  changeOf('project', projectRow),
  changeOf('member', memberRow),
  changeOf('round', round),
  changeOf('document', documentRow),
  changeOf('tag', tag),
  changeOf('assignment', assignment),
  changeOf('layer', layer),
  changeOf('annotation', annotation),
  changeOf('reading', reading),
  changeOf('review', review),
  changeOf('reply', reply),
  changeOf('decision', decision),
  changeOf('unblinding', unblinding),
  changeOf('export', exportRow),
]);
export type Change = z.infer<typeof change>;

/** Documents in which so much changed at once that it is not told one by one: what stands there is to be read again. */
const reread = z.array(id).optional();

/** What a command did, in order. A repeat of the operation gives the same. */
export const acknowledgement = z.strictObject({ opId, changes: z.array(change), reread });
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Undoes one of one's own operations; naming an undo redoes what it undid. */
export const undoInput = z.strictObject({ opId, projectId: id, target: opId });
export type UndoInput = z.infer<typeof undoInput>;

/** One's own operations in one document and round, newest first, as far as undo and redo reach. */
export const undoStackInput = z.strictObject({
  projectId: id,
  documentId: id.nullable(),
  roundId: id.nullable(),
});
export const operationView = z.strictObject({
  opId,
  kind: z.string(),
  createdAt: moment,
  changes: z.array(change),
});
export const undoStack = z.strictObject({ undo: z.array(operationView), redo: z.array(operationView) });
export type UndoStack = z.infer<typeof undoStack>;

/** The history of one thing, oldest first. */
export const historyInput = z.strictObject({
  projectId: id,
  noun: z.enum(['annotation', 'tag', 'document']),
  /** The layer of an annotation; null for other nouns. */
  layerId: id.nullable(),
  entityId: id,
});
export const history = z.array(change);

/** The live feed of a project. `documentId` and `tabId` say where this browser is, for presence. */
export const liveInput = z.strictObject({
  projectId: id,
  cursor,
  lastEventId: cursor.optional(),
});
export const presenceInput = z.strictObject({ projectId: id, tabId: id, documentId: id.nullable() });
export const leaveInput = z.strictObject({ projectId: id, tabId: id });
export const presence = z.array(z.strictObject({ memberId: id, documentId: id.nullable() }));
/**
 * A quote of more than 1,000 characters that a change of its annotation did not touch is empty in the change: it is
 * what it was. It was told when it was made, and stands in every list.
 */
export const liveEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('changes'), changes: z.array(change), reread, cursor }),
  z.strictObject({ kind: z.literal('presence'), present: presence }),
  /** Long work of the project, and one's own of the installation, that goes on or has just ended. */
  z.strictObject({ kind: z.literal('jobs'), jobs: z.array(job) }),
  /** Too far behind, or what may be seen has changed: read everything again. */
  z.strictObject({ kind: z.literal('resync'), cursor }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
export const catchUpInput = z.strictObject({ projectId: id, cursor });
