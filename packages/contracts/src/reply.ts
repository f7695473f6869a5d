import { z } from 'zod';
import { id, moment, opId, place, text, version } from './common.ts';

/** What somebody says in the thread of an annotation. */
export const replyRow = z.strictObject({
  id,
  layerId: id,
  documentId: id,
  annotationId: id,
  text: z.string(),
  /** The members who are spoken to. */
  mentions: z.array(id),
  version,
  createdById: id,
  createdAt: moment,
  updatedAt: moment,
  deletedAt: moment.nullable(),
});
export type Reply = z.infer<typeof replyRow>;

const words = text(10_000).refine((value) => value.trim() !== '');
const mentions = z.array(id).max(50);
export const createReplyInput = z.strictObject({
  opId,
  ...place,
  id,
  layerId: id,
  annotationId: id,
  text: words,
  mentions,
});
/** One's own only. */
export const editReplyInput = z.strictObject({
  opId,
  ...place,
  replyId: id,
  version,
  text: words,
  mentions,
});
export const removeReplyInput = z.strictObject({ opId, ...place, replyId: id, version });
