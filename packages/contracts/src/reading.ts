import { z } from 'zod';
import { id, moment, opId, place, version } from './common.ts';

/** A coder's word that they read a block and that no tag applies there. */
export const readingRow = z.strictObject({
  id,
  layerId: id,
  documentId: id,
  /** Counts all blocks from 1. */
  block: z.int().min(1),
  version,
  createdById: id,
  madeAt: moment,
  createdAt: moment,
  deletedAt: moment.nullable(),
});
export type Reading = z.infer<typeof readingRow>;

export const createReadingInput = z.strictObject({
  opId,
  ...place,
  reading: z.strictObject({ id, block: z.int().min(1).max(2_147_483_647), madeAt: moment }),
});
export type CreateReadingInput = z.infer<typeof createReadingInput>;
export const removeReadingInput = z.strictObject({ opId, ...place, readingId: id, version });
export type RemoveReadingInput = z.infer<typeof removeReadingInput>;
