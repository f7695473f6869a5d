import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** No function has more lines than this, from the first of its head to its last, empty ones and comments among them. */
const MOST_LINES = 120;
const NOT_SHIPPED = /\.(test|spec|bench)\.[jt]sx?$|(^|\/)(testing|cases|generated|dist|node_modules)\//;
const FOLDERS = ['packages', 'apps', '.ci'];

export interface LongFunction {
  readonly place: string;
  readonly lines: number;
}

/** Of files by their paths: the functions that nobody reads in one go. */
export function findLongFunctions(sources: ReadonlyMap<string, string>): LongFunction[] {
  const long: LongFunction[] = [];
  for (const [file, text] of sources) {
    if (text.split('\n').length <= MOST_LINES) continue;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    const lineOf = (at: number) => source.getLineAndCharacterOfPosition(at).line + 1;
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node)) {
        const [first, last] = [lineOf(node.getStart(source)), lineOf(node.getEnd())];
        if (last - first >= MOST_LINES) long.push({ place: `${file}:${first}`, lines: last - first + 1 });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return long;
}

/** What is shipped, and what tries and measures it. */
export function readSources(root: string): Map<string, string> {
  const files = FOLDERS.flatMap((folder) => filesBelow(root, folder));
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (NOT_SHIPPED.test(`${file}${entry.isDirectory() ? '/' : ''}`)) return [];
    if (entry.isDirectory()) return filesBelow(root, file);
    return /\.(tsx?|mjs)$/.test(entry.name) ? [file] : [];
  });
}
