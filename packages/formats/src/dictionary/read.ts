import { type Delimiter, readRecords } from '../codebook/records.ts';
import { CsvSyntaxError } from '../csv/read.ts';

/** A line of a dictionary as it stands in the file, without white space around. */
export interface DictionaryLine {
  /** On which it ends, from 1. */
  readonly line: number;
  readonly concept: string;
  readonly pattern: string;
  /**
   * Where the line has more fields than the table has columns: the place of the first delimiter in its pattern, which
   * then stands there without quotes around it, perhaps.
   */
  readonly cut: number | null;
}

export interface DictionaryFile {
  readonly lines: readonly DictionaryLine[];
  readonly delimiter: Delimiter;
  /** Columns that are neither, by their names, or by their numbers where they have none. */
  readonly unused: readonly string[];
  /** The line with a quote that is opened and never closed: nothing was read then. */
  readonly open: number | null;
}

/** What people and programs call the two columns, in English, Dutch and German, small. */
const names = {
  concept: ['concept', 'category', 'tag', 'code', 'begrip', 'categorie', 'kategorie', 'begriff', 'konzept'],
  pattern: [
    ...['pattern', 'query', 'term', 'word', 'keyword', 'search', 'regex', 'expression'],
    ...['patroon', 'zoekterm', 'zoekvraag', 'woord', 'trefwoord', 'muster', 'wort', 'suchbegriff'],
  ],
} as const;

const named = (fields: readonly string[], wanted: readonly string[]) =>
  fields.findIndex((field) => wanted.includes(field.trim().toLowerCase()));

/** How many fields there are up to the last that says something. */
const filled = (fields: readonly string[]) => fields.findLastIndex((field) => field.trim() !== '') + 1;

/** Without names: as many as every line has, else two. */
function columnsOf(rows: readonly { readonly fields: readonly string[] }[]): number {
  const [
    {
      fields: { length },
    } = { fields: [] },
  ] = rows;
  return rows.length > 1 && length > 2 && rows.every(({ fields }) => fields.length === length) ? length : 2;
}

interface Shape {
  readonly at: { readonly concept: number; readonly pattern: number };
  readonly columns: number;
  readonly delimiter: Delimiter;
}

function lineOf(fields: readonly string[], { at, columns, delimiter }: Shape): Omit<DictionaryLine, 'line'> {
  const more = Math.max(0, fields.length - columns);
  const concept = (fields[at.concept + (at.concept > at.pattern ? more : 0)] ?? '').trim();
  const parts = fields.slice(at.pattern, at.pattern + more + 1);
  const pattern = parts.join(delimiter).trim();
  return { concept, pattern, cut: more === 0 ? null : (parts[0] ?? '').trimStart().length };
}

/**
 * Reads a table of concepts and patterns, of whatever delimiter. Where the first line names both columns these are taken,
 * wherever they stand; else the first two of all lines. What a line has more than there are columns belongs to its
 * pattern, and is said; a third column that all lines have is one.
 *
 * @throws DomainError `over_limit` for more lines than a dictionary has.
 */
export function readDictionary(text: string): DictionaryFile {
  try {
    const { records, delimiter } = readRecords(text, 'patterns');
    const [first] = records;
    const head = {
      concept: named(first?.fields ?? [], names.concept),
      pattern: named(first?.fields ?? [], names.pattern),
    };
    const isHead = head.concept >= 0 && head.pattern >= 0;
    const at = isHead ? head : { concept: 0, pattern: 1 };
    const rows = (isHead ? records.slice(1) : records).map(({ line, fields }) => ({
      line,
      fields: fields.slice(0, filled(fields)),
    }));
    const columns = isHead ? filled(first?.fields ?? []) : columnsOf(rows);
    const unused = Array.from({ length: columns }, (_, nth) => nth)
      .filter((nth) => nth !== at.concept && nth !== at.pattern)
      .map((nth) => (isHead ? (first?.fields[nth] ?? '').trim() : '') || String(nth + 1));
    const lines = rows.map(({ line, fields }) => ({ line, ...lineOf(fields, { at, columns, delimiter }) }));
    return { lines, delimiter, unused, open: null };
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    return { lines: [], delimiter: ',', unused: [], open: error.line };
  }
}
