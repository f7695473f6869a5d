import { DomainError } from '../error.ts';
import { foldName } from '../person/name.ts';
import { codebookLimit, nextAppearance } from './appearance.ts';
import { tagKeyProblem, tagKeysFreeInWords } from './tag-key.ts';

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

/** Whether two tags stand in the same place and look the same there. */
function isTwin(one: TagView, other: TagView): boolean {
  return one.parentId === other.parentId && foldName(one.name) === foldName(other.name);
}

/** The place in the fixed order that a new tag under this one gets. Throws `codebook_full`. */
export function freeAppearance(tags: readonly TagView[], parentId: string | null = null): number {
  const living = tags.filter((tag) => tag.archivedAt === null);
  if (living.length >= codebookLimit) throw new DomainError('codebook_full', { limit: codebookLimit });
  return nextAppearance(living, parentId);
}

function checkParent(tags: readonly TagView[], tag: TagView): void {
  // Of most, and a file may have thousands: the codebook is not gone through for each.
  if (tag.parentId === null) return;
  const byId = new Map(tags.map((each) => [each.id, each]));
  const seen = new Set([tag.id]);
  for (let id: string | null = tag.parentId; id !== null; ) {
    const parent: TagView | undefined = byId.get(id);
    if (parent === undefined || seen.has(id)) throw new DomainError('tag_parent_not_valid');
    seen.add(id);
    id = parent.parentId;
  }
}

/** Throws `tag_name_taken` where a living tag in the same place looks the same. */
export function checkTagName(tags: readonly TagView[], tag: TagView): void {
  if (tags.some((each) => each.id !== tag.id && each.archivedAt === null && isTwin(each, tag))) {
    throw new DomainError('tag_name_taken', { name: tag.name });
  }
}

function checkKey(others: readonly TagView[], key: string): void {
  const problem = tagKeyProblem(key, others);
  if (problem === null) return;
  const free = tagKeysFreeInWords(others);
  if (problem.kind !== 'taken') throw new DomainError('tag_key_reserved', { key, free });
  const { name, key: held } = problem.by;
  throw new DomainError('tag_key_taken', { key, name, held, free });
}

/**
 * Checks a tag as it would stand among `tags`, the whole codebook with archived ones; an older state of the
 * same tag among them is passed over. Only living tags take a name, a key or an appearance. A name is unique among
 * siblings; two that looked alike before that was so keep working, and so a tag that was living with this name in this
 * place `before` is not asked for it. Throws
 * `tag_parent_not_valid`, `tag_name_taken`, `tag_key_reserved`, `tag_key_taken`, `tag_appearance_taken` or
 * `codebook_full`.
 */
export function checkTag(tags: readonly TagView[], tag: TagView, before: TagView | null = null): void {
  checkParent(tags, tag);
  if (tag.archivedAt !== null) return;
  const others = tags.filter((each) => each.id !== tag.id && each.archivedAt === null);
  if (others.length >= codebookLimit) throw new DomainError('codebook_full', { limit: codebookLimit });
  const staysSo = before !== null && before.archivedAt === null && isTwin(before, tag);
  if (!staysSo) checkTagName(others, tag);
  if (tag.key !== null) checkKey(others, tag.key);
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
  const keyIsFree = tag.key !== null && tagKeyProblem(tag.key, others) === null;
  const appearanceIsFree = others.every((each) => each.appearance !== tag.appearance);
  return {
    key: keyIsFree ? tag.key : null,
    appearance: appearanceIsFree ? tag.appearance : freeAppearance(others, tag.parentId),
  };
}

/** Throws `tag_order_not_valid` unless `wanted` names every living tag exactly once. */
export function checkTagOrder(tags: readonly TagView[], wanted: readonly string[]): void {
  const living = new Set(tags.filter((tag) => tag.archivedAt === null).map((tag) => tag.id));
  const complete = wanted.length === living.size && new Set(wanted).size === living.size;
  if (!complete || wanted.some((id) => !living.has(id))) throw new DomainError('tag_order_not_valid');
}

/** Living siblings that look alike, as they could be made once: each is told, so that one gets another name. */
export function findTwins<Tag extends TagView>(tags: readonly Tag[]): Tag[][] {
  const living = tags.filter((tag) => tag.archivedAt === null);
  const alike = Map.groupBy(living, (tag) => `${tag.parentId} ${foldName(tag.name)}`);
  return [...alike.values()].filter((group) => group.length > 1);
}
