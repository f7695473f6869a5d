import { createTagInput, emptyTagContent, type importCodebookOutput, tagKey } from '@koersvast/contracts';
import { checkTag, freeTagKeys, reviveTag, treeOrder, withUnseen } from '@koersvast/core/codebook';
import { DomainError, type ErrorDetails } from '@koersvast/core/error';
import { foldName } from '@koersvast/core/person';
import type { Rows } from '@koersvast/db';
import type { CodebookEntry, CodebookFile } from '@koersvast/formats';
import type { z } from 'zod';
import { samePatch } from '../same-patch.ts';
import { newTag } from './new-tag.ts';
import { isRow, type PlannedRow, planTree } from './plan-tree.ts';

type Tag = Rows['tag'];
type Report = z.infer<typeof importCodebookOutput>;

/** What reading a file in would do to the codebook. */
export interface Plan extends Omit<Report, 'encoding'> {
  readonly steps: readonly { readonly line: number; readonly before: Tag | null; readonly after: Tag }[];
}

/** The columns of the file by the fields of a tag, and by what the rules of the codebook object to. */
const columnOf: Readonly<Record<string, string>> = {
  id: 'tag_id',
  name: 'tag',
  names: 'tag_nl',
  key: 'key',
  appearance: 'appearance',
  definition: 'definition',
  whenToUse: 'when_to_use',
  whenNot: 'when_not',
  examples: 'examples',
  counterExamples: 'counter_examples',
  tag_name_taken: 'tag',
  tag_key_taken: 'key',
  tag_key_reserved: 'key',
  tag_appearance_taken: 'appearance',
  tag_parent_not_valid: 'parent',
  tag_parent_twice: 'parent',
};

function onlyDefined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The texts of an entry as a tag has them. A place in a document of another project is left out. */
function contentOf(
  { name }: PlannedRow,
  entry: CodebookEntry,
  names: Tag['names'],
  documents: ReadonlySet<string>,
): Partial<Tag> {
  const at = (examples: CodebookEntry['examples']) =>
    examples?.map((each) => ({
      ...each,
      source: each.source !== null && documents.has(each.source.documentId) ? each.source : null,
    }));
  const merged = onlyDefined({
    nl: entry.nl === undefined ? names.nl : (entry.nl ?? undefined),
    en: entry.en === undefined ? names.en : (entry.en ?? undefined),
  });
  return onlyDefined({
    name,
    names: merged,
    appearance: entry.appearance ?? undefined,
    definition: entry.definition,
    whenToUse: entry.whenToUse,
    whenNot: entry.whenNot,
    examples: at(entry.examples),
    counterExamples: at(entry.counterExamples),
  }) as Partial<Tag>;
}

interface Tools {
  newId(): string;
  readonly at: Date;
}

/** All of a codebook that a plan is made of. */
export interface Standing {
  readonly tags: readonly Tag[];
  /** The documents of the project. */
  readonly documents: readonly string[];
  /** Those that whoever reads the file in codes blind. */
  readonly blindDocuments: readonly string[];
}

/** The tag that a row asks for. Throws what `newTag` and `reviveTag` throw. */
function applyEntry(
  tags: readonly Tag[],
  before: Tag | null,
  { name, entry }: PlannedRow,
  content: Partial<Tag>,
  tools: Tools,
  wanted: number,
): Tag {
  const archivedAt = tools.at.toISOString();
  if (before === null) {
    // Where the file says which keys there are, none is thought of beside them: this one is only in its place.
    const told = entry === null || entry.key !== undefined;
    const given = { ...emptyTagContent, ...content, name, id: tools.newId() };
    const made = newTag(tags, { ...given, key: told ? 'a' : null }, tools.at, wanted);
    return { ...made, key: told ? null : made.key, ...(entry?.archived ? { archivedAt } : {}) };
  }
  const back = entry?.archived === false && before.archivedAt !== null;
  const gone = entry?.archived === true && before.archivedAt === null;
  return {
    ...before,
    ...(back ? { ...reviveTag(tags, before), archivedAt: null } : {}),
    ...content,
    ...(gone ? { archivedAt } : {}),
  };
}

/** The first field that does not have the form that the screen asks for too, and why; null when all have. */
function fieldNotValid(tag: Tag): { readonly field: string; readonly code: string } | null {
  const { id, name, names, appearance, definition, whenToUse, whenNot, examples, counterExamples } = tag;
  const texts = { definition, whenToUse, whenNot, examples, counterExamples };
  const parsed = createTagInput.shape.tag.safeParse({ id, name, names, key: null, appearance, ...texts });
  const issue = parsed.error?.issues[0];
  if (issue === undefined) return null;
  return {
    field: String(issue.path[0] ?? ''),
    code: issue.code === 'too_big' ? 'value_too_long' : 'value_not_valid',
  };
}

interface Step {
  readonly row: PlannedRow;
  readonly before: Tag | null;
  readonly after: Tag;
}

/** Finds for each row the tag that it is about, each at most once. */
function finder(existing: readonly Tag[], rows: readonly PlannedRow[]) {
  const byId = new Map(existing.map((tag) => [tag.id, tag]));
  const living = existing.filter((tag) => tag.archivedAt === null);
  const byName = Map.groupBy(living, ({ name }) => foldName(name));
  const byPlace = Map.groupBy(living, ({ name, parentId }) => `${parentId} ${foldName(name)}`);
  const inUse = rows.filter(({ entry }) => entry?.archived !== true);
  const rowsByName = Map.groupBy(inUse, ({ name }) => foldName(name));
  // Whoever is named by their id is nobody else's.
  const claimed = new Set(rows.flatMap(({ entry }) => (entry?.id && byId.has(entry.id) ? [entry.id] : [])));
  const taken = new Set<string>();
  return (row: PlannedRow, parentId: string | null | undefined): Tag | 'twice' | null => {
    const own = row.entry?.id === undefined ? undefined : byId.get(row.entry.id);
    if (own !== undefined) {
      if (taken.has(own.id)) return 'twice';
      taken.add(own.id);
      return own;
    }
    const fold = foldName(row.name);
    const alike = rowsByName.get(fold) ?? [];
    if (row.entry?.archived === true && alike.length > 0) return null;
    const free = (tags: readonly Tag[] | undefined) => (tags ?? []).filter(({ id }) => !claimed.has(id));
    const here = parentId === undefined ? undefined : free(byPlace.get(`${parentId} ${fold}`))[0];
    // Without a path a name is the tag, wherever it stood: a file can move it.
    const says = row.entry !== null && (row.entry.parent !== undefined || parentId === undefined);
    const elsewhere = says && alike.length < 2 ? free(byName.get(fold)) : [];
    const atTop = elsewhere.filter((tag) => tag.parentId === null);
    const only = elsewhere.length === 1 ? elsewhere[0] : parentId === undefined ? atTop[0] : undefined;
    const found = here ?? only;
    if (found === undefined) return null;
    if (taken.has(found.id)) return 'twice';
    taken.add(found.id);
    return found;
  };
}

/**
 * Decides what a file would do. A row is the tag with its `tag_id`, else the living tag with its name in its place,
 * else, where it has no path, the only living tag with its name, else a new tag; what the file has no column for
 * stays, as does what the giver is not shown; tags that the file does not have stay as they are. A key that somebody else has is left out, and told.
 */
export function planImport(standing: Standing, file: CodebookFile, tools: Tools): Plan {
  const { tags: existing } = standing;
  const documents = new Set(standing.documents);
  const tree = planTree(existing, file.entries);
  const found = new Problems();
  for (const { line, column, code } of file.problems) found.add(line, column, code);
  for (const { line, code, name } of tree.problems) found.add(line, 'parent', code, { name });
  const keys = new Problems();

  let tags = [...existing];
  const wanted = existing.filter((tag) => tag.archivedAt === null).length + tree.rows.length;
  const steps: Step[] = [];
  const stepOf = new Map<PlannedRow, Step>();
  const find = finder(existing, tree.rows);
  const places = new Set<string>();
  for (const row of tree.rows) {
    const { above, entry, line } = row;
    const over = isRow(above) ? stepOf.get(above) : undefined;
    // What it stands under could not be used, which is told already.
    if (isRow(above) && over === undefined) continue;
    const parentId =
      over?.after.id ?? (typeof above === 'object' && 'tag' in above ? above.tag.id : undefined);
    const place = above === 'stays' ? undefined : (parentId ?? null);
    const before = find(row, place);
    if (before === 'twice') {
      found.add(line, 'tag', 'value_twice');
      continue;
    }
    try {
      const told = entry === null ? {} : contentOf(row, entry, before?.names ?? {}, documents);
      const content = withUnseen(standing, told, before ?? {});
      const placed = place === undefined ? content : { ...content, parentId: place };
      const after = applyEntry(tags, before, row, placed, tools, wanted);
      const wrong = fieldNotValid(after);
      if (wrong !== null) {
        found.add(line, columnOf[wrong.field] ?? '', wrong.code);
        continue;
      }
      const stands = `${after.parentId} ${foldName(after.name)}`;
      if (before === null && after.archivedAt === null && places.has(stands)) {
        found.add(line, 'tag', 'value_twice');
        continue;
      }
      if (after.archivedAt === null) places.add(stands);
      const step = { row, before, after };
      steps.push(step);
      stepOf.set(row, step);
      tags = before === null ? [...tags, after] : tags.map((tag) => (tag.id === after.id ? after : tag));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      found.add(line, columnOf[error.code] ?? '', error.code, error.details);
      if (error.code === 'codebook_full') break;
    }
  }
  inOrderOfFile(existing, file.entries, steps);
  giveKeys(tags, steps, keys);
  for (const { row, before, after } of steps) {
    try {
      checkTag(tags, after, before);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      found.add(row.line, columnOf[error.code] ?? '', error.code, error.details);
      if (error.code === 'codebook_full') break;
    }
  }
  return {
    rows: steps.map(({ row: { line }, before, after }) => ({
      line,
      name: after.name,
      outcome: before === null ? 'added' : samePatch(before, after) ? 'same' : 'changed',
    })),
    problems: found.list(),
    ignoredColumns: [...file.ignoredColumns],
    columns: file.columns.map((each) => ({ ...each })),
    separator: file.separator,
    keys: keys.list(),
    freeKeys: freeTagKeys(tags.filter((tag) => tag.archivedAt === null)).slice(),
    tree: treeOf(steps, tags),
    steps: steps.map(({ row: { line }, before, after }) => ({ line, before, after })),
  };
}

/** Problems of one kind in one column are one, with the lines that have it. */
class Problems {
  readonly #found = new Map<string, Report['problems'][number]>();

  add(line: number, column: string, code: string, details: ErrorDetails = {}): void {
    const words = Object.fromEntries(
      Object.entries(details).filter(
        (entry): entry is [string, string | number] => typeof entry[1] !== 'boolean' && entry[1] !== null,
      ),
    );
    const kind = JSON.stringify([column, code, words]);
    const known = this.#found.get(kind);
    if (known === undefined) {
      this.#found.set(kind, {
        line,
        column,
        code,
        lines: [line],
        count: 1,
        ...(Object.keys(words).length > 0 ? { details: words } : {}),
      });
      return;
    }
    if (known.lines.includes(line)) return;
    known.count += 1;
    if (known.lines.length < 20) known.lines.push(line);
  }

  list(): Report['problems'] {
    return [...this.#found.values()].sort((one, other) => one.line - other.line);
  }
}

/** New tags come in the order of the file, and what only a path names before what stands under it. */
function inOrderOfFile(
  existing: readonly Tag[],
  entries: readonly CodebookEntry[],
  steps: readonly Step[],
): void {
  const places = new Map(entries.map((entry, place) => [entry, place]));
  const made = steps.filter(({ before }) => before === null);
  const placeOf = ({ row: { line, entry } }: Step) =>
    entry === null ? entries.findIndex((each) => each.line === line) - 0.5 : (places.get(entry) ?? 0);
  let position = Math.max(-1, ...existing.map((tag) => tag.position));
  for (const { after } of made.sort((one, other) => placeOf(one) - placeOf(other))) {
    position += 1;
    after.position = position;
  }
}

/**
 * Gives each tag the key that its row asks for, the first row first, where it can be had. Who cannot have it keeps what
 * they had, or has none.
 */
function giveKeys(tags: readonly Tag[], steps: readonly Step[], told: Problems): void {
  const asking = steps.filter(({ row }) => row.entry?.key !== undefined);
  const asks = new Set(asking.map(({ after }) => after.id));
  for (const { after } of asking) after.key = null;
  const holders = new Map<string, Tag>();
  for (const tag of tags) {
    if (tag.archivedAt === null && tag.key !== null && !asks.has(tag.id)) holders.set(tag.key, tag);
  }
  const refused: Step[] = [];
  for (const step of asking) {
    const key = step.row.entry?.key ?? null;
    if (key === null) continue;
    const { after, row } = step;
    const holder = holders.get(key);
    if (!tagKey.safeParse(key).success) told.add(row.line, 'key', 'key_not_valid', { key: key.slice(0, 20) });
    else if (holder !== undefined) told.add(row.line, 'key', 'tag_key_taken', { key, name: holder.name });
    else {
      const refusal = after.archivedAt === null ? keyRefusal(tags, { ...after, key }) : null;
      if (refusal === null) {
        after.key = key;
        if (after.archivedAt === null) holders.set(key, after);
        continue;
      }
      // Which keys are free is told once, when all have been given.
      const { free: _free, ...details } = refusal.details;
      told.add(row.line, 'key', refusal.code, { key, ...details });
    }
    refused.push(step);
  }
  for (const { before, after } of refused) {
    if (before?.key != null && keyRefusal(tags, { ...after, key: before.key }) === null) {
      after.key = before.key;
      holders.set(before.key, after);
    }
  }
}

/** What the rules of the codebook say of a key alone. */
function keyRefusal(tags: readonly Tag[], tag: Tag): DomainError | null {
  try {
    checkTag(tags, { ...tag, parentId: null, name: tag.id });
  } catch (error) {
    if (error instanceof DomainError && error.code.startsWith('tag_key_')) return error;
    if (!(error instanceof DomainError)) throw error;
  }
  return null;
}

/** How the codebook would look as far as the file is about it, with what its tags stand under. */
function treeOf(steps: readonly Step[], tags: readonly Tag[]): Report['tree'] {
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const stepById = new Map(steps.map((step) => [step.after.id, step]));
  const shown = new Set<string>();
  for (const { after } of steps) {
    for (let at: Tag | undefined = after; at !== undefined && !shown.has(at.id); ) {
      shown.add(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
  }
  const ordered = tags.filter(({ id }) => shown.has(id)).sort((one, other) => one.position - other.position);
  return treeOrder(ordered).map(({ tag, depth }) => {
    const step = stepById.get(tag.id);
    const same = step === undefined || (step.before !== null && samePatch(step.before, step.after));
    return {
      name: tag.name,
      depth,
      key: tag.key,
      line: step?.row.line ?? null,
      archived: tag.archivedAt !== null,
      outcome: same ? 'same' : step.before === null ? 'added' : 'changed',
    };
  });
}
