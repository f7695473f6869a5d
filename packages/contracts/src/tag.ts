import {
  appearancePlaces,
  codebookRoles,
  mostExamples,
  pathSeparators,
  tagKeyForm,
} from '@koersvast/core/codebook';
import { limits } from '@koersvast/core/limit';
import { z } from 'zod';
import { id, line, moment, offset, opId, seenText, text, upTo, version } from './common.ts';
import { encoding } from './document.ts';

/** A quotation that shows what a tag is, or is not, with its place where it has one. */
export const example = z.strictObject({
  quote: text(2000),
  note: text(2000),
  source: z.strictObject({ documentId: id, start: offset, end: offset }).nullable(),
});
export type Example = z.infer<typeof example>;

/** One letter, or two. */
export const tagKey = z.string().regex(tagKeyForm, 'tag_key');
const names = z.strictObject({ nl: line(80).optional(), en: line(80).optional() });
const appearance = z
  .int()
  .min(0)
  .max(appearancePlaces - 1);

export const tagRow = z.strictObject({
  id,
  parentId: id.nullable(),
  name: z.string(),
  /** The name in other languages, shown to readers of those. */
  names,
  key: tagKey.nullable(),
  /** Place in the fixed order of colour and line style; from 60 on they come again, with letters. */
  appearance,
  definition: z.string(),
  whenToUse: z.string(),
  whenNot: z.string(),
  examples: z.array(example),
  counterExamples: z.array(example),
  position: z.int(),
  /** The version of the codebook in which its meaning last changed: what was coded before is to be re-checked. */
  meaningVersion: z.int(),
  mergedIntoId: id.nullable(),
  version,
  createdAt: moment,
  archivedAt: moment.nullable(),
});
export type Tag = z.infer<typeof tagRow>;

const content = {
  name: line(80),
  names,
  key: tagKey.nullable(),
  appearance,
  definition: text(10_000),
  whenToUse: text(10_000),
  whenNot: text(10_000),
  examples: z.array(example).max(mostExamples),
  counterExamples: z.array(example).max(mostExamples),
};
/** What a new tag says beside its name, until somebody says more; null lets the server take the first colour that is free. */
export const emptyTagContent = {
  names: {},
  key: null,
  appearance: null,
  definition: '',
  whenToUse: '',
  whenNot: '',
  examples: [],
  counterExamples: [],
};

/** `appearance` and `key` null: the server takes the first that is free. */
export const createTagInput = z.strictObject({
  opId,
  projectId: id,
  tag: z.strictObject({
    ...content,
    id,
    appearance: appearance.nullable(),
    parentId: id.nullable().optional(),
  }),
});
/** No version has allowed more or longer ones, and ten megabytes of them would be looked at for a second. */
const seenExample = z.string().max(2000);
const seenExamples = z.array(example.extend({ quote: seenExample, note: seenExample })).max(mostExamples);
/** The fields of a tag as somebody saw them. */
const seenTag = z
  .strictObject({
    name: seenText,
    names: z.strictObject({ nl: seenText.optional(), en: seenText.optional() }),
    key: seenText.nullable(),
    appearance: z.int(),
    parentId: id.nullable(),
    definition: seenText,
    whenToUse: seenText,
    whenNot: seenText,
    examples: seenExamples,
    counterExamples: seenExamples,
  })
  .partial();
/**
 * With `base`, the changed fields as they were seen, each field is compared by itself, and `version` is not: only
 * who changes what somebody else changed is refused, as `field_conflict`.
 */
export const editTagInput = z.strictObject({
  opId,
  projectId: id,
  tagId: id,
  version,
  /** Whether another definition asks for a look at what was coded under the old one; yes unless said otherwise. */
  recheck: z.boolean().default(true),
  change: z
    .strictObject({ ...content, parentId: id.nullable(), archived: z.boolean() })
    .partial()
    .refine((change) => Object.keys(change).length > 0),
  base: seenTag.optional(),
});
/** All living tags, in the wanted order. */
export const orderTagsInput = z.strictObject({ opId, projectId: id, tagIds: z.array(id).max(1000) });
const codebookRole = z.enum(codebookRoles);
const pathSeparator = z.enum(pathSeparators);
const outcome = z.enum(['added', 'changed', 'same']);
/** As many columns as any table of a codebook has. */
const columnLimit = 200;

/**
 * A codebook as a table, as text in `csv` or as the bytes of its file, base64, of which the encoding is found out
 * unless it is said. `columns` says what each column is taken for, `separator` by what paths are divided; without them
 * both are found out. `dryRun` only says what would happen.
 */
export const importCodebookInput = z
  .strictObject({
    opId,
    projectId: id,
    csv: z
      .string()
      .max(...upTo('codebook'))
      .optional(),
    file: z
      .base64()
      .max(Math.ceil(limits.codebook / 3) * 4, { error: 'codebook' })
      .optional(),
    encoding: encoding.nullable().optional(),
    columns: z.array(codebookRole.nullable()).max(columnLimit).optional(),
    separator: pathSeparator.optional(),
    dryRun: z.boolean(),
  })
  .refine(({ csv, file }) => (csv === undefined) !== (file === undefined), {
    error: 'csv_or_file',
    path: ['csv'],
  });

const importProblem = z.strictObject({
  /** The first line that has it. */
  line: z.int(),
  column: z.string(),
  code: z.string(),
  /** All lines that have it, the first twenty of them. */
  lines: z.array(z.int()),
  /** How many lines have it. */
  count: z.int(),
  /** Names and numbers for a sentence about it. */
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export const importCodebookOutput = z.strictObject({
  /** Why the file cannot be read in, each cause once; with any nothing is done. `column` is empty for a whole line. */
  problems: z.array(importProblem),
  /** Columns of the file that mean nothing here. */
  ignoredColumns: z.array(z.string()),
  rows: z.array(z.strictObject({ line: z.int(), name: z.string(), outcome })),
  /** The columns in the order of the file, and what each was taken for. */
  columns: z.array(z.strictObject({ header: z.string(), role: codebookRole.nullable() })),
  separator: pathSeparator,
  /** How the bytes were read; null where text was given. */
  encoding: encoding.nullable(),
  /** Keys that a tag comes in without, and why; these stop nothing. */
  keys: z.array(importProblem),
  /** The keys that would then still be free. */
  freeKeys: z.array(z.string()),
  /** The job that read a long file. */
  jobId: id.optional(),
  /** How the codebook would look, as far as the file is about it. `line` is null for what only stands above. */
  tree: z.array(
    z.strictObject({
      name: z.string(),
      depth: z.int(),
      key: z.string().nullable(),
      line: z.int().nullable(),
      archived: z.boolean(),
      outcome,
    }),
  ),
});
export type ImportCodebookOutput = z.infer<typeof importCodebookOutput>;
/** Annotations per tag that the asking member may see. */
export const tagUsage = z.array(
  z.strictObject({ tagId: id, annotations: z.int(), documents: z.int(), coders: z.int() }),
);

/** Where a tag was given in the coders' living work, in the order of the texts: the first 200. */
export const tagPassagesInput = z.strictObject({ projectId: id, tagId: id });
export const tagPassages = z.array(
  z.strictObject({
    annotationId: id,
    documentId: id,
    documentTitle: z.string(),
    quote: z.string(),
    layerId: id,
    /** Whose it is; the name is in the project. */
    memberId: id.nullable(),
  }),
);

/** How much a command on a tag would touch, as far as the asking member may see. */
export const tagImpact = z.strictObject({
  /** All that bear it: those that the usage of a tag counts, and the two kinds below that it leaves out. */
  annotations: z.int(),
  /** In final versions. */
  finals: z.int(),
  /** In documents that were removed, and would bring it back. */
  removed: z.int(),
  documents: z.int(),
  coders: z.int(),
  /** Annotations that would be doubles of another in the same place, and would be put away. */
  doubles: z.int(),
});
export type TagImpact = z.infer<typeof tagImpact>;
/** `intoId`: the tag that the first would merge into; null for any other command. */
export const tagImpactInput = z.strictObject({ projectId: id, tagId: id, intoId: id.nullable() });

/** All annotations of one tag get another, and the first is archived. */
export const mergeTagsInput = z.strictObject({ opId, projectId: id, tagId: id, version, intoId: id });
/** Some annotations of a tag get a new tag. */
export const splitTagInput = z.strictObject({
  opId,
  projectId: id,
  tagId: id,
  version,
  tag: createTagInput.shape.tag,
  annotations: z
    .array(z.strictObject({ layerId: id, annotationId: id }))
    .min(1)
    .max(10_000),
});
/** What was done, and what of it collapsed; `changes` are those that the giver may see. */
export const recodeOutput = z.strictObject({
  opId,
  annotations: z.int(),
  doubles: z.array(
    z.strictObject({
      documentId: id,
      annotationId: id,
      memberId: id.nullable(),
      quote: z.string(),
      memo: z.string().nullable(),
    }),
  ),
});
export type RecodeOutput = z.infer<typeof recodeOutput>;

/** The versions of the codebook, newest first. */
export const codebookVersions = z.array(
  z.strictObject({
    version: z.int(),
    createdAt: moment,
    /** Who made it and how; null for what an upgrade made. */
    memberId: id.nullable(),
    kind: z.string().nullable(),
  }),
);
export const codebookVersionInput = z.strictObject({ projectId: id, version });
/** The living tags as they stood. */
export const codebookVersion = z.strictObject({ version: z.int(), createdAt: moment, tags: z.array(tagRow) });

/** Adds a passage to what a tag is, or is not, with the date of today. */
export const addExampleInput = z.strictObject({
  opId,
  projectId: id,
  tagId: id,
  /** A counter-example. */
  counter: z.boolean(),
  quote: text(2000),
  note: text(1900),
  source: z.strictObject({ documentId: id, start: offset, end: offset }),
});
