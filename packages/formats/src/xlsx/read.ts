import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { childOf, descendantsOf, elementsOf, type MarkupElement } from '../reading/markup.ts';
import { readXml, readXmlEvents } from '../reading/xml.ts';
import { openZip, type Zip } from '../reading/zip.ts';
import { decodeText } from '../text/decode.ts';

export interface SheetRow {
  /** Its number in the sheet, from 1. */
  readonly line: number;
  /** Of each column from the first: text as shown, a number as it is stored, a day in ISO 8601, `true` or `false`. */
  readonly fields: readonly string[];
}

export interface Sheet {
  readonly name: string;
  /** Those with anything in them. */
  readonly rows: readonly SheetRow[];
}

/** Beyond it a column is none of a list of letters. */
const mostColumns = 500;

/** What the main part of a workbook is, beside sheets those of templates and of workbooks with macros. */
const workbookType =
  /(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml/i;

export function isXlsx(zip: Zip): boolean {
  const types = textIn(zip, '[Content_Types].xml');
  // What is kept within another file has a type by its extension, and no part of that name.
  return workbookType.test(types) || (types.includes('spreadsheetml.sheet') && zip.has('xl/workbook.xml'));
}

/**
 * The sheets of an Excel workbook that can be seen. Formulas give what they gave when the workbook was saved. Throws what
 * `openZip` and `readXml` throw, `file_damaged` without a workbook, `over_limit` for more rows than a list has.
 */
export function readXlsx(bytes: Uint8Array): Sheet[] {
  const zip = openZip(bytes);
  const workbook = partOf(zip, 'xl/workbook.xml');
  if (workbook === null) throw new DomainError('file_damaged');
  const targets = new Map(
    elementsOf(partOf(zip, 'xl/_rels/workbook.xml.rels') ?? nothing).map(({ attributes }) => [
      attributes.Id ?? '',
      (attributes.Target ?? '').replace(/^\/?(?:xl\/)?/, 'xl/'),
    ]),
  );
  const strings = sharedStrings(textIn(zip, 'xl/sharedStrings.xml'));
  const days = dayStyles(partOf(zip, 'xl/styles.xml'));
  const from1904 = /^(?:1|true)$/.test(childOf(workbook, 'workbookPr')?.attributes.date1904 ?? '');
  return elementsOf(childOf(workbook, 'sheets') ?? nothing).flatMap(({ attributes }) => {
    const id = Object.entries(attributes).find(([name]) => /(?:^|:)id$/.test(name))?.[1] ?? '';
    const target = targets.get(id);
    if (target === undefined || (attributes.state ?? 'visible') !== 'visible' || !zip.has(target)) return [];
    const rows = rowsOf(textIn(zip, target), strings, days, from1904 ? 1462 : 0);
    return [{ name: attributes.name ?? '', rows }];
  });
}

const nothing: MarkupElement = { name: '', local: '', namespace: '', attributes: {}, children: [] };

function textIn(zip: Zip, name: string): string {
  const bytes = zip.read(name);
  return bytes === null || bytes.length === 0 ? '' : decodeText(bytes, null).text.replace(/^\uFEFF/, '');
}

function partOf(zip: Zip, name: string): MarkupElement | null {
  const text = textIn(zip, name);
  return text === '' ? null : readXml(text);
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** What cannot stand in XML is written by its code: `_x000D_`. */
const unescaped = (text: string) =>
  text.replace(/_x([\dA-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function sharedStrings(text: string): string[] {
  const strings: string[] = [];
  if (text === '') return strings;
  let inside = '';
  let words = '';
  readXmlEvents(text, {
    open(name) {
      if (local(name) === 'si') words = '';
      // How it is spoken, in Japanese, is no part of it.
      if (local(name) === 'rPh') inside = 'rPh';
      else if (local(name) === 't' && inside === '') inside = 't';
    },
    close(name) {
      if (local(name) === inside) inside = '';
      if (local(name) === 'si') strings.push(unescaped(words));
    },
    text(found) {
      if (inside === 't') words += found;
    },
  });
  return strings;
}

/** The places of styles in which numbers are days. */
function dayStyles(styles: MarkupElement | null): Set<number> {
  const days = new Set<number>();
  if (styles === null) return days;
  const formats = new Map<number, string>();
  for (const { local: name, attributes } of descendantsOf(styles)) {
    if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
  }
  elementsOf(childOf(styles, 'cellXfs') ?? nothing).forEach(({ attributes }, at) => {
    const id = Number(attributes.numFmtId ?? 0);
    const format = formats.get(id);
    if (format === undefined ? isBuiltInDay(id) : isDayFormat(format)) days.add(at);
  });
  return days;
}

const isBuiltInDay = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Day or year are asked for, outside what is quoted or in brackets. */
const isDayFormat = (format: string) =>
  /[dyj]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general|standaard/gi, ''));

function rowsOf(
  text: string,
  strings: readonly string[],
  days: ReadonlySet<number>,
  offset: number,
): SheetRow[] {
  const rows: SheetRow[] = [];
  let line = 0;
  let fields: string[] = [];
  let cell: { at: number; type: string; style: number; value: string } | null = null;
  let inside = '';
  const merged: string[] = [];
  readXmlEvents(text, {
    open(name, attributes) {
      const element = local(name);
      if (element === 'row') {
        line = Number(attributes.r ?? line + 1);
        fields = [];
      } else if (element === 'c') {
        const at = columnOf(attributes.r ?? '') ?? fields.length;
        cell = { at, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' };
      } else if (element === 'mergeCell') merged.push(attributes.ref ?? '');
      // How a word is spoken has its own words, and is none of the cell's.
      else if (element === 'rPh' || ((element === 'v' || element === 't') && inside === '')) inside = element;
    },
    close(name) {
      const element = local(name);
      if (element === inside) inside = '';
      if (element === 'c' && cell !== null && cell.at < mostColumns) {
        const value = shownValue(cell, strings, days, offset);
        while (fields.length < cell.at) fields.push('');
        fields[cell.at] = value;
      }
      if (element === 'row' && fields.some((field) => field.trim() !== '')) {
        if (rows.length >= limits.entries) throw overLimit('entries');
        rows.push({ line, fields });
      }
    },
    text(found) {
      if (cell !== null && (inside === 'v' || inside === 't')) cell.value += found;
    },
  });
  return withMerged(rows, merged);
}

/** Of cells that are one over several rows the first alone has the words: they hold for each of these rows. */
function withMerged(rows: readonly SheetRow[], merged: readonly string[]): SheetRow[] {
  const areas = merged
    .flatMap((reference) => {
      const [, column = '', first = '', last = ''] =
        /^([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)$/i.exec(reference) ?? [];
      const at = columnOf(column) ?? mostColumns;
      return at < mostColumns && Number(last) > Number(first)
        ? [{ at, first: Number(first), last: Number(last) }]
        : [];
    })
    .sort((one, other) => one.at - other.at || one.first - other.first);
  if (areas.length === 0) return [...rows];
  const filled = rows.map(({ line, fields }) => ({ line, fields: [...fields] }));
  const byLine = filled.toSorted((one, other) => one.line - other.line);
  let [column, covered] = [-1, 0];
  for (const { at, first, last } of areas) {
    // They never overlap in what Excel writes.
    if (at === column && first <= covered) continue;
    [column, covered] = [at, last];
    const from = lastStartingBefore(byLine, first);
    const words = byLine[from]?.line === first ? (byLine[from]?.fields[at] ?? '') : '';
    for (let next = from + 1; next < byLine.length; next += 1) {
      const row = byLine[next];
      if (row === undefined || row.line > last) break;
      const { fields } = row;
      while (fields.length <= at) fields.push('');
      if (fields[at] === '') fields[at] = words;
    }
  }
  return filled;
}

/** The place of the last row up to a line; -1 before all of them. */
function lastStartingBefore(rows: readonly SheetRow[], line: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** `B3` is in column 1, from 0. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase();
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function shownValue(
  { type, style, value }: { type: string; style: number; value: string },
  strings: readonly string[],
  days: ReadonlySet<number>,
  offset: number,
): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'inlineStr' || type === 'str') return unescaped(value);
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'e') return '';
  if (type === 'd') return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');
  if (value.trim() === '') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (days.has(style) && number + offset >= 1) return dayOf(number + offset);
  // Excel counts in fifteen digits, and shows no more.
  return String(Number(number.toPrecision(15)));
}

const dayLength = 86_400_000;

/** A day as Excel counts them from 1900, of which it makes a leap year. Hours follow where there are any. */
function dayOf(serial: number): string {
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * 86_400);
  const moment = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * dayLength + seconds * 1_000);
  if (Number.isNaN(moment.getTime())) return String(serial);
  const [day = '', time = ''] = moment.toISOString().split('T');
  return seconds === 0 ? day : `${day} ${time.slice(0, 5)}`;
}
