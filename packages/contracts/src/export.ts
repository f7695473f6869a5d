import { languages } from '@koersvast/core/language';
import { z } from 'zod';
import { id, moment, upTo } from './common.ts';

/** The tables that a project can be downloaded as, by the names of their files. */
export const exportFiles = ['annotations', 'documents', 'codebook', 'coding', 'history', 'facts'] as const;
export const csvExportPresets = ['data', 'excel-nl'] as const;
/** An Excel workbook has an address of its own, which ends in `.xlsx`. */
export const exportPresets = [...csvExportPresets, 'xlsx'] as const;
/** Which layers: one kind, never mixed unless all are asked for. */
export const exportLayers = ['current', 'first-pass', 'final', 'all'] as const;

/** That somebody took data out of the project: kept where owners look back. */
export const exportRow = z.strictObject({
  id,
  /** Null for the whole project. */
  documentId: id.nullable(),
  file: z.string(),
  layer: z.string(),
  preset: z.string(),
  createdById: id,
  createdAt: moment,
});

/** What may stand behind the `?` of a download; `token` is a personal token, for programs that send no header. */
export const exportQuery = z.strictObject({
  preset: z.enum(csvExportPresets).default('data'),
  layer: z.enum(exportLayers).default('current'),
  token: z.string().max(100).optional(),
});

/** `shown`: a page of this program shows the file, and nobody takes it. */
export const fileQuery = exportQuery.pick({ token: true }).extend({ shown: z.literal('1').optional() });

/** What can be chosen for a copy of which table, beside its columns. */
export const exportFilters = {
  annotations: ['rounds', 'sets', 'tags', 'coders'],
  documents: ['sets'],
  codebook: [],
  coding: ['rounds', 'sets', 'coders'],
  history: [],
  facts: [],
} as const satisfies Record<(typeof exportFiles)[number], readonly ('rounds' | 'sets' | 'tags' | 'coders')[]>;

function chosen<Each extends z.ZodType<string | number>>(each: Each) {
  return z
    .array(each)
    .min(1)
    .max(...upTo('chosen'))
    .refine((values) => new Set(values).size === values.length);
}

/** What a copy of a table has of the whole: of what is not named, everything. */
export const exportSelection = z.strictObject({
  /** By their names; the copy has them in the order of the whole file. */
  columns: chosen(z.string().min(1).max(200)).optional(),
  /** By their numbers, as the column `round` has them. */
  rounds: chosen(z.int().min(1).max(2_147_483_647)).optional(),
  /** Sets of documents: what is in any of them, as they are when the copy is made. */
  sets: chosen(id).optional(),
  tags: chosen(id).optional(),
  coders: chosen(id).optional(),
});
export type ExportSelection = z.infer<typeof exportSelection>;

/** Whether this can be chosen of this table: something, and nothing that the table does not have. */
export function isSelectionOf(file: (typeof exportFiles)[number], selection: ExportSelection): boolean {
  const { columns, ...filters } = selection;
  const named = Object.entries(filters).flatMap(([name, values]) => (values === undefined ? [] : name));
  const allowed: readonly string[] = exportFilters[file];
  return (columns !== undefined || named.length > 0) && named.every((name) => allowed.includes(name));
}

const repeated = z.union([z.string().transform((value) => [value]), z.array(z.string())]);

/** What may stand behind the `?` of a copy: each choice under its name, which is repeated for several. */
export const exportSelectionQuery = exportQuery.extend({
  columns: repeated.pipe(exportSelection.shape.columns.unwrap()).optional(),
  rounds: repeated
    .transform((values) => values.map((value) => (/^[1-9]\d{0,9}$/.test(value) ? Number(value) : value)))
    .pipe(exportSelection.shape.rounds.unwrap())
    .optional(),
  sets: repeated.pipe(exportSelection.shape.sets.unwrap()).optional(),
  tags: repeated.pipe(exportSelection.shape.tags.unwrap()).optional(),
  coders: repeated.pipe(exportSelection.shape.coders.unwrap()).optional(),
  /** Of the description of a copy. */
  language: z.enum(languages).default('en'),
});

export const exportPreviewInput = z.strictObject({
  projectId: id,
  /** Only this document; null for the whole project. */
  documentId: id.nullable(),
  file: z.enum(exportFiles),
  preset: z.enum(exportPresets),
  layer: z.enum(exportLayers),
  /** Of a copy: what it has of the whole. */
  selection: exportSelection.optional(),
});

/** What a download will be: its columns, its first ten rows, and what it leaves out. */
export const exportPreview = z.strictObject({
  fileName: z.string(),
  /** All columns of the file, so that others can be chosen; those that a copy lacks are marked. */
  columns: z.array(
    z.strictObject({
      name: z.string(),
      meaning: z.record(z.enum(languages), z.string()),
      chosen: z.boolean(),
    }),
  ),
  /** Cells exactly as the file will have them, quoting aside. */
  rows: z.array(z.array(z.string())),
  /** All rows that the file will have. */
  total: z.int(),
  leftOut: z.strictObject({
    /** Annotations that may be seen and are in layers of another kind. */
    otherLayers: z.int(),
    /** Documents that were removed, with their annotations. */
    removedDocuments: z.int(),
    /** Documents that the member codes blind somewhere: of these only their own work is in it. */
    blindDocuments: z.int(),
    /** Annotations of the layer that are not in the selection. */
    unselected: z.int(),
  }),
});
export type ExportPreview = z.infer<typeof exportPreview>;
