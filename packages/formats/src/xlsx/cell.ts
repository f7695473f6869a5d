import type { CsvValue } from '../csv/write.ts';
import { style } from './parts.ts';

/** What one cell can hold, in UTF-16 code units. */
const longest = 32_767;
const msPerDay = 86_400_000;
/** The day that Excel counts from as it counts since March 1900; before, it has a 29 February that never was. */
const dayZero = Date.UTC(1899, 11, 30);
const firstSure = Date.UTC(1900, 2, 1);

const wholeDate = /^\d{4}-\d\d-\d\d$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '_x000D_',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** What XML cannot hold at all becomes U+FFFD, a line break is that of Excel; what Excel would take for one of its own escapes is escaped. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(forbidden, '\uFFFD')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[&<>]/g, (character) => entities[character] ?? character);
}

function textCell(value: string): string {
  const text = value.length <= longest ? value : cut(value);
  return `<c t="inlineStr" s="${style.text}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** The beginning, and at its end how much there is: the CSV files have all of it. */
function cut(value: string): string {
  const mark = ` … [cut: this cell has ${value.length} characters, more than Excel can hold; the CSV has all]`;
  return value.slice(0, longest - mark.length).toWellFormed() + mark;
}

function dateCell(value: string): string | null {
  const isDay = wholeDate.test(value);
  if (!isDay && !instant.test(value)) return null;
  const time = Date.parse(isDay ? `${value}T00:00:00Z` : value);
  if (Number.isNaN(time) || time < firstSure) return null;
  // A day that is not on the calendar is read as another one.
  if (isDay && new Date(time).toISOString().slice(0, 10) !== value) return null;
  return `<c s="${isDay ? style.day : style.moment}"><v>${(time - dayZero) / msPerDay}</v></c>`;
}

/** One cell of a sheet; in a column of moments whole dates and moments are dates, everything else is text. */
export function cellOf(value: CsvValue, moment: boolean): string {
  if (value === null || value === '') return '<c/>';
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  return (moment ? dateCell(value) : null) ?? textCell(value);
}
