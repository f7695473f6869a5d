import { type LimitName, limits, overLimit } from '@koersvast/core/limit';
import { unguardFormula } from '../csv/guard.ts';
import { type CsvRecord, CsvSyntaxError } from '../csv/read.ts';

/** What stands between the fields of a table that some program wrote. */
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export interface Records {
  readonly records: readonly CsvRecord[];
  readonly delimiter: Delimiter;
}

/** Excel's own first line, which says what stands between the fields: `sep=;`. */
const separatorLine = /^"?sep=(.)"?[^\S\n]*(?:\r\n|\n|\r|$)/i;

/** The delimiter that divides the first lines into most fields, the same number in each counting for more. */
function detectDelimiter(text: string): Delimiter {
  const head = text.slice(0, 20_000).replaceAll(/"(?:[^"]|"")*"/g, '""');
  const lines = head.split(/\r\n|\n|\r/, 6).filter((line) => line.trim() !== '');
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    const score = first * 10 + counts.filter((count) => count === first).length;
    if (first > 0 && score > most) [best, most] = [delimiter, score];
  }
  return best;
}

/**
 * Reads a table as programs and people really write it: comma, semicolon, tab or bar, told by `sep=` or by what the
 * first lines have most of; CRLF, LF or CR; quotes in the middle of a field, or around a part of it, as they stand.
 * Every value stays text; empty lines are passed over. In one pass, whatever it is given.
 *
 * @throws CsvSyntaxError for a quote that is opened and never closed.
 * @throws DomainError `over_limit` for more lines than `most` says.
 */
export function readRecords(given: string, most: LimitName = 'codebookLines'): Records {
  const text = given.replace(/^\uFEFF/, '');
  const told = separatorLine.exec(text);
  const named = delimiters.find((each) => each === told?.[1]);
  const begin = told !== null && named !== undefined ? told[0].length : 0;
  const delimiter = named ?? detectDelimiter(text);
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let line = begin > 0 ? 2 : 1;
  let at = begin;

  const endOfRecord = (from: number) => {
    if (fields.some((field) => field.trim() !== '')) {
      // With the header.
      if (records.length > limits[most]) throw overLimit(most);
      records.push({ line: from, fields: delimiter === ';' ? fields.map(unguardFormula) : fields });
    }
    fields = [];
  };
  /** Where the field ends that begins here, taking quotes for what they are. */
  const plainEnd = (from: number) => {
    let end = from;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
    return end;
  };
  /** The value of a quoted field and where it ends; null where the quotes are no such thing. */
  const quoted = (from: number): { readonly value: string; readonly end: number } | null => {
    let value = '';
    for (let place = from + 1; ; ) {
      const quote = text.indexOf('"', place);
      if (quote < 0) throw new CsvSyntaxError(line);
      value += text.slice(place, quote);
      if (text[quote + 1] === '"') {
        value += '"';
        place = quote + 2;
        continue;
      }
      let end = quote + 1;
      while (text[end] === ' ') end += 1;
      const next = text[end];
      if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r') return null;
      return { value, end };
    }
  };
  while (at < text.length) {
    const start = line;
    for (;;) {
      const field = text[at] === '"' ? quoted(at) : null;
      const end = field?.end ?? plainEnd(at);
      fields.push(field?.value ?? text.slice(at, end));
      line += field?.value.match(/\r\n|\n|\r/g)?.length ?? 0;
      at = end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    endOfRecord(Math.max(start, line));
    if (text.startsWith('\r\n', at)) at += 2;
    else at += 1;
    line += 1;
  }
  return { records, delimiter };
}
