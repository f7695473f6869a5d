import { z } from 'zod';
import { id, moment, opId, storedDate, version } from './common.ts';
import { role } from './member.ts';

export const assignmentState = z.enum(['todo', 'in_progress', 'done', 'recheck']);
export const assignmentRow = z.strictObject({
  id,
  roundId: id,
  documentId: id,
  memberId: id,
  state: assignmentState,
  version,
  doneAt: moment.nullable(),
  removedAt: moment.nullable(),
});
export type Assignment = z.infer<typeof assignmentRow>;

/**
 * Gives documents to coders, and keeps them for people who are invited: `memberId` may be the id of an invitation.
 * And takes them away, as one step. What was coded is kept, and opens no eyes.
 */
export const assignInput = z.strictObject({
  opId,
  projectId: id,
  roundId: id,
  cells: z
    .array(z.strictObject({ documentId: id, memberId: id, assigned: z.boolean() }))
    .min(1)
    .max(20_000),
});
export type AssignInput = z.infer<typeof assignInput>;

/** One document that the asking member codes, or may code. */
export const workItem = z.strictObject({
  roundId: id,
  documentId: id,
  documentTitle: z.string(),
  documentDate: storedDate.nullable(),
  documentLanguage: z.string(),
  /** Null in an open round where nobody gave it to them, and they have not begun it. */
  assignment: assignmentRow.nullable(),
  /** Blocks with a number in the margin. */
  paragraphs: z.int(),
  /** The member's own living annotations and readings here. */
  annotations: z.int(),
  readings: z.int(),
  /** Of the annotations, those whose tag has changed its meaning since. */
  recheck: z.int(),
});
export type WorkItem = z.infer<typeof workItem>;
/** By round, the newest first, and then in the order of the documents. */
export const work = z.array(workItem);

/** One coder's work in one document of a round. What is hidden is null. */
export const boardCell = z.strictObject({
  documentId: id,
  memberId: id,
  /** False for what was taken away; what was coded there is kept. */
  assigned: z.boolean(),
  state: assignmentState.nullable(),
  annotations: z.int().nullable(),
  readings: z.int().nullable(),
  doneAt: moment.nullable(),
  lastActivityAt: moment.nullable(),
});
export type BoardCell = z.infer<typeof boardCell>;
export const board = z.strictObject({
  /** Whether the asking owner codes blind here: then others' cells say only that they are assigned. */
  hidden: z.boolean(),
  /** The documents of the round that have not been removed, in their order. */
  documentIds: z.array(id),
  /** The same, with what they are called. */
  documents: z.array(z.strictObject({ id, title: z.string(), language: z.string() })),
  /** Members who may code, those who have cells, and those who are invited, in the order in which they came. */
  memberIds: z.array(id),
  cells: z.array(boardCell),
  /** Of `memberIds` those who have not joined yet. As members they have the same id, unless they were one before. */
  invited: z.array(z.strictObject({ id, role, note: z.string(), expiresAt: moment, expired: z.boolean() })),
});
export type Board = z.infer<typeof board>;
