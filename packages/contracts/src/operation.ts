import { type Noun, nouns } from '@koersvast/core/noun';
import { z } from 'zod';
import { id, moment, opId } from './common.ts';
import { rowSchemas } from './rows.ts';

const about = {
  opId,
  /** Who did it. */
  memberId: id,
  /** What was done, in the words of the history. */
  action: z.enum(['create', 'edit', 'remove', 'restore', 'undo', 'redo']),
  at: moment,
};
type ChangeOf<N extends Noun> = z.ZodObject<
  typeof about & {
    noun: z.ZodLiteral<N>;
    before: z.ZodNullable<(typeof rowSchemas)[N]>;
    after: z.ZodNullable<(typeof rowSchemas)[N]>;
  },
  z.core.$strict
>;
type AnyChange = { [N in Noun]: ChangeOf<N> }[Noun];

const changes = nouns.map((noun) => {
  const row = rowSchemas[noun].nullable();
  return z.strictObject({ ...about, noun: z.literal(noun), before: row, after: row });
}) as unknown as readonly [AnyChange];

/** One thing before and after: what the feed, the acknowledgement and the history all carry. */
export const change = z.discriminatedUnion('noun', changes);
export type Change = z.infer<typeof change>;

/** Documents in which so much changed at once that it is not told one by one: what stands there is to be read again. */
export const reread = z.array(id).optional();

/** What a command did, in order. A repeat of the operation gives the same. */
export const acknowledgement = z.strictObject({ opId, changes: z.array(change), reread });
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Undoes one of one's own operations; naming an undo redoes what it undid. */
export const undoInput = z.strictObject({ opId, projectId: id, target: opId });

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
