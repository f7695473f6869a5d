import { createTagInput, emptyTagContent, type importCodebookOutput } from '@koersvast/contracts';
import { checkTag, DomainError, foldName, reviveTag } from '@koersvast/core';
import type { Rows } from '@koersvast/db';
import type { CodebookEntry, CodebookFile } from '@koersvast/formats';
import type { z } from 'zod';
import { samePatch } from '../same-patch.ts';
import { newTag } from './commands.ts';

type Tag = Rows['tag'];
type Report = z.infer<typeof importCodebookOutput>;

/** What reading a file in would do to the codebook. */
export interface Plan extends Report {
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
};

function onlyDefined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The texts of an entry as a tag has them. A place in a document of another project is left out. */
function contentOf(entry: CodebookEntry, names: Tag['names'], documents: ReadonlySet<string>): Partial<Tag> {
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
    name: entry.name,
    names: merged,
    key: entry.key,
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

/** The tag that a row asks for, with the parent that it had. Throws what `newTag` and `reviveTag` throw. */
function applyEntry(
  tags: readonly Tag[],
  before: Tag | null,
  entry: CodebookEntry,
  content: Partial<Tag>,
  tools: Tools,
): Tag {
  const archivedAt = tools.at.toISOString();
  if (before === null) {
    const made = newTag(
      tags,
      { ...emptyTagContent, ...content, name: entry.name, id: tools.newId() },
      tools.at,
    );
    return {
      ...made,
      ...(entry.key === null ? { key: null } : {}),
      ...(entry.archived ? { archivedAt } : {}),
    };
  }
  const back = entry.archived === false && before.archivedAt !== null;
  const gone = entry.archived === true && before.archivedAt === null;
  return {
    ...before,
    ...(back ? { ...reviveTag(tags, before), archivedAt: null } : {}),
    ...content,
    ...(gone ? { archivedAt } : {}),
  };
}

/** The first field that does not have the form that the screen asks for too; null when all have. */
function fieldNotValid(tag: Tag): string | null {
  const { id, name, names, key, appearance, definition, whenToUse, whenNot, examples, counterExamples } = tag;
  const texts = { definition, whenToUse, whenNot, examples, counterExamples };
  const parsed = createTagInput.shape.tag.safeParse({ id, name, names, key, appearance, ...texts });
  return parsed.success ? null : String(parsed.error.issues[0]?.path[0] ?? '');
}

/**
 * Decides what a file would do. A row is the tag with its `tag_id`, else the living tag with its name, else a new
 * tag; what the file has no column for stays; tags that the file does not have stay as they are.
 */
export function planImport(
  existing: readonly Tag[],
  documents: ReadonlySet<string>,
  file: CodebookFile,
  tools: Tools,
): Plan {
  const problems: Report['problems'] = file.problems.map((problem) => ({ ...problem }));
  const steps: { entry: CodebookEntry; before: Tag | null; after: Tag }[] = [];
  const report = (line: number, work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      problems.push({ line, column: columnOf[error.code] ?? '', code: error.code });
    }
  };
  let tags = [...existing];
  const named = (name: string) =>
    tags.filter((tag) => tag.archivedAt === null && foldName(tag.name) === foldName(name));
  /** The living tag with a name: the only one, or the one that stands where the file says. */
  const living = (name: string, parent?: string | null) => {
    const found = named(name);
    if (found.length < 2 || parent === undefined) return found.length === 1 ? found[0] : undefined;
    const above = new Map(tags.map((tag) => [tag.id, tag.name]));
    const nameAbove = ({ parentId }: Tag) => foldName((parentId === null ? '' : above.get(parentId)) ?? '');
    return found.find((tag) => nameAbove(tag) === foldName(parent ?? ''));
  };
  for (const entry of file.entries) {
    const before = tags.find((tag) => tag.id === entry.id) ?? living(entry.name, entry.parent) ?? null;
    if (steps.some((step) => step.after.id === before?.id)) {
      problems.push({ line: entry.line, column: 'tag', code: 'value_twice' });
      continue;
    }
    report(entry.line, () => {
      const content = contentOf(entry, before?.names ?? {}, documents);
      const after = applyEntry(tags, before, entry, content, tools);
      const field = fieldNotValid(after);
      if (field !== null) {
        problems.push({ line: entry.line, column: columnOf[field] ?? '', code: 'value_not_valid' });
        return;
      }
      steps.push({ entry, before, after });
      tags = before === null ? [...tags, after] : tags.map((tag) => (tag.id === after.id ? after : tag));
    });
  }
  // Parents are looked for when all tags are known, and the rules asked of the codebook as it would end.
  for (const { entry, after } of steps) {
    if (entry.parent === undefined) continue;
    const above = entry.parent === null ? null : living(entry.parent);
    if (above === undefined) {
      problems.push({ line: entry.line, column: 'parent', code: 'tag_parent_not_valid' });
    } else {
      after.parentId = above?.id ?? null;
    }
  }
  for (const { entry, before, after } of steps) report(entry.line, () => checkTag(tags, after, before));
  const rows = steps.map(({ entry, before, after }) => ({
    line: entry.line,
    name: after.name,
    outcome:
      before === null
        ? ('added' as const)
        : samePatch(before, after)
          ? ('same' as const)
          : ('changed' as const),
  }));
  problems.sort((a, b) => a.line - b.line);
  return {
    rows,
    problems,
    ignoredColumns: [...file.ignoredColumns],
    steps: steps.map(({ entry, before, after }) => ({ line: entry.line, before, after })),
  };
}
