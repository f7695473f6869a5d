import { DomainError } from '../error.ts';
import { checkTagName, type TagContent, type TagView } from './codebook.ts';

/** What a tag means: when one of these changes, what was coded before is to be looked at again. */
const meaningFields = ['definition', 'whenToUse', 'whenNot'] as const;

type Meaning = Pick<TagContent, (typeof meaningFields)[number]>;

/** Whether a change of a tag changes what it means, and not only how it is called or looks. */
export function changesMeaning(before: Meaning, patch: Partial<Meaning>): boolean {
  return meaningFields.some((field) => patch[field] !== undefined && patch[field] !== before[field]);
}

/** Whether an annotation was made before its tag came to mean what it means now. */
export function needsRecheck(
  annotation: { readonly codebookVersion: number },
  tag: { readonly meaningVersion: number },
): boolean {
  return annotation.codebookVersion < tag.meaningVersion;
}

/** All that stands under a tag, itself included. */
export function withDescendants(tags: readonly Pick<TagView, 'id' | 'parentId'>[], id: string): Set<string> {
  const found = new Set([id]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const tag of tags) {
      if (tag.parentId === null || !found.has(tag.parentId) || found.has(tag.id)) continue;
      found.add(tag.id);
      grown = true;
    }
  }
  return found;
}

/**
 * Throws `tag_merge_not_valid` unless both tags live and the one that stays is another, and does not stand under
 * the one that goes: its children move up to the one that stays. Throws `tag_name_taken` where one of them would look
 * like a tag that stands there already.
 */
export function checkMerge(tags: readonly TagView[], goes: string, stays: string): void {
  const living = new Set(tags.filter((tag) => tag.archivedAt === null).map((tag) => tag.id));
  if (!living.has(goes) || !living.has(stays) || withDescendants(tags, goes).has(stays)) {
    throw new DomainError('tag_merge_not_valid');
  }
  const left = tags.filter((tag) => tag.id !== goes);
  for (const child of left.filter((tag) => tag.parentId === goes && tag.archivedAt === null)) {
    checkTagName(left, { ...child, parentId: stays });
  }
}

/** The tags in the order of the tree: each followed by what stands under it, siblings as they came. */
export function treeOrder<Tag extends Pick<TagView, 'id' | 'parentId'>>(
  tags: readonly Tag[],
): { readonly tag: Tag; readonly depth: number }[] {
  const ids = new Set(tags.map((tag) => tag.id));
  const children = Map.groupBy(tags, ({ parentId }) =>
    parentId !== null && ids.has(parentId) ? parentId : null,
  );
  const ordered: { tag: Tag; depth: number }[] = [];
  const add = (parentId: string | null, depth: number) => {
    for (const tag of children.get(parentId) ?? []) {
      ordered.push({ tag, depth });
      add(tag.id, depth + 1);
    }
  };
  add(null, 0);
  return ordered;
}

/** Fields in which two states of a tag can differ, as far as a reader of the codebook is concerned. */
export const comparedFields = [
  'name',
  'names',
  'key',
  'appearance',
  'parentId',
  'definition',
  'whenToUse',
  'whenNot',
  'examples',
  'counterExamples',
] as const;
export type ComparedField = (typeof comparedFields)[number];

type ComparedTag = Pick<TagView, 'id' | 'parentId'> & TagContent;

export interface CodebookDifference<Tag> {
  readonly added: readonly Tag[];
  readonly removed: readonly Tag[];
  readonly changed: readonly {
    readonly before: Tag;
    readonly after: Tag;
    readonly fields: readonly ComparedField[];
  }[];
}

/** What is different between two versions of a codebook, each the list of its living tags. */
export function diffCodebooks<Tag extends ComparedTag>(
  before: readonly Tag[],
  after: readonly Tag[],
): CodebookDifference<Tag> {
  const old = new Map(before.map((tag) => [tag.id, tag]));
  const present = new Set(after.map((tag) => tag.id));
  const changed = after.flatMap((tag) => {
    const was = old.get(tag.id);
    if (was === undefined) return [];
    const fields = comparedFields.filter(
      (field) => JSON.stringify(was[field]) !== JSON.stringify(tag[field]),
    );
    return fields.length === 0 ? [] : [{ before: was, after: tag, fields }];
  });
  return {
    added: after.filter((tag) => !old.has(tag.id)),
    removed: before.filter((tag) => !present.has(tag.id)),
    changed,
  };
}
