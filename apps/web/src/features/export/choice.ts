import type { exportFiles, exportLayers, exportPresets } from '@koersvast/contracts';

export interface Choice {
  readonly file: (typeof exportFiles)[number];
  readonly preset: (typeof exportPresets)[number];
  readonly layer: (typeof exportLayers)[number];
}

export function fileOf({ file, preset }: Choice): string {
  return `${file}.${preset === 'xlsx' ? 'xlsx' : 'csv'}`;
}

/** The path of a download, with only what differs from what the server takes by itself. */
export function pathOf(projectId: string, choice: Choice, token?: string): string {
  const query = new URLSearchParams();
  if (choice.preset === 'excel-nl') query.set('preset', choice.preset);
  if (choice.file === 'annotations' && choice.layer !== 'current') query.set('layer', choice.layer);
  if (token !== undefined) query.set('token', token);
  const asked = query.toString();
  return `/api/projects/${projectId}/${fileOf(choice)}${asked === '' ? '' : `?${asked}`}`;
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
