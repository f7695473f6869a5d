import { cellOutcomes, matchedBy } from '@koersvast/core/document-field';
import { type DocumentDetail, fileFormats, quotedOfNotice, textEncodings } from '@koersvast/core/file';
import { languages } from '@koersvast/core/language';
import { limits } from '@koersvast/core/limit';
import { z } from 'zod';
import { assignmentRow } from './assignment.ts';
import {
  documentInput,
  id,
  languageTag,
  line,
  moment,
  offset,
  opId,
  optionalLine,
  partialDate,
  record,
  seenText,
  storedDate,
  upTo,
  version,
} from './common.ts';
import { freeFields, someFreeFields } from './free-fields.ts';

export const blockKind = z.enum(['heading', 'paragraph', 'list_item', 'quote', 'footnote', 'table_cell']);

export const block = z.strictObject({
  index: z.int().min(1),
  kind: blockKind,
  level: z.int().nullable(),
  paragraph: z.int().nullable(),
  start: offset,
  end: offset,
  /** Of a note: the mark by which the text points at it. */
  mark: z.string().nullable(),
  /** Of a note: the place in the running text that it belongs to, which may be the end of the text. */
  at: offset.nullable(),
  /** What the file says of it beside its words: who speaks, its name in the file. */
  data: z.record(z.string(), z.string()),
});
export const sentence = z.strictObject({
  index: z.int().min(1),
  block: z.int().min(1),
  start: offset,
  end: offset,
});

const metadata = {
  title: line(300),
  date: partialDate.nullable(),
  author: optionalLine(200),
  addressee: optionalLine(200),
  dossier: optionalLine(100),
  documentNumber: optionalLine(100),
  sourceUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .refine((value) => value.isWellFormed(), { error: 'forbidden_character' })
    .nullable(),
  language: languageTag,
  licence: optionalLine(200),
  /** Free fields of the project, name to value. */
  fields: freeFields,
} satisfies Readonly<Record<DocumentDetail | 'fields', z.ZodType>>;
export const documentMetadata = z.strictObject(metadata);
export type DocumentMetadata = z.infer<typeof documentMetadata>;
/** What is known of a document of which only title and language are. */
export const unknownMetadata = {
  date: null,
  author: null,
  addressee: null,
  dossier: null,
  documentNumber: null,
  sourceUrl: null,
  licence: null,
  fields: {},
} satisfies Partial<DocumentMetadata>;

/** What was changed while the bytes became text, and what the reader should know. */
export const notice = z.strictObject({
  code: z.string().max(60),
  count: z.int().min(0),
  /** Some of what is counted, quoted. */
  examples: z.array(z.string().max(quotedOfNotice.length)).max(quotedOfNotice.most).optional(),
});

/** A detail that a file or its letter says of itself, or that a list beside it says, and the passage it was read from. */
export const statedDetail = z.strictObject({
  value: z.string(),
  /** Of the passage in the text; null where it stands beside the text. */
  start: offset.nullable(),
  end: offset.nullable(),
  from: z.enum(['file', 'letter', 'index']),
});

/** The row of a document as its changes carry it: everything but text and bytes. */
export const documentRow = documentMetadata.extend({
  id,
  date: storedDate.nullable(),
  /** What is stored is told, also where there are more than may be given today. */
  fields: z.record(z.string(), z.string()),
  textSha256: z.string(),
  lengthUtf16: z.int(),
  lengthCp: z.int(),
  originalName: z.string().nullable(),
  encoding: z.string(),
  notices: z.array(notice),
  reader: z.string(),
  segmenter: z.string(),
  /** Pages of the original, where it has any. */
  pages: z.int().nullable(),
  /** What was read of it when it was added, by its key; it stays as it is whatever a person writes. */
  stated: z.record(z.string(), statedDetail).nullable(),
  /** Of a later reading of a letter, its rendition: the first one, by which all of them are known; else null. */
  renditionOfId: id.nullable(),
  /** The number of the reading, from 1. */
  rendition: z.int().min(1),
  /** The reading that took its place; null for the one that is worked on. */
  replacedById: id.nullable(),
  version,
  createdById: id,
  createdAt: moment,
  removedAt: moment.nullable(),
});
export type DocumentRow = z.infer<typeof documentRow>;

/** What a list says of a document. The passages of what was read of it are asked of each by itself (`document.get`). */
export const listedDocument = documentRow.omit({ stated: true });
export type ListedDocument = z.infer<typeof listedDocument>;

export const documentListItem = z.strictObject({
  document: listedDocument,
  /** Annotations that the asking member may see. */
  annotations: z.int(),
  /** The asking member's own assignments. */
  assignments: z.array(assignmentRow),
  paragraphs: z.int(),
});
export type DocumentListItem = z.infer<typeof documentListItem>;
export const documentListInput = z.strictObject({ projectId: id, removed: z.boolean() });

/** The frozen part of a document: safe to keep for ever under its id. */
export const documentText = z.strictObject({
  documentId: id,
  text: z.string(),
  textSha256: z.string(),
  blocks: z.array(block),
  sentences: z.array(sentence),
});
export type DocumentText = z.infer<typeof documentText>;

/** Words of one line, and where that stands on a page of the original. */
export const placeOnPage = z.strictObject({
  start: offset,
  end: offset,
  /** From 1. */
  page: z.int().min(1),
  /** Left, top, right and bottom in points (1/72 inch), from the top left corner of the page as it is shown. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});
const pageNumber = z
  .int()
  .min(1)
  .max(...upTo('pages'));
/** Without a page, all of them. */
export const documentPagesInput = documentInput.extend({
  first: pageNumber.optional(),
  last: pageNumber.optional(),
});
export const documentPages = z.strictObject({
  documentId: id,
  pages: z.int().nullable(),
  /** In the order of the pages, and on each in that of the text. */
  lines: z.array(placeOnPage),
});
export type DocumentPages = z.infer<typeof documentPages>;

/** A file that is kept beside a document. */
export const attachment = z.strictObject({
  id,
  name: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  size: z.int(),
});
export type Attachment = z.infer<typeof attachment>;

/** Bytes of one file as base64, or pasted text. */
export const documentSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pasted'),
    text: z
      .string()
      .min(1)
      .max(...upTo('text')),
  }),
  z.strictObject({
    kind: z.literal('file'),
    name: z.string().min(1).max(255),
    base64: z.base64().max(Math.ceil(limits.file / 3) * 4, { error: 'file' }),
  }),
]);
export type DocumentSource = z.infer<typeof documentSource>;

/** `encoding` overrides what was detected. */
export const encoding = z.enum(textEncodings);
export const fileFormat = z.enum(fileFormats);
export const previewDocumentInput = z.strictObject({
  projectId: id,
  source: documentSource,
  encoding: encoding.nullable(),
});
export const documentPreview = z.strictObject({
  /** What its bytes were read as. */
  format: fileFormat,
  title: z.string(),
  language: languageTag,
  encoding: z.string(),
  notices: z.array(notice),
  lengthCp: z.int(),
  paragraphs: z.int(),
  sentences: z.int(),
  /** The first blocks, as they will be set. */
  opening: z.array(z.strictObject({ kind: blockKind, paragraph: z.int().nullable(), text: z.string() })),
  /** Of the text as it would be stored: two files with the same are the same text. */
  textSha256: z.string(),
  /** A document of this project with the same text, if any. */
  sameAs: z.strictObject({ id, title: z.string() }).nullable(),
});
export type DocumentPreview = z.infer<typeof documentPreview>;
export const addDocumentInput = z.strictObject({
  opId,
  projectId: id,
  id,
  source: documentSource,
  encoding: encoding.nullable(),
  metadata: documentMetadata,
});
/** The details of a document as somebody saw them. */
const seenMetadata = z
  .strictObject({
    title: seenText,
    date: seenText.nullable(),
    author: seenText.nullable(),
    addressee: seenText.nullable(),
    dossier: seenText.nullable(),
    documentNumber: seenText.nullable(),
    sourceUrl: seenText.nullable(),
    language: seenText,
    licence: seenText.nullable(),
    fields: record(z.string().max(60), z.string().max(2000), 'fields'),
  })
  .partial();
/** With `base`, the changed details as they were seen, each is compared by itself, as for a tag. */
export const editDocumentInput = z.strictObject({
  opId,
  projectId: id,
  documentId: id,
  version,
  change: z
    .strictObject({ ...metadata, removed: z.boolean() })
    .partial()
    .refine((change) => Object.keys(change).length > 0),
  base: seenMetadata.optional(),
});
/**
 * Details of several documents, in one operation and one step of undo: all of it or, where one is refused, nothing.
 * With `base`, the changed details as they were seen, each is compared by itself, as in `editDocumentInput`; without, a
 * document must be at its version. Of `fields` those that are not named stay as they are; null takes one away.
 */
export const editManyDocumentsInput = z.strictObject({
  opId,
  projectId: id,
  edits: z
    .array(
      z.strictObject({
        documentId: id,
        version,
        change: z
          .strictObject({ ...metadata, fields: someFreeFields })
          .partial()
          .refine((change) => Object.keys(change).length > 0),
        base: seenMetadata
          .extend({
            fields: record(z.string().max(60), z.string().max(2000).nullable(), 'fields').optional(),
          })
          .optional(),
      }),
    )
    .min(1)
    .max(...upTo('documents'))
    .refine((edits) => new Set(edits.map(({ documentId }) => documentId)).size === edits.length),
});
export type DocumentEdit = z.infer<typeof editManyDocumentsInput>['edits'][number];
/** Removes several documents, or brings them back, each from the state that was seen. */
export const removeManyDocumentsInput = z.strictObject({
  opId,
  projectId: id,
  removed: z.boolean(),
  documents: z
    .array(z.strictObject({ documentId: id, version }))
    .min(1)
    .max(...upTo('documents'))
    .refine((all) => new Set(all.map(({ documentId }) => documentId)).size === all.length),
});
/** A spreadsheet that is laid over the documents of a project; nothing is stored. `language` is how its numbers are written. */
export const matchSheetInput = z.strictObject({
  projectId: id,
  name: z.string().min(1).max(255),
  base64: z.base64().max(Math.ceil(limits.file / 3) * 4, { error: 'file' }),
  language: z.enum(languages),
});
export const sheetMatch = z.strictObject({
  /** By its place: a detail of documents, `field.` with the name of a field, by what they are found, or null for neither. */
  columns: z.array(z.strictObject({ header: z.string(), column: z.string().nullable(), finds: z.boolean() })),
  rows: z.array(
    z.strictObject({
      line: z.int(),
      documentId: id,
      by: z.enum(matchedBy),
      /** Cells that say what is there already are only counted. */
      kept: z.int(),
      cells: z.array(
        z.strictObject({
          column: z.int(),
          written: z.string(),
          stored: z.string().nullable(),
          value: z.string().nullable(),
          outcome: z.enum(cellOutcomes),
        }),
      ),
    }),
  ),
  /** Lines about no document here, and about one of several. */
  unmatched: z.array(z.int()),
  ambiguous: z.array(z.strictObject({ line: z.int(), documentIds: z.array(id) })),
  /** Lines about a document that an earlier line is about. */
  twice: z.array(z.strictObject({ line: z.int(), documentId: id, first: z.int() })),
});
export type SheetMatch = z.infer<typeof sheetMatch>;
/** The asking member's own assignment; made when there is none yet. */
export const setAssignmentStateInput = z.strictObject({
  opId,
  projectId: id,
  documentId: id,
  roundId: id,
  state: z.enum(['todo', 'in_progress', 'done']),
});
