import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { CsvSyntaxError, readCsv } from '../csv/read.ts';
import { decodeStart } from '../reading/decode-start.ts';
import { readXml } from '../reading/xml.ts';
import { openZip } from '../reading/zip.ts';
import { decodeText } from '../text/decode.ts';
import { isXlsx, readXlsx, type SheetRow } from '../xlsx/read.ts';
import { columnsOf, type IndexColumn } from './index-columns.ts';
import { rowsOfJson, rowsOfXml } from './index-records.ts';
import { type IndexRow, RowDraft } from './index-row.ts';

export const indexSources = ['csv', 'xlsx', 'odata', 'syncfeed', 'sru', 'open-overheid', 'ris'] as const;
export type IndexSource = (typeof indexSources)[number];

/** A file that lists letters: what it says of each. */
export interface IndexReading {
  readonly source: IndexSource;
  /** What the columns of a spreadsheet were taken for; none of other lists. */
  readonly columns: readonly IndexColumn[];
  readonly rows: readonly IndexRow[];
}

/** A spreadsheet as it stands, with what its columns were taken for. */
export interface SheetReading {
  readonly columns: readonly IndexColumn[];
  readonly rows: readonly SheetRow[];
}

/** A list of 20,000 letters has a kilobyte for each. */
const mostBytes = 25_000_000;
const mostColumns = 500;

const extensionOf = (path: string) => /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

/** Whether a file may list letters: `readIndex` says whether it does. */
export function mayBeIndex(bytes: Uint8Array, path: string): boolean {
  const extension = extensionOf(path);
  if (/^(?:csv|tsv|xlsx|xlsm|json|ris)$/.test(extension)) return true;
  if (extension !== 'xml' && extension !== 'atom' && extension !== '') return false;
  const start = decodeStart(bytes.subarray(0, 4_096));
  return /<(?:\w+:)?(?:searchRetrieveResponse|feed|entry|urlset)[\s>]|<(?:\w+:)?document\b[^>]*(?:tweedekamer\.nl\/xsd\/tkData|overheid\.nl\/diwoo)/i.test(
    start,
  );
}

/**
 * What a file lists: a spreadsheet (csv, xlsx), an answer of the House (OData in JSON, the feed in XML), of official
 * publications (SRU) or of open.overheid.nl, or references (RIS). Null for a file of such a kind that lists no letters.
 * Throws what the readers of these formats throw for what is damaged or too large, and `over_limit` for too many rows.
 */
export function readIndex(bytes: Uint8Array, path: string): IndexReading | null {
  const extension = extensionOf(path);
  const sheet = readSheet(bytes, path);
  if (sheet !== null) {
    const source = extension.startsWith('xls') ? 'xlsx' : 'csv';
    const rows = sheet.rows.flatMap((row) => rowOf(row, sheet.columns) ?? []);
    // A table of figures says nothing of letters.
    const says = sheet.columns.some(({ target }) => target.kind !== 'field') && rows.length > 0;
    return says ? { source, columns: sheet.columns, rows } : null;
  }
  if (bytes.length > mostBytes) throw overLimit('entries');
  const text = decodeText(bytes, null).text.replace(/^\uFEFF/, '');
  if (extension === 'ris' || /^\s*TY {2}- /.test(text))
    return limited({ source: 'ris', rows: rowsOfReferences(text) });
  if (/^\s*[[{]/.test(text)) return limited(rowsOfJson(jsonOf(text)));
  return /^\s*</.test(text) ? limited(rowsOfXml(readXml(text))) : null;
}

function limited(
  found: { readonly source: IndexSource; readonly rows: readonly IndexRow[] } | null,
): IndexReading | null {
  if (found === null || found.rows.length === 0) return null;
  if (found.rows.length > limits.entries) throw overLimit('entries');
  return { ...found, columns: [] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('file_damaged');
  }
}

/**
 * The rows of a spreadsheet below the one that heads its columns: the first with most headings that are known, two of them
 * at least, or else with two cells, of the sheet with most rows. Null for a file that is none. Throws `file_damaged`, `over_limit`.
 */
export function readSheet(bytes: Uint8Array, path: string): SheetReading | null {
  const rows = sheetRows(bytes, extensionOf(path));
  if (rows === null) return null;
  if (rows.length > limits.entries) throw overLimit('entries');
  const filled = ({ fields }: SheetRow) => fields.filter((field) => field.trim() !== '').length;
  const most = Math.max(0, ...rows.slice(0, 20).map(filled));
  // What a list is called, and of which version it is, may stand above its columns.
  // and over groups of columns may stand what they are of.
  const heads = rows.slice(0, 20).map(({ fields }) => knownIn(fields.slice(0, mostColumns)));
  const mostKnown = Math.max(0, ...heads);
  const known = mostKnown < 2 ? -1 : heads.indexOf(mostKnown);
  const head = known >= 0 ? known : rows.findIndex((row) => filled(row) >= Math.min(most, 2));
  const header = rows[head];
  if (header === undefined) return null;
  const below = rows.slice(head + 1);
  return {
    columns: columnsOf(header.fields.slice(0, mostColumns)).map((column, at) =>
      withoutCount(column, at, below),
    ),
    rows: below,
  };
}

const knownIn = (headers: readonly string[]) =>
  columnsOf(headers).filter(({ target }) => target.kind !== 'field').length;

/** A column `Nr` that counts the rows says nothing of letters. */
function withoutCount(column: IndexColumn, at: number, rows: readonly SheetRow[]): IndexColumn {
  const { header, target } = column;
  if (target.kind !== 'detail' || target.key !== 'number' || rows.length < 3) return column;
  const values = rows.map(({ fields }) => (fields[at] ?? '').trim());
  const from = Number(values[0]);
  const counts = (from === 0 || from === 1) && values.every((value, row) => value === String(from + row));
  return counts ? { header, target: { kind: 'field', name: header } } : column;
}

function sheetRows(bytes: Uint8Array, extension: string): readonly SheetRow[] | null {
  if (extension === 'csv' || extension === 'tsv') {
    if (bytes.length > mostBytes) throw overLimit('entries');
    try {
      const lines = readCsv(decodeText(bytes, null).text.replace(/^sep=.\r?\n/i, ''));
      return lines.filter(({ fields }) => fields.some((field) => field.trim() !== ''));
    } catch (error) {
      if (error instanceof CsvSyntaxError) throw new DomainError('file_damaged', { line: error.line });
      throw error;
    }
  }
  if (extension !== 'xlsx' && extension !== 'xlsm') return null;
  if (!isXlsx(openZip(bytes))) return null;
  const sheets = readXlsx(bytes);
  return sheets.reduce<readonly SheetRow[]>(
    (most, { rows }) => (rows.length > most.length ? rows : most),
    [],
  );
}

function rowOf({ line, fields }: SheetRow, columns: readonly IndexColumn[]): IndexRow | null {
  const row = new RowDraft(line);
  columns.forEach(({ target }, at) => {
    const value = fields[at] ?? '';
    if (target.kind === 'file') row.files(value);
    else if (target.kind === 'document') row.document(value);
    else if (target.kind === 'detail') row.detail(target.key, value);
    else row.field(target.name, value);
  });
  return row.finish();
}

/** References as open.overheid.nl and programs for literature write them. */
function rowsOfReferences(text: string): IndexRow[] {
  return text.split(/^ER {2}-.*$/m).flatMap((entry, at) => {
    const found = new Map<string, string[]>();
    for (const [, tag = '', value = ''] of entry.matchAll(/^([A-Z][A-Z\d]) {2}- (.*)$/gm)) {
      found.set(tag, [...(found.get(tag) ?? []), value.trim()]);
    }
    const of = (...tags: readonly string[]) =>
      (tags.map((tag) => found.get(tag)).find((values) => values !== undefined) ?? []).join('; ');
    const day = of('DA', 'Y1', 'PY').replaceAll('/', '-').replace(/-+$/, '');
    return (
      new RowDraft(at + 1)
        .detail('title', of('TI', 'T1'))
        .detail('author', of('AU', 'A1'))
        .detail('date', day)
        .detail('kind', of('T2'))
        .detail('publisher', of('PB'))
        .detail('source_url', of('UR'))
        .detail('language', of('LA'))
        .detail('subject', of('KW'))
        .identifiers(of('ID'))
        .files(of('ID'))
        .finish() ?? []
    );
  });
}
