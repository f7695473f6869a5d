import { languages } from '@koersvast/core';
import { z } from 'zod';
import { id, moment } from './common.ts';

/** The tables that a project can be downloaded as, by the names of their files. */
export const exportFiles = ['annotations', 'documents', 'codebook', 'coding', 'history'] as const;
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

export const exportPreviewInput = z.strictObject({
  projectId: id,
  /** Only this document; null for the whole project. */
  documentId: id.nullable(),
  file: z.enum(exportFiles),
  preset: z.enum(exportPresets),
  layer: z.enum(exportLayers),
});

/** What a download will be: its columns, its first ten rows, and what it leaves out. */
export const exportPreview = z.strictObject({
  fileName: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), meaning: z.record(z.enum(languages), z.string()) })),
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
  }),
});
export type ExportPreview = z.infer<typeof exportPreview>;
