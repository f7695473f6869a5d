import { strToU8, zipSync } from 'fflate';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const around = `xmlns="${main}" xmlns:r="${office}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"`;
const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

export interface WorkbookParts {
  /** The rows of the first sheet. */
  readonly rows: string;
  /** What stands behind them: cells that are one. */
  readonly after?: string;
  readonly strings?: string;
  /** The formats of numbers, and those that cells choose from. */
  readonly numFmts?: string;
  readonly cellXfs?: string;
  readonly properties?: string;
  readonly type?: string;
}

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

/** A workbook as Excel writes it (ECMA-376, SpreadsheetML), of which the parts are given as XML. */
export function workbookOf(parts: WorkbookParts): Uint8Array {
  const files: Record<string, string> = {
    '[Content_Types].xml': `${declared}<Types xmlns="${packaged}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${parts.type ?? workbookType}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    'xl/workbook.xml': `${declared}<workbook ${around}><workbookPr ${parts.properties ?? 'defaultThemeVersion="166925"'}/><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${declared}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${declared}<worksheet ${around}><sheetData>${parts.rows}</sheetData>${parts.after ?? ''}</worksheet>`,
    'xl/sharedStrings.xml': `${declared}<sst xmlns="${main}">${parts.strings ?? ''}</sst>`,
    'xl/styles.xml': `${declared}<styleSheet xmlns="${main}"><numFmts>${parts.numFmts ?? ''}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${parts.cellXfs ?? '<xf numFmtId="0"/>'}</cellXfs></styleSheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

/** A cell with its words in it. */
export const said = (reference: string, words: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${words}</t></is></c>`;
