import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { CsvValue } from '../csv/write.ts';
import { cellOf } from './cell.ts';
import {
  contentTypes,
  relations,
  sheetEnd,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './parts.ts';

/** Rows of one sheet in Excel's format, the header among them. */
const sheetRows = 1_048_576;
/** The first day that a zip file can name: the same table gives the same bytes. */
const mtime = new Date(1980, 0, 1);

export interface WorkbookColumn {
  readonly name: string;
  /** Dates and moments, which get cells of their own; what Excel has no date for stays text. */
  readonly moment?: boolean;
}

export interface XlsxWriter {
  /** The bytes that are ready after these rows. */
  rows(rows: readonly (readonly CsvValue[])[]): Uint8Array[];
  /** The rest of the file. */
  end(): Uint8Array[];
}

/**
 * Writes a table as an Excel workbook (ECMA-376) bit by bit, so that one of any length can be streamed. Texts are text
 * cells, which Excel changes into nothing (`2019-12`, `0012`, `1e5` stay as they are), and never formulas. A whole date
 * and a moment in a `moment` column are real dates. What no cell can hold is cut, and says so. Rows beyond those of one
 * sheet go on in a next one, with the header again.
 */
export function xlsxWriter(columns: readonly WorkbookColumn[], limit = sheetRows): XlsxWriter {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const take = () => {
    const bytes = ready;
    ready = [];
    return bytes;
  };
  const header = rowOf(
    columns.map(({ name }) => cellOf(name, false)),
    1,
  );
  let sheets = 0;
  let used = 0;
  let sheet: ZipDeflate | null = null;

  const close = () => sheet?.push(strToU8(sheetEnd), true);
  const open = () => {
    close();
    sheets += 1;
    used = 1;
    sheet = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 4 });
    sheet.mtime = mtime;
    zip.add(sheet);
    sheet.push(strToU8(sheetStart(columns.length) + header));
  };
  const part = (name: string, content: string) => {
    const file = new ZipPassThrough(name);
    file.mtime = mtime;
    zip.add(file);
    file.push(strToU8(content), true);
  };

  open();
  return {
    rows(rows) {
      let text = '';
      for (const values of rows) {
        if (used === limit) {
          if (text !== '') sheet?.push(strToU8(text));
          text = '';
          open();
        }
        used += 1;
        text += rowOf(
          values.map((value, index) => cellOf(value, columns[index]?.moment === true)),
          used,
        );
      }
      if (text !== '') sheet?.push(strToU8(text));
      return take();
    },
    end() {
      close();
      part('xl/styles.xml', styles);
      part('xl/workbook.xml', workbook(sheets));
      part('xl/_rels/workbook.xml.rels', workbookRelations(sheets));
      part('_rels/.rels', relations);
      part('[Content_Types].xml', contentTypes(sheets));
      zip.end();
      return take();
    },
  };
}

function rowOf(cells: readonly string[], number: number): string {
  return `<row r="${number}">${cells.join('')}</row>`;
}
