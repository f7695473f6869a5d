import { appearanceCount } from './appearance.ts';
import { DomainError } from './error.ts';
import { isReservedTagKey } from './keys.ts';

/** How many tags can live in a codebook at once: each has its own place in the fixed order of appearances. */
export const codebookLimit = appearanceCount;

/** A quotation that shows what a tag is, or is not, with its place where it has one. */
export interface TagExample {
  readonly quote: string;
  readonly note: string;
  readonly source: { readonly documentId: string; readonly start: number; readonly end: number } | null;
}

/** What a person writes about a tag. */
export interface TagContent {
  readonly name: string;
  /** The name in other languages. */
  readonly names: { readonly nl?: string | undefined; readonly en?: string | undefined };
  readonly key: string | null;
  /** Place in the fixed order of colour and line style, from 0. */
  readonly appearance: number;
  readonly definition: string;
  readonly whenToUse: string;
  readonly whenNot: string;
  readonly examples: readonly TagExample[];
  readonly counterExamples: readonly TagExample[];
}

/** What the rules of a codebook need to know of each of its tags. */
export interface TagView {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly key: string | null;
  readonly appearance: number;
  readonly archivedAt: string | null;
}

/** Two names are the same when they differ only in case. */
export function foldTagName(name: string): string {
  return name.toLowerCase();
}

/** The first place in the fixed order that no living tag has. Throws `codebook_full`. */
export function freeAppearance(tags: readonly TagView[]): number {
  const taken = new Set(tags.filter((tag) => tag.archivedAt === null).map((tag) => tag.appearance));
  for (let place = 0; place < codebookLimit; place += 1) if (!taken.has(place)) return place;
  throw new DomainError('codebook_full', { limit: codebookLimit });
}

function checkParent(tags: readonly TagView[], tag: TagView): void {
  const byId = new Map(tags.map((each) => [each.id, each]));
  const seen = new Set([tag.id]);
  for (let id = tag.parentId; id !== null; ) {
    const parent = byId.get(id);
    if (parent === undefined || seen.has(id)) throw new DomainError('tag_parent_not_valid');
    seen.add(id);
    id = parent.parentId;
  }
}

/**
 * Checks a tag as it would stand among `tags`, the whole codebook with archived ones; an older state of the
 * same tag among them is passed over. Only living tags take a name, a key or an appearance. Throws
 * `tag_parent_not_valid`, `tag_name_taken`, `tag_key_reserved`, `tag_key_taken`, `tag_appearance_taken` or
 * `codebook_full`.
 */
export function checkTag(tags: readonly TagView[], tag: TagView): void {
  checkParent(tags, tag);
  if (tag.archivedAt !== null) return;
  const others = tags.filter((each) => each.id !== tag.id && each.archivedAt === null);
  if (others.length >= codebookLimit) throw new DomainError('codebook_full', { limit: codebookLimit });
  if (others.some((each) => foldTagName(each.name) === foldTagName(tag.name))) {
    throw new DomainError('tag_name_taken', { name: tag.name });
  }
  if (tag.key !== null) {
    if (isReservedTagKey(tag.key)) throw new DomainError('tag_key_reserved', { key: tag.key });
    const holder = others.find((each) => each.key === tag.key);
    if (holder !== undefined) throw new DomainError('tag_key_taken', { key: tag.key, name: holder.name });
  }
  const holder = others.find((each) => each.appearance === tag.appearance);
  if (holder !== undefined) throw new DomainError('tag_appearance_taken', { name: holder.name });
}

/**
 * The key and the appearance of a tag that comes back from the archive: its own where they are still free, no
 * key and the first free appearance where not. Throws `codebook_full`.
 */
export function reviveTag(
  tags: readonly TagView[],
  tag: TagView,
): { key: string | null; appearance: number } {
  const others = tags.filter((each) => each.id !== tag.id && each.archivedAt === null);
  const keyIsFree =
    tag.key !== null && !isReservedTagKey(tag.key) && others.every((each) => each.key !== tag.key);
  const appearanceIsFree = others.every((each) => each.appearance !== tag.appearance);
  return {
    key: keyIsFree ? tag.key : null,
    appearance: appearanceIsFree ? tag.appearance : freeAppearance(others),
  };
}

/** Throws `tag_order_not_valid` unless `wanted` names every living tag exactly once. */
export function checkTagOrder(tags: readonly TagView[], wanted: readonly string[]): void {
  const living = new Set(tags.filter((tag) => tag.archivedAt === null).map((tag) => tag.id));
  const complete = wanted.length === living.size && new Set(wanted).size === living.size;
  if (!complete || wanted.some((id) => !living.has(id))) throw new DomainError('tag_order_not_valid');
}

/** The names from the top of the tree down to the tag itself; a loop, which no rule lets in, ends it. */
export function tagPath(tags: ReadonlyMap<string, Pick<TagView, 'name' | 'parentId'>>, id: string): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  for (let at: string | null = id; at !== null && !seen.has(at); ) {
    seen.add(at);
    const tag = tags.get(at);
    if (tag === undefined) break;
    names.unshift(tag.name);
    at = tag.parentId;
  }
  return names;
}
