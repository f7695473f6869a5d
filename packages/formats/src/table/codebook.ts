import { foldName, type TagContent, type TagExample } from '@koersvast/core';
import { CsvSyntaxError, readCsv } from '../csv/read.ts';
import { column, type Table } from '../csv/table.ts';
import { readExamples, writeExamples } from './example-lines.ts';

export interface CodebookRow extends TagContent {
  readonly id: string;
  readonly path: string;
  /** Name of the tag above it. */
  readonly parent: string | null;
  readonly archived: boolean;
}

/** The columns of `codebook.csv`, archived tags included; the same file can be read in again. */
export const codebookTable: Table<CodebookRow> = [
  column(
    'tag_id',
    'Identifies the tag, also after it is renamed.',
    'Kenmerk van de tag, ook als de naam verandert.',
    (row) => row.id,
  ),
  column('tag', 'Name of the tag.', 'Naam van de tag.', (row) => row.name),
  column(
    'tag_path',
    'Name of the tag after the names of the tags above it, with “ > ” between them; a > within a name is written \\>.',
    'Naam van de tag na de namen van de tags erboven, met “ > ” ertussen; een > binnen een naam wordt geschreven als \\>.',
    (row) => row.path,
  ),
  column(
    'parent',
    'Name of the tag directly above it.',
    'Naam van de tag er direct boven.',
    (row) => row.parent,
  ),
  column('tag_nl', 'Name in Dutch.', 'Naam in het Nederlands.', (row) => row.names.nl ?? null),
  column('tag_en', 'Name in English.', 'Naam in het Engels.', (row) => row.names.en ?? null),
  column('key', 'Key that gives the tag.', 'Toets waarmee je de tag toekent.', (row) => row.key),
  column(
    'appearance',
    'Place in the fixed order of colours and line styles, from 1.',
    'Plaats in de vaste volgorde van kleuren en lijnstijlen, vanaf 1.',
    (row) => row.appearance + 1,
  ),
  column('definition', 'What the tag means.', 'Wat de tag betekent.', (row) => row.definition),
  column('when_to_use', 'When to use the tag.', 'Wanneer je de tag gebruikt.', (row) => row.whenToUse),
  column('when_not', 'When not to use the tag.', 'Wanneer je de tag niet gebruikt.', (row) => row.whenNot),
  column(
    'examples',
    'Examples, a line each: quote | note | place.',
    'Voorbeelden, één per regel: citaat | toelichting | plaats.',
    (row) => writeExamples(row.examples),
  ),
  column(
    'counter_examples',
    'What looks like the tag and is not, a line each: quote | note | place.',
    'Wat op de tag lijkt en het niet is, één per regel: citaat | toelichting | plaats.',
    (row) => writeExamples(row.counterExamples),
  ),
  column(
    'archived',
    'yes when the tag is no longer given.',
    'yes als de tag niet meer wordt toegekend.',
    (row) => (row.archived ? 'yes' : ''),
  ),
];

/** One row of a file that is read in. What the file has no column for is absent and stays as it is. */
export interface CodebookEntry {
  readonly line: number;
  readonly name: string;
  readonly id?: string | undefined;
  readonly parent?: string | null | undefined;
  readonly nl?: string | null | undefined;
  readonly en?: string | null | undefined;
  readonly key?: string | null | undefined;
  /** From 0. */
  readonly appearance?: number | null | undefined;
  readonly definition?: string | undefined;
  readonly whenToUse?: string | undefined;
  readonly whenNot?: string | undefined;
  readonly examples?: readonly TagExample[] | undefined;
  readonly counterExamples?: readonly TagExample[] | undefined;
  readonly archived?: boolean | undefined;
}

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
  /** Columns that mean nothing here, in the order of the file. */
  readonly ignoredColumns: readonly string[];
}

const informational = new Set(['tag_path']);
/** Other names under which codebooks of other programs have the same columns. */
const synonyms: Readonly<Record<string, string>> = {
  name: 'tag',
  code: 'tag',
  description: 'definition',
  memo: 'definition',
};

class NotValid extends Error {}

function parseCells(line: number, cells: ReadonlyMap<string, string>): CodebookEntry {
  const optional = (name: string) => {
    const value = cells.get(name)?.trim();
    return value === undefined ? undefined : value === '' ? null : value;
  };
  const fail = (name: string): never => {
    throw new NotValid(name);
  };
  const examplesOf = (name: string) => {
    const cell = cells.get(name);
    return cell === undefined ? undefined : (readExamples(cell) ?? fail(name));
  };
  const key = optional('key')?.toLowerCase() ?? optional('key');
  if (typeof key === 'string' && !/^[a-z0-9]$/.test(key)) fail('key');
  const place = optional('appearance');
  if (typeof place === 'string' && !/^([1-9]|[1-5]\d|60)$/.test(place)) fail('appearance');
  const archived = optional('archived')?.toLowerCase() ?? optional('archived');
  if (typeof archived === 'string' && !['yes', 'no', 'ja', 'nee'].includes(archived)) fail('archived');
  const id = optional('tag_id')?.toLowerCase();
  if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) fail('tag_id');
  return {
    line,
    name: cells.get('tag')?.trim() ?? '',
    id,
    parent: optional('parent'),
    nl: optional('tag_nl'),
    en: optional('tag_en'),
    key,
    appearance: typeof place === 'string' ? Number(place) - 1 : place,
    definition: cells.get('definition'),
    whenToUse: cells.get('when_to_use'),
    whenNot: cells.get('when_not'),
    examples: examplesOf('examples'),
    counterExamples: examplesOf('counter_examples'),
    archived: archived === undefined ? undefined : archived === 'yes' || archived === 'ja',
  };
}

/**
 * Reads a codebook, ours or another program's: only the column `tag` (or `name`, `code`) is needed. Nothing is
 * thrown: every problem is told with its line and column, and a file with problems is for nobody to use.
 */
export function readCodebook(csv: string): CodebookFile {
  const problems: CodebookProblem[] = [];
  const report = (line: number, name: string, code: CodebookProblemCode) =>
    problems.push({ line, column: name, code });
  const empty = (): CodebookFile => ({ entries: [], problems, ignoredColumns: [] });
  let records: ReturnType<typeof readCsv>;
  try {
    records = readCsv(csv);
  } catch (error) {
    report(error instanceof CsvSyntaxError ? error.line : 1, '', 'not_csv');
    return empty();
  }
  const [header, ...rows] = records;
  const known = new Set(codebookTable.map((each) => each.name));
  const names = (header?.fields ?? []).map((field) => {
    const name = field.trim().toLowerCase();
    return known.has(name) || !Object.hasOwn(synonyms, name) ? name : (synonyms[name] ?? name);
  });
  if (!names.includes('tag')) {
    report(header?.line ?? 1, 'tag', 'column_missing');
    return empty();
  }
  for (const [index, name] of names.entries()) {
    if (known.has(name) && names.indexOf(name) !== index) report(header?.line ?? 1, name, 'column_twice');
  }
  const entries: CodebookEntry[] = [];
  const seen = { tag: new Set<string>(), tag_id: new Set<string>() };
  for (const { line, fields } of rows) {
    if (fields.every((field) => field.trim() === '')) continue;
    const cells = new Map<string, string>();
    for (const [index, name] of names.entries()) {
      if (known.has(name) && !informational.has(name))
        cells.set(name, (fields[index] ?? '').replaceAll('\r\n', '\n'));
    }
    try {
      const entry = parseCells(line, cells);
      if (entry.name === '') report(line, 'tag', 'value_missing');
      const folded = `${foldName(entry.parent ?? '')} > ${foldName(entry.name)}`;
      if (!entry.archived && seen.tag.has(folded)) report(line, 'tag', 'value_twice');
      if (entry.id !== undefined && seen.tag_id.has(entry.id)) report(line, 'tag_id', 'value_twice');
      if (!entry.archived) seen.tag.add(folded);
      if (entry.id !== undefined) seen.tag_id.add(entry.id);
      entries.push(entry);
    } catch (error) {
      if (!(error instanceof NotValid)) throw error;
      report(line, error.message, 'value_not_valid');
    }
  }
  const ignoredColumns = names.filter((name) => name !== '' && !known.has(name));
  return { entries, problems, ignoredColumns };
}
