import { type Delimiter, readRecords } from '../codebook/records.ts';
import { CsvSyntaxError } from '../csv/read.ts';

/** A line of a dictionary as it stands in the file, without white space around. */
export interface DictionaryLine {
  /** On which it ends, from 1. */
  readonly line: number;
  readonly concept: string;
  readonly pattern: string;
}

export interface DictionaryFile {
  readonly lines: readonly DictionaryLine[];
  readonly delimiter: Delimiter;
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

/**
 * Reads a table of concepts and patterns, of whatever delimiter. Where the first line names both columns these are taken,
 * wherever they stand; else the first two of all lines.
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
    const lines = (isHead ? records.slice(1) : records).map(({ line, fields }) => ({
      line,
      concept: (fields[at.concept] ?? '').trim(),
      pattern: (fields[at.pattern] ?? '').trim(),
    }));
    return { lines, delimiter, open: null };
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    return { lines: [], delimiter: ',', open: error.line };
  }
}
