import type { Tag } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { matchOf } from '../../lib/find.ts';

/** A codebook of more tags than this is searched rather than read. */
export const largeCodebook = 8;

/** What a list of tags shows of one: how deep it stands, or what it stands under. */
export interface TagPlace {
  readonly depth: number;
  readonly path: string;
}

/** So many tags are in the page at once; the others when there is time, long before anybody has scrolled to them. */
const atOnce = 24;

/** How many tags of a list that has just changed are in the page at once: the one that has the focus stays in it. */
export function shownAtOnce(tags: readonly Pick<Tag, 'id'>[], focused: string | null): number {
  const at = focused === null ? -1 : tags.findIndex(({ id }) => id === focused);
  return Math.min(tags.length, Math.max(atOnce, at + 1));
}

interface TagQuestion {
  readonly typed: string;
  readonly key: string;
  /** What stands before all others: the one that Enter takes. Null for the tree as it is. */
  readonly first?: Tag | null;
}

export interface TagRows {
  readonly tags: readonly Tag[];
  readonly placeOf: (tag: Tag) => TagPlace;
}

/**
 * The tags as a menu lists them. Without anything typed they stand in their tree, the one that Enter takes before
 * all others; what was found or typed the beginning of stands in a list, each with what it is under. Names count
 * before paths.
 */
export function tagRows(
  tags: readonly Tag[],
  nameOf: (tag: Tag) => string,
  { typed, key, first = tags[0] ?? null }: TagQuestion,
): TagRows {
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const pathOf = (tag: Tag): string => {
    const names: string[] = [];
    const seen = new Set([tag.id]);
    for (let at = byId.get(tag.parentId ?? ''); at !== undefined && !seen.has(at.id); ) {
      seen.add(at.id);
      names.unshift(nameOf(at));
      at = byId.get(at.parentId ?? '');
    }
    return names.join(' › ');
  };
  const listed = (found: readonly Tag[]): TagRows => ({
    tags: found,
    placeOf: (tag) => ({ depth: 0, path: pathOf(tag) }),
  });
  if (key !== '') return listed(tags.filter((tag) => tag.key?.startsWith(key)));
  if (typed.trim() !== '') {
    const found = tags.flatMap((tag) => {
      const name = Math.max(matchOf(typed, nameOf(tag)), matchOf(typed, tag.name));
      const score = name > 0 ? name + 100 : matchOf(typed, `${nameOf(tag)} ${tag.name} ${pathOf(tag)}`);
      return score > 0 ? [{ tag, score }] : [];
    });
    return listed(found.sort((one, other) => other.score - one.score).map(({ tag }) => tag));
  }
  const above = new Set(tags.map((tag) => tag.parentId));
  const ordered = treeOrder([...tags].sort((one, other) => one.position - other.position));
  if (ordered.every(({ depth }) => depth === 0)) {
    return { tags, placeOf: () => ({ depth: 0, path: '' }) };
  }
  const depths = new Map(ordered.map(({ tag, depth }) => [tag.id, depth]));
  // What others stand under stays where it is, so that the tree keeps its heads.
  const moves = first !== null && !above.has(first.id);
  const rest = ordered.map(({ tag }) => tag).filter((tag) => !moves || tag.id !== first.id);
  return {
    tags: moves ? [first, ...rest] : rest,
    placeOf: (tag) =>
      moves && tag.id === first.id
        ? { depth: 0, path: pathOf(tag) }
        : { depth: depths.get(tag.id) ?? 0, path: '' },
  };
}
