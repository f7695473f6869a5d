import { z } from 'zod';
import { decision } from './adjudication.ts';
import {
  cursor,
  documentInput,
  id,
  moment,
  offset,
  opId,
  passage,
  seenText,
  text,
  version,
} from './common.ts';
import { assignment } from './document.ts';
import { reading } from './reading.ts';
import { reply } from './reply.ts';
import { review } from './review.ts';

export const layer = z.strictObject({
  id,
  documentId: id,
  roundId: id,
  memberId: id.nullable(),
  kind: z.enum(['current', 'first_pass', 'final']),
  /** Whether all that is in it was coded where nobody else's work could be seen. */
  independent: z.boolean(),
  /** When a final layer was declared finished. */
  finishedAt: moment.nullable(),
  /** Of a first pass: the layer of which it shows what stood there when it was made; null where it has rows of its own. */
  sourceLayerId: id.nullable(),
  version,
  createdAt: moment,
});
export type Layer = z.infer<typeof layer>;

const certainty = z.int().min(1).max(3).nullable();
const memo = text(10_000).nullable();
/** The span with its words, so that an offset that lies is refused. */
const span = { start: offset, end: offset, quote: passage };

export const annotation = z.strictObject({
  id,
  layerId: id,
  documentId: id,
  tagId: id,
  start: offset,
  end: offset,
  startCp: z.int(),
  endCp: z.int(),
  quote: z.string(),
  memo: z.string().nullable(),
  certainty,
  version,
  codebookVersion: z.int(),
  createdById: id,
  madeAt: moment,
  createdAt: moment,
  updatedAt: moment,
  deletedAt: moment.nullable(),
});
export type Annotation = z.infer<typeof annotation>;

/** What stands in a document, as far as the asking member may see, as of `cursor`. */
export const annotationsOfDocument = z.strictObject({
  layers: z.array(layer),
  annotations: z.array(annotation),
  assignments: z.array(assignment),
  readings: z.array(reading),
  /** All verdicts, superseded ones too. */
  reviews: z.array(review),
  replies: z.array(reply),
  /** All decisions, withdrawn ones too. */
  decisions: z.array(decision),
  cursor,
});
export type AnnotationsOfDocument = z.infer<typeof annotationsOfDocument>;

/**
 * `packed` is what a browser asks for: the same, in few bytes. Annotations come field by field; of first passes that
 * show another layer comes only in what they differ from it, and no readings.
 */
export const listAnnotationsInput = z.strictObject({
  ...documentInput.shape,
  packed: z.boolean().optional(),
});

/** Every annotation command works in the asking member's own current layer of this document and round. */
const place = { projectId: id, documentId: id, roundId: id };

export const createAnnotationInput = z.strictObject({
  opId,
  ...place,
  annotation: z.strictObject({ id, tagId: id, ...span, memo, certainty, madeAt: moment }),
});
export type CreateAnnotationInput = z.infer<typeof createAnnotationInput>;

/** One change at a time, so that undo takes one step back. */
export const annotationChange = z.union([
  z.strictObject({ tagId: id }),
  z.strictObject(span),
  z.strictObject({ memo }),
  z.strictObject({ certainty }),
  /** That it still holds under the present codebook. */
  z.strictObject({ confirmed: z.literal(true) }),
]);
export const editAnnotationInput = z.strictObject({
  opId,
  ...place,
  annotationId: id,
  version,
  change: annotationChange,
  /** The memo on which this one builds: then it alone is compared, and not the version. */
  base: z.strictObject({ memo: seenText.nullable() }).optional(),
});
export type EditAnnotationInput = z.infer<typeof editAnnotationInput>;

export const removeAnnotationInput = z.strictObject({ opId, ...place, annotationId: id, version });
export type RemoveAnnotationInput = z.infer<typeof removeAnnotationInput>;
