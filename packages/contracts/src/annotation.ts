import { type AnnotationRow, type NoteName, noteNames } from '@koersvast/core/annotation';
import type { ListName } from '@koersvast/core/noun';
import { z } from 'zod';
import { decisionRow } from './adjudication.ts';
import { assignmentRow } from './assignment.ts';
import {
  cursor,
  documentInput,
  id,
  moment,
  offset,
  opId,
  passage,
  place,
  seenText,
  text,
  version,
} from './common.ts';
import { readingRow } from './reading.ts';
import { replyRow } from './reply.ts';
import { reviewRow } from './review.ts';

export const layerRow = z.strictObject({
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
export type Layer = z.infer<typeof layerRow>;

/** What may be said of an annotation beside its tag, as it is stored: what was let in before may be longer. */
const notes = {
  memo: z.string().nullable(),
  certainty: z.int().min(1).max(3).nullable(),
} satisfies Record<NoteName, z.ZodType>;
/** The same as it is given. */
const givenNotes = { ...notes, memo: text(10_000).nullable() };
/** What was added since may be left out: whoever sends annotations from before it does not know it. */
const { memo, certainty, ...laterNotes } = givenNotes;
/** The span with its words, so that an offset that lies is refused. */
const span = { start: offset, end: offset, quote: passage };

export const annotationRow = z.strictObject({
  id,
  layerId: id,
  documentId: id,
  tagId: id,
  start: offset,
  end: offset,
  startCp: z.int(),
  endCp: z.int(),
  quote: z.string(),
  ...notes,
  version,
  codebookVersion: z.int(),
  createdById: id,
  madeAt: moment,
  createdAt: moment,
  updatedAt: moment,
  deletedAt: moment.nullable(),
}) satisfies z.ZodType<AnnotationRow>;
export type Annotation = z.infer<typeof annotationRow>;

/** What stands in a document, as far as the asking member may see, as of `cursor`. */
export const annotationsOfDocument = z.strictObject({
  layers: z.array(layerRow),
  annotations: z.array(annotationRow),
  assignments: z.array(assignmentRow),
  readings: z.array(readingRow),
  /** All verdicts, superseded ones too. */
  reviews: z.array(reviewRow),
  replies: z.array(replyRow),
  /** All decisions, withdrawn ones too. */
  decisions: z.array(decisionRow),
  cursor,
} satisfies Record<ListName | 'cursor', z.ZodType>);
export type AnnotationsOfDocument = z.infer<typeof annotationsOfDocument>;

/**
 * `packed` is what a browser asks for: the same, in few bytes. Annotations come field by field; of first passes that
 * show another layer comes only in what they differ from it, and no readings.
 */
export const listAnnotationsInput = z.strictObject({
  ...documentInput.shape,
  packed: z.boolean().optional(),
});

export const createAnnotationInput = z.strictObject({
  opId,
  ...place,
  annotation: z.strictObject({
    ...{ id, tagId: id, ...span, memo, certainty, madeAt: moment },
    ...z.object(laterNotes).partial().shape,
  }),
});
export type CreateAnnotationInput = z.infer<typeof createAnnotationInput>;

type NoteChange = {
  [Name in NoteName]: z.ZodObject<Pick<typeof givenNotes, Name>, z.core.$strict>;
}[NoteName];
const noteChanges = noteNames.map((name) =>
  z.strictObject({ [name]: givenNotes[name] }),
) as unknown as readonly [NoteChange];

/** One change at a time, so that undo takes one step back. */
export const annotationChange = z.union([
  z.strictObject({ tagId: id }),
  z.strictObject(span),
  ...noteChanges,
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

/** Brings a deleted annotation of one's own back. */
export const restoreAnnotationInput = z.strictObject({
  opId,
  ...place,
  annotationId: id,
  version,
});
export type RestoreAnnotationInput = z.infer<typeof restoreAnnotationInput>;
