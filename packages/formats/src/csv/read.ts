import { parse } from 'csv-parse/sync';
import { unguardFormula } from './guard.ts';
import { type CsvPreset, csvDialects, csvPresets } from './preset.ts';

export interface CsvRecord {
  /** The line of the file on which the record ends, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Thrown for text that is no CSV: a quote that is not closed, or stands in the middle of a field. */
export class CsvSyntaxError extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`line ${line} is not CSV`);
    this.name = 'CsvSyntaxError';
    this.line = line;
  }
}

const delimiters = [',', ';', '\t'] as const;

/** The one of comma, semicolon and tab that stands most often in the first record outside quotes. */
function delimiterOf(text: string): (typeof delimiters)[number] {
  const [firstRecord = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const counts = delimiters.map((delimiter) => firstRecord.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/**
 * Reads CSV of either preset, and what spreadsheets make of them: a byte order mark or none; comma, semicolon
 * or tab; CRLF, LF or CR. Every value stays text. Guards are taken away in the dialect that has them, which is
 * told by its delimiter unless `preset` says it. Empty lines are skipped. Throws `CsvSyntaxError`.
 */
export function readCsv(text: string, preset?: CsvPreset): CsvRecord[] {
  const delimiter = preset === undefined ? delimiterOf(text) : csvDialects[preset].delimiter;
  const guarded = csvPresets.some(
    (each) => csvDialects[each].guarded && csvDialects[each].delimiter === delimiter,
  );
  const lines: number[] = [];
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      on_record: (record: string[], context: { lines: number }) => {
        lines.push(context.lines);
        return record;
      },
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return records.map((record, index) => ({
      line: lines[index] ?? 1,
      fields: guarded ? record.map(unguardFormula) : record,
    }));
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
    throw new CsvSyntaxError(Number.isFinite(line) ? line : 1);
  }
}
