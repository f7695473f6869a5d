/**
 * The two dialects in which every table leaves the program.
 *
 * `data`: RFC 4180 as programs read it: UTF-8, comma, CRLF, no byte order mark, every value as it is.
 * `excel-nl`: what Excel with Dutch settings opens right at a double click: UTF-8 with a byte order mark,
 * semicolon, CRLF, and values that it would take for a formula guarded (see `guard.ts`).
 */
export const csvPresets = ['data', 'excel-nl'] as const;
export type CsvPreset = (typeof csvPresets)[number];

/** What a table can be downloaded as: one of these dialects, or an Excel workbook (see `xlsx/write.ts`). */
export type FilePreset = CsvPreset | 'xlsx';

export interface CsvDialect {
  readonly delimiter: ',' | ';';
  readonly byteOrderMark: boolean;
  readonly guarded: boolean;
}

export const csvDialects: Readonly<Record<CsvPreset, CsvDialect>> = {
  data: { delimiter: ',', byteOrderMark: false, guarded: false },
  'excel-nl': { delimiter: ';', byteOrderMark: true, guarded: true },
};
