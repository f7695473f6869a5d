import { type CodebookRole, type PathSeparator, readTagPath, type TagStep } from '@koersvast/core/codebook';
import { foldName } from '@koersvast/core/person';
import { CsvSyntaxError } from '../csv/read.ts';
import { type CodebookColumn, recogniseColumns } from './columns.ts';
import { CellNotValid, type CodebookEntry, nameIn, parseCells } from './entry.ts';
import { findSeparator, stepsOf } from './paths.ts';
import { readRecords } from './records.ts';

export type CodebookProblemCode =
  | 'not_csv'
  | 'column_missing'
  | 'column_twice'
  | 'value_missing'
  | 'value_not_valid'
  | 'value_twice';

/** Why a file cannot be read in: where, and what is wrong. `column` is empty for a whole line. */
export interface CodebookProblem {
  readonly line: number;
  readonly column: string;
  readonly code: CodebookProblemCode;
}

export interface CodebookFile {
  readonly entries: readonly CodebookEntry[];
  /** Any problem makes the whole file unusable. */
  readonly problems: readonly CodebookProblem[];
  /** The columns in the order of the file, and what each was taken for. */
  readonly columns: readonly CodebookColumn[];
  /** By what names that stand above each other are divided. */
  readonly separator: PathSeparator;
  /** Columns that mean nothing here, in the order of the file. */
  readonly ignoredColumns: readonly string[];
}

/** What somebody says of a file themselves; what is absent is found out. */
export interface CodebookReading {
  /** What each column is, in the order of the file. */
  readonly roles?: readonly (CodebookRole | null)[] | undefined;
  readonly separator?: PathSeparator | undefined;
}

interface Row {
  readonly line: number;
  readonly cells: ReadonlyMap<CodebookRole, string>;
}

/** More than these, or more of their names, is told to nobody: what is ignored may be as long as the file. */
const TOLD_COLUMNS = 50;
const TOLD_CHARACTERS = 100;

function ignored(columns: readonly CodebookColumn[]): string[] {
  const headers = columns.flatMap(({ role, header }) => (role === null ? [header] : []));
  return headers
    .slice(0, TOLD_COLUMNS)
    .map((header) => [...header.slice(0, 2 * TOLD_CHARACTERS)].slice(0, TOLD_CHARACTERS).join(''));
}

/**
 * Reads a codebook, ours or another program's: only a column with names, or with paths, is needed. Every problem is
 * told with its line and column, and a file with problems is for nobody to use. Throws `over_limit` alone.
 */
export function readCodebook(csv: string, { roles, separator }: CodebookReading = {}): CodebookFile {
  const problems: CodebookProblem[] = [];
  const report = (line: number, column: string, code: CodebookProblemCode) =>
    problems.push({ line, column, code });
  const nothing = (columns: readonly CodebookColumn[] = []): CodebookFile => ({
    entries: [],
    problems,
    columns,
    separator: separator ?? 'none',
    ignoredColumns: ignored(columns),
  });
  let records: ReturnType<typeof readRecords>['records'];
  try {
    records = readRecords(csv).records;
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    report(error.line, '', 'not_csv');
    return nothing();
  }
  const [header, ...body] = records;
  const found = recogniseColumns(header?.fields ?? []);
  const columns =
    roles === undefined ? found : found.map((each, at) => ({ ...each, role: roles[at] ?? null }));
  for (const [at, { role }] of columns.entries()) {
    const first = columns.findIndex((each) => each.role === role);
    if (role !== null && first !== at) report(header?.line ?? 1, columns[at]?.header ?? '', 'column_twice');
  }
  // The same name twice is no second meaning: whichever was meant, the other would be lost.
  const named = columns.map((each) => each.header.toLowerCase());
  for (const [at, name] of named.entries()) {
    const first = named.indexOf(name);
    if (roles === undefined && name !== '' && first !== at && columns[first]?.role !== null)
      report(header?.line ?? 1, columns[at]?.header ?? '', 'column_twice');
  }
  const has = (role: CodebookRole) => columns.some((each) => each.role === role);
  if (!has('tag') && !has('tag_path')) {
    report(header?.line ?? 1, 'tag', 'column_missing');
    return nothing(columns);
  }
  const rows = body.map(({ line, fields }): Row => {
    const cells = new Map<CodebookRole, string>();
    for (const [at, { role }] of columns.entries()) {
      if (role !== null && !cells.has(role)) cells.set(role, (fields[at] ?? '').replaceAll('\r\n', '\n'));
    }
    return { line, cells };
  });
  const divided = has('tag_path') ? 'tag_path' : 'tag';
  const used = separator ?? separatorOf(columns, rows, divided);
  const entries: CodebookEntry[] = [];
  for (const { line, cells } of rows) {
    try {
      const { steps, name } = placeOf(cells, divided, used);
      if (name === '') report(line, has('tag') ? 'tag' : 'tag_path', 'value_missing');
      else entries.push({ ...parseCells(cells), line, name, above: steps });
    } catch (error) {
      if (!(error instanceof CellNotValid)) throw error;
      report(line, error.role, 'value_not_valid');
    }
  }
  return { ...nothing(columns), entries, separator: used };
}

function separatorOf(
  columns: readonly CodebookColumn[],
  rows: readonly Row[],
  divided: 'tag' | 'tag_path',
): PathSeparator {
  // Our own column says itself what it is, and a name beside a column for what stands above it is only a name.
  if (columns.some(({ header, role }) => role === 'tag_path' && header.toLowerCase() === 'tag_path'))
    return ' > ';
  if (divided === 'tag' && columns.some(({ role }) => role === 'parent' || role === 'group')) return 'none';
  const ours = columns.some(({ header, role }) => role === 'tag' && header.toLowerCase() === 'tag');
  const kind = divided === 'tag_path' ? 'paths' : ours ? 'names' : 'theirs';
  return findSeparator(
    rows.map(({ cells }) => (cells.get(divided) ?? '').slice(0, 5_000)),
    kind,
  );
}

/** The name of a row, and the names above it where the row says so. */
function placeOf(
  cells: ReadonlyMap<CodebookRole, string>,
  divided: 'tag' | 'tag_path',
  separator: PathSeparator,
): { readonly steps: readonly TagStep[] | undefined; readonly name: string } {
  const own = nameIn(cells.get('tag') ?? '');
  const path = (cells.get(divided) ?? '').slice(0, 5_000);
  if (divided === 'tag' && separator === 'none') {
    const group = cells.get('group');
    if (group === undefined) return { steps: undefined, name: own };
    const above = nameIn(group);
    // A row for the group itself stands at the top.
    const top = above === '' || foldName(above) === foldName(own);
    return { steps: top ? [] : [{ name: above, place: 1 }], name: own };
  }
  const steps = separator === 'none' ? readTagPath(nameIn(path)) : stepsOf(path, separator);
  const name = divided === 'tag_path' && cells.has('tag') ? own : (steps.at(-1)?.name ?? '');
  return { steps: path.trim() === '' ? undefined : steps.slice(0, -1), name };
}
