import { historyNouns } from '@koersvast/core/noun';
import { z } from 'zod';
import { id, moment, text } from './common.ts';
import { change } from './operation.ts';

/** What was done in a project, newest first, as far as the asking member may see. */
export const listHistoryInput = z.strictObject({
  projectId: id,
  documentId: id.nullable(),
  /** Done by this member. */
  memberId: id.nullable(),
  noun: z.enum(historyNouns).nullable(),
  /** From the page before; nothing for the first. */
  cursor: text(200).nullish(),
  /** Clients that read page by page say so; there is one way to go. */
  direction: z.literal('forward').optional(),
});
export const historyEntry = z.strictObject({
  change,
  /** The operation that was given: `<noun>.<verb>`. */
  kind: z.string(),
  /** The title of the document that it speaks of. */
  documentTitle: z.string().nullable(),
  /** The number in the margin of what a reading is about; null for all else, and where the block has none. */
  paragraph: z.int().nullable(),
  /** For what was done alike to many annotations at once, of which `change` shows one: to how many, of how many documents. */
  set: z.strictObject({ annotations: z.int(), documents: z.int() }).optional(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;
export const historyPage = z.strictObject({
  entries: z.array(historyEntry),
  /** To ask for what came before; null at the beginning. */
  next: z.string().nullable(),
});
export type HistoryPage = z.infer<typeof historyPage>;

/** A document as it was: the answer is that of `annotation.list`, without a cursor. */
export const documentAtInput = z.strictObject({ projectId: id, documentId: id, at: moment });
