import { z } from 'zod';
import { annotationRow } from './annotation.ts';
import { documentInput, id, moment, offset, opId, passage, version } from './common.ts';
import { intakeReading } from './intake.ts';

/**
 * A letter that is read again, from its own file or from another one (a corrected version): the new reading, its
 * rendition, is a document of its own beside the old one, which stays as it is. What is coded now moves over by its
 * words; first passes and finished final versions stay where they are. In this order:
 *
 * 1. `rendition.begin` opens an intake for the letter, with its file in it if that is to be read again (the job that it
 *    answers with reads it), or empty for another file (`PUT …/intakes/:i/files/:f`, then `intake.read`).
 * 2. `intake.get`, `intake.text` and `intake.choose` show what was read, and take mends, as for a new letter.
 * 3. `rendition.preview` says what would become of what was coded.
 * 4. `rendition.confirm` does just that: `key` says what was seen.
 */
export const beginRenditionInput = documentInput.extend({
  intakeId: id,
  /** Whether the file is put in that the letter was read from, and is read at once; otherwise another one is to be sent. */
  from: z.enum(['original', 'file']),
});
/** The job that reads it; null where a file is to be sent first. */
export const begunRendition = z.strictObject({ intakeId: id, jobId: id.nullable() });

/** Only the first of many are told; all are counted. */
export const toldOfRendition = 500;

/** A passage as it stands in one of two readings, in UTF-16 code units. */
const placed = z.strictObject({ start: offset, end: offset, quote: z.string() });
/** Something of one coder in one round. */
const coded = {
  annotationId: id,
  layerId: id,
  roundId: id,
  memberId: id,
  tagId: id,
};
const counts = {
  moved: z.int().min(0),
  changed: z.int().min(0),
  lost: z.int().min(0),
};

export const previewRenditionInput = documentInput.extend({ intakeId: id });
export const renditionPreview = z.strictObject({
  /** Names all that was seen: what is confirmed is refused where it would be something else by then. */
  key: z
    .string()
    .length(64)
    .regex(/^[0-9a-f]+$/),
  /** The text is read just as it stands: there is nothing to do, and `confirm` refuses. */
  same: z.boolean(),
  /** How it was read; `textSha256` is that of the text with its mends. */
  reading: intakeReading,
  /** The name of the file that it was read from; null for pasted text. */
  file: z.string().nullable(),
  /** Annotations that stand there word for word, in other words, or nowhere that could be told. */
  ...counts,
  /** Blocks in which a coder said that no tag applies: those whose words stand there as a block, and those that stay. */
  readings: z.strictObject({ moved: z.int().min(0), lost: z.int().min(0) }),
  /** By coder and round. */
  layers: z.array(z.strictObject({ layerId: id, roundId: id, memberId: id, ...counts })),
  /** What stays on the reading as it is. */
  staying: z.strictObject({ firstPasses: z.int().min(0), finals: z.int().min(0) }),
  /** In the order of the old text, those in other words; the first `toldOfRendition`. */
  changedPassages: z.array(z.strictObject({ ...coded, before: placed, after: placed })),
  /** Those that found no place; the first `toldOfRendition`. */
  lostPassages: z.array(z.strictObject({ ...coded, before: placed })),
});
export type RenditionPreview = z.infer<typeof renditionPreview>;

/** `id` is that of the document that the new reading becomes. */
export const confirmRenditionInput = z.strictObject({
  opId,
  projectId: id,
  documentId: id,
  id,
  intakeId: id,
  key: renditionPreview.shape.key,
});

/** Of a letter, by any of its readings. */
export const listRenditionsInput = documentInput;
export const rendition = z.strictObject({
  documentId: id,
  /** From 1. */
  number: z.int().min(1),
  /** Whether it is the one that is worked on. */
  current: z.boolean(),
  title: z.string(),
  originalName: z.string().nullable(),
  /** The reader and its version. */
  reader: z.string(),
  textSha256: z.string(),
  lengthCp: z.int().min(0),
  createdAt: moment,
  createdById: id,
  /** What stands there, as far as the asking member may see. */
  firstPasses: z.int().min(0),
  finals: z.int().min(0),
  /** Annotations that found no place in the next one and wait there. */
  lost: z.int().min(0),
});
export type Rendition = z.infer<typeof rendition>;
/** The first one first; a letter that was never read again has one. */
export const renditions = z.strictObject({ currentId: id, renditions: z.array(rendition) });
export type Renditions = z.infer<typeof renditions>;

/** What found no place when letters were read again and still waits: of one letter, by any of its readings, or of all. */
export const lostInput = z.strictObject({ projectId: id, documentId: id.nullable() });
export const lostAnnotation = z.strictObject({
  /** With its place, version and words in the reading that it was made on. */
  annotation: annotationRow,
  roundId: id,
  memberId: id,
  /** The number of that reading. */
  rendition: z.int().min(1),
  /** The reading that is worked on. */
  currentId: id,
  title: z.string(),
  /** Whether the asking member may place it, or leave it. */
  mayPlace: z.boolean(),
});
export type LostAnnotation = z.infer<typeof lostAnnotation>;
/** Beyond the first `toldOfRendition` they are only counted. */
export const lostAnnotations = z.strictObject({
  total: z.int().min(0),
  annotations: z.array(lostAnnotation),
});

/** By the coder whose it is, or an owner. `documentId` is the reading where it waits. */
const lostOne = { opId, projectId: id, documentId: id, layerId: id, annotationId: id, version };
/** Gives it a place in the reading that is worked on. */
export const placeLostInput = z.strictObject({ ...lostOne, start: offset, end: offset, quote: passage });
/** Gives it up: it is deleted, as annotations are, and waits no longer. */
export const leaveLostInput = z.strictObject(lostOne);
