import { z } from 'zod';
import { id, moment, version } from './common.ts';

/** A coder's word that they read a block and that no tag applies there. */
export const reading = z.strictObject({
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
export type Reading = z.infer<typeof reading>;
