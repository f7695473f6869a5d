/** The part of csv-parse that is used. Its own types bring in those of Node, which a pure package is without. */
export interface Options {
  bom: boolean;
  delimiter: string;
  on_record(record: string[], context: { lines: number }): string[];
  record_delimiter: string[];
  relax_column_count: boolean;
  skip_empty_lines: boolean;
}
export function parse(input: string, options: Options): string[][];
