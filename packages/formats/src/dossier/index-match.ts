import type { IndexRow } from './index-row.ts';
import { fileNameOf } from './name.ts';

/** Which files of a drop the rows of a list are about. */
export interface IndexMatch {
  /** The row about a file, by its path; of several rows the first. */
  readonly rows: ReadonlyMap<string, IndexRow>;
  /** Paths that one row names together. */
  readonly together: readonly (readonly string[])[];
  /** Rows that name no file that is here. */
  readonly withoutFile: readonly IndexRow[];
  /** Rows of which a name fits several files in different folders: none of these was taken. */
  readonly ambiguous: readonly {
    readonly row: IndexRow;
    readonly name: string;
    readonly paths: readonly string[];
  }[];
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();
const withoutExtension = (name: string) => name.replace(/\.[\p{L}\p{N}]{1,10}$/u, '');

/** By what a file may be called in a list, the surer first: its path, the end of that, its name, that without extension. */
function namesOf(path: string): readonly string[][] {
  const segments = folded(path).split('/');
  const ends = segments.map((_, at) => segments.slice(at).join('/'));
  const { base } = fileNameOf(path);
  return [ends, ends.map(withoutExtension), [base]];
}

/** Finds the files of rows: by their names as they are given, then by their official numbers. */
export function matchIndex(rows: readonly IndexRow[], paths: readonly string[]): IndexMatch {
  const byName = [0, 1, 2].map(() => new Map<string, string[]>());
  const byIdentifier = new Map<string, string[]>();
  const put = (map: Map<string, string[]> | undefined, key: string, path: string) => {
    const list = map?.get(key);
    if (list === undefined) map?.set(key, [path]);
    else if (!list.includes(path)) list.push(path);
  };
  for (const path of paths) {
    namesOf(path).forEach((names, rank) => {
      for (const name of names) put(byName[rank], name, path);
    });
    for (const identifier of fileNameOf(path).identifiers) put(byIdentifier, identifier, path);
  }
  const found = new Map<string, IndexRow>();
  const together: string[][] = [];
  const withoutFile: IndexRow[] = [];
  const ambiguous: { row: IndexRow; name: string; paths: readonly string[] }[] = [];
  for (const row of rows) {
    const own = new Set<string>();
    let fitsMany = false;
    for (const name of row.files) {
      const paths = filesCalled(name, byName);
      if (new Set(paths.map((path) => fileNameOf(path).folder)).size > 1) {
        fitsMany = true;
        ambiguous.push({ row, name, paths });
      } else for (const path of paths) own.add(path);
    }
    for (const identifier of row.identifiers)
      for (const path of byIdentifier.get(identifier) ?? []) own.add(path);
    for (const path of own) if (!found.has(path)) found.set(path, row);
    if (own.size > 1) together.push([...own]);
    if (own.size === 0 && !fitsMany) withoutFile.push(row);
  }
  return { rows: found, together, withoutFile, ambiguous };
}

/** The whole name first; only where no file has it, what it is called without its extension. */
function filesCalled(
  name: string,
  byName: readonly ReadonlyMap<string, readonly string[]>[],
): readonly string[] {
  const [whole, ends, bases] = byName;
  const wanted = folded(name);
  return (
    whole?.get(wanted) ??
    ends?.get(wanted) ??
    ends?.get(withoutExtension(wanted)) ??
    bases?.get(fileNameOf(name).base) ??
    []
  );
}
