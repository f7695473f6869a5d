import { z } from 'zod';
import { id, moment, version } from './common.ts';

/** An annotation in a coder's layer, at the version that was looked at. */
export const source = z.strictObject({ layerId: id, annotationId: id, version });

/** Why a final layer has an annotation, or leaves some out. */
export const decision = z.strictObject({
  id,
  /** The final layer. */
  layerId: id,
  documentId: id,
  /** The annotation in the final layer; null where everything was left out. */
  annotationId: id.nullable(),
  action: z.enum(['take', 'merge', 'edit', 'add', 'drop']),
  sources: z.array(source),
  /** The rule that decided, where no person did. */
  rule: z.string().nullable(),
  kind: z.string().nullable(),
  reason: z.string(),
  version,
  createdById: id,
  createdAt: moment,
  withdrawnAt: moment.nullable(),
});
export type Decision = z.infer<typeof decision>;
