import { z } from 'zod';
import { id, moment, version } from './common.ts';

/** What somebody says in the thread of an annotation. */
export const reply = z.strictObject({
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
export type Reply = z.infer<typeof reply>;
