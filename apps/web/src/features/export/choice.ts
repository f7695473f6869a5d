import {
  type ExportSelection,
  type exportFiles,
  exportFilters,
  type exportLayers,
  type exportPresets,
} from '@koersvast/contracts';
import { at } from '../../lib/base.ts';

export interface Choice {
  readonly file: (typeof exportFiles)[number];
  readonly preset: (typeof exportPresets)[number];
  readonly layer: (typeof exportLayers)[number];
}

/** What can be chosen for a copy, in the order of the screen. */
export const parts = ['columns', 'rounds', 'sets', 'tags', 'coders'] as const;
export type Part = (typeof parts)[number];

/** What a copy has of the whole, as an address holds it. What is not named is not chosen: all of it is in the copy. */
export type Selection = {
  readonly [Each in Part]?: Readonly<NonNullable<ExportSelection[Each]>> | undefined;
};

export function fileOf({ file, preset }: Pick<Choice, 'file' | 'preset'>): string {
  return `${file}.${preset === 'xlsx' ? 'xlsx' : 'csv'}`;
}

function queryOf({ file, preset, layer }: Choice): URLSearchParams {
  const query = new URLSearchParams();
  if (preset === 'excel-nl') query.set('preset', preset);
  if (file === 'annotations' && layer !== 'current') query.set('layer', layer);
  return query;
}

function withQuery(path: string, query: URLSearchParams): string {
  const asked = query.toString();
  return asked === '' ? path : `${path}?${asked}`;
}

/** The path of a download, with only what differs from what the server takes by itself. */
export function pathOf(projectId: string, choice: Choice, token?: string): string {
  const query = queryOf(choice);
  if (token !== undefined) query.set('token', token);
  return withQuery(at(`/api/projects/${projectId}/${fileOf(choice)}`), query);
}

/** The paths of a copy and of its description, which have an address of their own. */
export function copyPathsOf(
  projectId: string,
  choice: Choice,
  selection: Selection,
  language: string,
): { readonly copy: string; readonly note: string } {
  const query = queryOf(choice);
  for (const part of parts) for (const each of selection[part] ?? []) query.append(part, String(each));
  const copy = at(`/api/projects/${projectId}/selection/${fileOf(choice)}`);
  const described = new URLSearchParams(query);
  described.set('language', language);
  return { copy: withQuery(copy, query), note: withQuery(`${copy}/readme.txt`, described) };
}

/** The parts that can be chosen of a table. */
export function partsOf(file: Choice['file']): Part[] {
  const filters: readonly Part[] = exportFilters[file];
  return parts.filter((part) => part === 'columns' || filters.includes(part));
}

/** What is left of a selection of what there is; undefined where that is nothing: then the file is whole. */
export function narrowed(
  file: Choice['file'],
  selection: Selection,
  known: { readonly [Each in Part]?: readonly (string | number)[] },
): Selection | undefined {
  const kept = partsOf(file).flatMap((part) => {
    const there = known[part];
    const values = (selection[part] ?? []).filter((each) => there === undefined || there.includes(each));
    return values.length === 0 ? [] : [[part, values] as const];
  });
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as Selection);
}

/** What a reader of rows looks for first, in this order; the rest stands as in the file. */
const read = ['quote', 'tag', 'coder', 'verdict'];

/** The places of columns in the order in which a preview shows them. */
export function previewOrder(names: readonly string[]): number[] {
  const first = read.map((name) => names.indexOf(name)).filter((place) => place >= 0);
  return [...first, ...[...names.keys()].filter((place) => !first.includes(place))];
}

/** Lines of R and of Python that read the file at this address. */
export function linesFor(language: 'r' | 'python', url: string, { file, preset }: Choice): string {
  if (preset === 'xlsx') return workbookLines(language, url, file);
  const semicolon = preset === 'excel-nl';
  if (language === 'r')
    return semicolon
      ? `${file} <- read.csv2("${url}", fileEncoding = "UTF-8-BOM")`
      : `${file} <- read.csv("${url}", encoding = "UTF-8")`;
  return [
    'import pandas',
    semicolon
      ? `${file} = pandas.read_csv("${url}", sep=";", encoding="utf-8-sig")`
      : `${file} = pandas.read_csv("${url}")`,
  ].join('\n');
}

/** R reads a workbook from a file, not from an address. */
function workbookLines(language: 'r' | 'python', url: string, file: string): string {
  if (language === 'python') return `import pandas\n${file} = pandas.read_excel("${url}")`;
  return `download.file("${url}", "${file}.xlsx", mode = "wb")\n${file} <- readxl::read_excel("${file}.xlsx")`;
}
