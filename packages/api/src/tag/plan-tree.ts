import { readTagPath, type TagStep } from '@koersvast/core/codebook';
import { foldName } from '@koersvast/core/person';
import type { Rows } from '@koersvast/db';
import type { CodebookEntry } from '@koersvast/formats';

type Tag = Rows['tag'];

/** Where a row of a file stands: under another row, under a tag that is there, at the top, or where it stood. */
export type Above = PlannedRow | { readonly tag: Tag } | 'top' | 'stays';

/** A tag as a file has it; without `entry` one that only the path of another names. */
export interface PlannedRow {
  readonly line: number;
  readonly name: string;
  readonly entry: CodebookEntry | null;
  above: Above;
}

export interface PlannedTree {
  /** Each behind the row that it stands under. */
  readonly rows: readonly PlannedRow[];
  readonly problems: readonly {
    readonly line: number;
    readonly code: 'tag_parent_not_valid' | 'tag_parent_twice';
    readonly name: string;
  }[];
}

/** The number of other programs stands before the name, which keeps both and makes equal titles differ. */
function fullName({ name, code }: CodebookEntry): string {
  return code === undefined || code === name || name.startsWith(`${code} `) ? name : `${code} ${name}`;
}

function keyOf(steps: readonly TagStep[]): string {
  return steps.map(({ name, place }) => `${foldName(name)}\u0000${place}`).join('\u0000');
}

/** What a number stands under where numbers make the tree: `103.1` under `103`, `101` under `1`. */
function codesAbove(code: string): string[] {
  const divided = /^(.+)[._,-][^._,-]+$/.exec(code.trim());
  if (divided?.[1] !== undefined) return [divided[1]];
  return /^\d{3,4}$/.test(code) ? [String(Math.floor(Number(code) / 100))] : [];
}

function group<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const known = groups.get(key);
      if (known) known.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

/**
 * The tree that a file describes, whichever way it does: by paths, of which what is missing is made; by the name, path
 * or number of the tag above; by numbers. What stands in the file comes before what stands in the codebook.
 */
export function planTree(existing: readonly Tag[], entries: readonly CodebookEntry[]): PlannedTree {
  const rows: PlannedRow[] = entries.map((entry) => ({
    line: entry.line,
    name: fullName(entry),
    entry,
    above: 'stays',
  }));
  const problems: { line: number; code: 'tag_parent_not_valid' | 'tag_parent_twice'; name: string }[] = [];
  const byName = group(rows, ({ name, entry }) => [foldName(name), foldName(entry?.name ?? name)]);
  const byCode = new Map(rows.flatMap((row) => (row.entry?.code ? [[row.entry.code, row] as const] : [])));
  const byPath = new Map<string, PlannedRow>();
  for (const row of rows) {
    const above = row.entry?.above;
    if (above === undefined) continue;
    const key = keyOf([...above, { name: row.entry?.name ?? row.name, place: 1 }]);
    if (!byPath.has(key)) byPath.set(key, row);
  }
  const living = existing.filter((tag) => tag.archivedAt === null);
  const livingByName = group(living, (tag) => [foldName(tag.name)]);
  const livingByPlace = group(living, (tag) => [`${tag.parentId} ${foldName(tag.name)}`]);

  const livingAt = (steps: readonly TagStep[]): Tag | undefined => {
    let at: Tag | undefined;
    for (const { name, place } of steps) {
      const alike: Tag[] = livingByPlace.get(`${at?.id ?? null} ${foldName(name)}`) ?? [];
      at = alike[place - 1] ?? alike[0];
      if (at === undefined) return undefined;
    }
    return at;
  };
  /** The row or the tag that a path leads to; made where it is nowhere. */
  const atPath = (steps: readonly TagStep[], line: number): Above => {
    const last = steps.at(-1);
    if (last === undefined) return 'top';
    const key = keyOf(steps);
    const known = byPath.get(key);
    if (known !== undefined) return known;
    // A row of the file without a path of its own, such as one that only has a name.
    const loose = (byName.get(foldName(last.name)) ?? []).filter((row) => row.entry?.above === undefined);
    if (steps.length === 1 && loose.length === 1 && loose[0] !== undefined) return loose[0];
    const tag = livingAt(steps);
    if (tag !== undefined) return { tag };
    const made: PlannedRow = { line, name: last.name, entry: null, above: 'top' };
    byPath.set(key, made);
    rows.push(made);
    made.above = atPath(steps.slice(0, -1), line);
    return made;
  };
  const named = (row: PlannedRow, parent: string, path: readonly TagStep[] | undefined): Above => {
    const inFile = (byName.get(foldName(parent)) ?? []).filter((each) => each !== row);
    const [only] = inFile;
    if (inFile.length === 1 && only !== undefined) return only;
    const numbered = byCode.get(parent);
    if (numbered !== undefined && numbered !== row) return numbered;
    const steps = readTagPath(parent);
    const divided = steps.length > 1 ? steps : (path ?? []);
    const inPath = divided.length === 0 ? undefined : byPath.get(keyOf(divided));
    if (inPath !== undefined && inPath !== row) return inPath;
    const inUse = inFile.filter((each) => each.entry?.archived !== true);
    if (inUse.length === 1 && inUse[0] !== undefined) return inUse[0];
    const tags = livingByName.get(foldName(parent)) ?? [];
    const [tag] = tags;
    if (inFile.length === 0 && tags.length === 1 && tag !== undefined) return { tag };
    const atSteps = divided.length === 0 ? undefined : livingAt(divided);
    if (atSteps !== undefined) return { tag: atSteps };
    const code = inFile.length + tags.length > 1 ? 'tag_parent_twice' : 'tag_parent_not_valid';
    problems.push({ line: row.line, code, name: parent });
    return 'top';
  };

  for (const row of [...rows]) {
    const { entry } = row;
    if (entry === null) continue;
    if (entry.parent !== undefined) {
      row.above = entry.parent === null ? 'top' : named(row, entry.parent, entry.above);
    } else if (entry.above !== undefined) {
      row.above = atPath(entry.above, row.line);
    } else if (entry.code !== undefined) {
      const above = codesAbove(entry.code).flatMap((code) => byCode.get(code) ?? []);
      row.above = above.find((each) => each !== row) ?? 'stays';
    }
  }
  const ordered = topDown(rows);
  for (const row of rows) {
    if (!ordered.has(row)) problems.push({ line: row.line, code: 'tag_parent_not_valid', name: row.name });
  }
  return { rows: [...ordered], problems };
}

/** Each behind the one that it stands under; those that stand under each other in a circle are left out. */
function topDown(rows: readonly PlannedRow[]): Set<PlannedRow> {
  const under = Map.groupBy(rows, ({ above }) => (isRow(above) ? above : null));
  const ordered = new Set<PlannedRow>();
  const waiting = [...(under.get(null) ?? [])].reverse();
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    ordered.add(row);
    waiting.push(...[...(under.get(row) ?? [])].reverse());
  }
  return ordered;
}

export function isRow(above: Above): above is PlannedRow {
  return typeof above === 'object' && 'line' in above;
}
