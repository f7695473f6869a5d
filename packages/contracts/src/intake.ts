import { leftOutReasons, sourceReasons, sourceRoles } from '@koersvast/core/dossier';
import { metadataKeys } from '@koersvast/core/file';
import { limits } from '@koersvast/core/limit';
import { z } from 'zod';
import { id, languageTag, moment, offset, opId, projectInput, record, upTo } from './common.ts';
import { block, blockKind, documentMetadata, encoding, fileFormat, notice } from './document.ts';
import { refusal } from './error.ts';
import { freeFields } from './free-fields.ts';

/**
 * Files that one person is adding to a project, from the first upload until they are documents. The bytes of a file are
 * sent by themselves: `PUT /api/projects/:projectId/intakes/:intakeId/files/:fileId?path=…`, answered with
 * `intakeFile`; the same address gives them back.
 */

/** `gathering`: files may come; `reading` and `adding`: a job is at it; `ready`: read; `added`: all that was chosen is in. */
export const intakeStates = ['gathering', 'reading', 'ready', 'adding', 'added'] as const;

/** Where a file stood in what was dropped, with `/` between folders. Never a place on this server. */
export const intakePath = z
  .string()
  .min(1)
  .max(...upTo('path'));

/** Rows of a list that name no file that is here, or by a name of several: all are counted, the first are told. */
const intakeUnmatched = z.strictObject({
  count: z.int().min(1),
  rows: z.array(
    z.strictObject({
      /** Where it stands in its file, from 1. */
      line: z.int().min(1),
      /** What it is about: its title, or else a name; of several files the name that fits them. */
      name: z.string(),
      why: z.enum(['none', 'several']),
    }),
  ),
});

/** The answer to a file that was sent, and a file in the list. */
export const intakeFile = z.strictObject({
  id,
  path: z.string(),
  /** The packed file in which it lay. */
  withinId: id.nullable(),
  size: z.int().min(0),
  sha256: z.string(),
  /** Why nothing can be made of it as a whole. */
  problem: refusal.nullable(),
  /** Why nobody would want to read it. */
  leftOut: z.enum(leftOutReasons).nullable(),
  /** Of a file that lists letters: how many. What it says of those that are here is among their proposals. */
  lists: z.int().min(1).nullable(),
  /** Of such a list: what of it came to nothing. */
  unmatched: intakeUnmatched.nullable().optional(),
});
export type IntakeFile = z.infer<typeof intakeFile>;

export const intakeSource = z.strictObject({
  fileId: id,
  /** In a packed file: where it stands in there, within the path of the file. */
  path: z.string(),
  /** Null for what is no text: a picture, a sheet. */
  format: z.string().nullable(),
  /** What it is to the item: its text is read; it is kept beside it; it says what the text is. */
  role: z.enum(sourceRoles),
  /** Why it belongs to the item. */
  why: z.enum(sourceReasons),
  size: z.int().min(0),
});
export type IntakeSource = z.infer<typeof intakeSource>;

/** A block of a reading is named by its number, from 1, as it stands after the mends before this one. */
const mended = z.int().min(1).max(limits.blocks);
/** What a person says of a reading that a machine could not know. Applied one after the other. */
export const mend = z.discriminatedUnion('kind', [
  /** It is of another kind. */
  z.strictObject({
    kind: z.literal('kind'),
    block: mended,
    to: blockKind,
    level: z.int().min(1).max(9).nullable(),
  }),
  /** It is two: the second begins at `at`, an offset within the block. */
  z.strictObject({ kind: z.literal('split'), block: mended, at: z.int().min(1).max(limits.text) }),
  /** It and the next are one. */
  z.strictObject({ kind: z.literal('join'), block: mended }),
  /** It belongs in the place of block `to`. */
  z.strictObject({ kind: z.literal('move'), block: mended, to: mended }),
  /** It is none of the text. */
  z.strictObject({ kind: z.literal('drop'), block: mended }),
  /** Something that was left out belongs to the text: number `dropped` of those, before block `to`, or at the end. */
  z.strictObject({ kind: z.literal('keep'), dropped: mended, to: mended.nullable() }),
]);
export type Mend = z.infer<typeof mend>;

/** How a person says that XML of no known format is to be read: by the names of its elements, without prefix. */
const element = z.string().min(1).max(200);
const elements = z.array(element).max(200);
export const xmlMapping = z.strictObject({
  blocks: record(element, blockKind, 'mapped'),
  notes: elements,
  ignored: elements,
  /** Where a detail stands: `kop/datum`, `brief@nummer`. */
  metadata: z.partialRecord(z.enum(metadataKeys), z.string().min(1).max(400)),
});
export type XmlMappingWire = z.infer<typeof xmlMapping>;

/** What a person chose for an item. */
const choice = {
  /** Whether it goes in. */
  include: z.boolean(),
  /** How its bytes are read, where that was guessed wrong. */
  encoding: encoding.nullable(),
  /** The path of another of its sources, to read that instead. */
  source: intakePath.nullable(),
  mapping: xmlMapping.nullable(),
  mends: z.array(mend).max(...upTo('mends')),
};
export const intakeChoice = z.strictObject(choice);
export type IntakeChoice = z.infer<typeof intakeChoice>;

/** A detail that was found for an item, and where. */
export const intakeProposal = z.strictObject({
  value: z.string(),
  from: z.enum(['file', 'letter', 'index']),
  /** Where it was read, where that is in the text. */
  passage: z.strictObject({ start: offset, end: offset, quote: z.string() }).nullable(),
});
export type IntakeProposal = z.infer<typeof intakeProposal>;

export const intakeReading = z.strictObject({
  format: fileFormat,
  /** The reader and its version. */
  reader: z.string(),
  /** A title that it states, or else its name. */
  title: z.string(),
  language: languageTag,
  encoding: z.string(),
  notices: z.array(notice),
  lengthCp: z.int().min(0),
  paragraphs: z.int().min(0),
  sentences: z.int().min(0),
  /** Null where the format has none. */
  pages: z.int().min(1).nullable(),
  /** Parts that were left out and may be kept. */
  dropped: z.int().min(0),
  /** The beginning of the text, on one line. */
  opening: z.string(),
  textSha256: z.string(),
});
export type IntakeReading = z.infer<typeof intakeReading>;

export const intakeTwin = z.strictObject({
  /** The same text, or nearly. */
  kind: z.enum(['same', 'near']),
  /** A document of the project, or an item of this intake. */
  of: z.enum(['document', 'item']),
  id,
  title: z.string(),
  /** The name of the file that its text was read from: many letters have one title. */
  file: z.string().nullable().optional(),
  /** How much of the text both have, from 0 to 1. */
  likeness: z.number().min(0).max(1),
});

/** As it stands with an item: not read yet, read, not readable, in the project. */
export const itemStates = ['waiting', 'read', 'failed', 'added'] as const;

/** Why a mend of another reading could not be laid over this one. */
const notCarried = z.enum(['nothing_like_it', 'several_like_it', 'not_possible']);

/** Of a letter that is read again: what was mended in its earlier reading, and what of that is mended here as well. */
export const intakeCarried = z.strictObject({
  mends: z.int().min(0),
  /** What could not be, in their order. */
  left: z.array(
    z.strictObject({
      kind: z.enum(['kind', 'split', 'join', 'move', 'drop', 'keep']),
      /** The words that it was about, cut short. */
      words: z.string(),
      why: notCarried,
    }),
  ),
});
export type IntakeCarried = z.infer<typeof intakeCarried>;

export const intakeItem = z.strictObject({
  /** The id that its document has, or will have. */
  id,
  state: z.enum(itemStates),
  /** Of one that was added: whether its document was removed since, by undoing the import or by itself. */
  removed: z.boolean(),
  sources: z.array(intakeSource),
  /** Null until it is read, and where that cannot be. */
  reading: intakeReading.nullable(),
  /** Why it cannot be read, or could not be added. */
  problem: refusal.nullable(),
  /** By key of `metadataKeys`, or the name of a field of one's own that an index gave. */
  proposals: z.record(z.string(), intakeProposal),
  /** What would be stored; null until it is read. */
  metadata: documentMetadata.nullable(),
  /** The details of `metadata` that a person wrote: nothing that is read later overwrites them. */
  written: z.array(z.string()),
  twins: z.array(intakeTwin),
  /** A name that files of the same layout share; null where that is not known. */
  layout: z.string().nullable(),
  choice: intakeChoice,
  /** Of a letter that is read again; not there where nothing was mended in it before. */
  carried: intakeCarried.optional(),
});
export type IntakeItem = z.infer<typeof intakeItem>;

export const intakeSummary = z.strictObject({
  id,
  state: z.enum(intakeStates),
  /** The job that is at it, or was last. */
  jobId: id.nullable(),
  files: z.int().min(0),
  bytes: z.int().min(0),
  items: z.int().min(0),
  added: z.int().min(0),
  /** Of those that were added, the ones that were removed since: by undoing it, or one by one. */
  removed: z.int().min(0),
  createdAt: moment,
  touchedAt: moment,
  /** The operation by which its documents came in; what undoes it takes them all back. */
  operationId: id.nullable(),
});
export type IntakeSummary = z.infer<typeof intakeSummary>;

/** Bytes of one file, and of all that members of one project have sent and not yet added: set by who runs the server. */
export const intakeLimits = z.strictObject({
  file: z.int(),
  project: z.int(),
  /** Of the project, what is taken. */
  taken: z.int(),
  files: z.int(),
});

/** Of one's own in a project, the last touched first. */
export const intakeListInput = projectInput;
export const intakeListOutput = z.strictObject({
  intakes: z.array(intakeSummary),
  /** Those by which a letter is read again, which add none. */
  again: z.array(z.strictObject({ id, documentId: id, jobId: id.nullable() })),
  limits: intakeLimits,
});

export const intakeInput = z.strictObject({ projectId: id, intakeId: id });

/** Opens one under the id that its maker chose; again changes nothing. */
export const openIntakeInput = intakeInput;

/** Its items come in pages, by their number from 1: `from` is the first that is wanted. */
export const getIntakeInput = z.strictObject({
  projectId: id,
  intakeId: id,
  from: z.int().min(1).max(2_147_483_647).optional(),
});

export const intake = z.strictObject({
  intake: intakeSummary,
  files: z.array(intakeFile),
  items: z.array(intakeItem),
  /** Where the next page begins; null after the last. */
  next: z.int().min(1).nullable(),
  limits: intakeLimits,
});
export type Intake = z.infer<typeof intake>;

/** Reads what has come and is not read yet, or what was chosen otherwise since; answers with the job that does it. */
export const readIntakeInput = intakeInput;
export const intakeJob = z.strictObject({ jobId: id });

export const intakeTextInput = z.strictObject({ projectId: id, intakeId: id, itemId: id });
/** Left, top, right and bottom on a page, in points (1/72 inch) from its top left corner. */
const pageBox = z.tuple([z.number(), z.number(), z.number(), z.number()]);
/** Where words of a text stand on a page. */
const pageLine = z.strictObject({ start: offset, end: offset, page: z.int().min(1), box: pageBox });
/** The whole reading of an item, as it would be stored: with its mends. Offsets are in UTF-16 code units. */
export const intakeText = z.strictObject({
  text: z.string(),
  blocks: z.array(
    block.pick({ index: true, kind: true, level: true, paragraph: true, start: true, end: true }).extend({
      data: z.record(z.string(), z.string()).nullable(),
    }),
  ),
  notes: z.array(z.strictObject({ mark: z.string(), start: offset, end: offset, at: offset.nullable() })),
  /** What was left out, in its order: `mend` names these by their number, from 1. */
  dropped: z.array(
    z.strictObject({
      text: z.string(),
      why: z.string(),
      /** The offset of the text before which it stood; null where that is not known. */
      at: offset.nullable(),
      page: z.int().min(1).nullable(),
      /** Where it stands on that page; null where that is not known. */
      box: pageBox.nullable().optional(),
    }),
  ),
  lines: z.array(pageLine),
});
export type IntakeText = z.infer<typeof intakeText>;

/** A person's own words for details: the rest stays as it was proposed. Null takes one's own words back. */
const written = z.strictObject({
  title: documentMetadata.shape.title.nullable(),
  date: documentMetadata.shape.date,
  author: documentMetadata.shape.author,
  addressee: documentMetadata.shape.addressee,
  dossier: documentMetadata.shape.dossier,
  documentNumber: documentMetadata.shape.documentNumber,
  sourceUrl: documentMetadata.shape.sourceUrl,
  language: languageTag.nullable(),
  licence: documentMetadata.shape.licence,
  fields: freeFields.nullable(),
});
/**
 * Chooses for one or many items. What of `choice` and `metadata` is not given stays. `unwritten` names details whose own
 * words are taken back for what was proposed. Answers with the items as they stand; what was chosen otherwise about the
 * reading (encoding, source, mapping) is read again by `intake.read`, mends are laid over at once.
 */
export const chooseIntakeInput = z.strictObject({
  projectId: id,
  intakeId: id,
  itemIds: z
    .array(id)
    .min(1)
    .max(...upTo('choosing')),
  choice: intakeChoice.partial().optional(),
  /**
   * The item for which the mends in `choice` were made: for others of its layout they are carried over, block by block,
   * and what fits none of theirs is left.
   */
  like: id.optional(),
  /** The mends that the items had when those in `choice` were made: where one has others by now nothing is chosen. */
  seen: z.strictObject({ mends: intakeChoice.shape.mends }).optional(),
  metadata: written.partial().optional(),
  unwritten: z.array(z.string().max(60)).max(20).optional(),
});
export const chosenItems = z.strictObject({
  items: z.array(intakeItem),
  /** Mends that could not be carried over, of all items together. */
  notCarried: z.int().min(0),
});
export type ChosenItems = z.infer<typeof chosenItems>;

/** Adds all items that are read and included, as one operation; answers with the job that does it. */
export const addIntakeInput = z.strictObject({ opId, projectId: id, intakeId: id });

/** Forgets it with all its files. Documents that came in by it stay. */
export const leaveIntakeInput = intakeInput;

/** What came of `intake.add`, as the result of its job: kept after the intake is gone. */
export const intakeReport = z.strictObject({
  operationId: id.nullable(),
  added: z.int(),
  /** Items that were not added, and why; beyond the first 200 only counted. */
  problems: z.array(z.strictObject({ path: z.string(), problem: refusal })),
  failed: z.int(),
  left: z.int(),
});
export type IntakeReport = z.infer<typeof intakeReport>;
