import type { AgreementSelection } from '@koersvast/contracts';
import { treeOrder, withDescendants } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import type { Rows } from '@koersvast/db';
import type { TagChoice } from './tally.ts';

/** The codebook as it is measured. */
export interface MeasuredTags extends TagChoice {
  /** Tags that were not merged into others, in the order of the tree. */
  readonly tags: readonly Rows['tag'][];
  labelOf(tagId: string): string;
  tagOf(label: string): string;
  /** Whether a tag has some below it. */
  hasChildren(tagId: string): boolean;
}

/** Into what a tag was merged in the end: itself where it was not. */
function endOf(byId: ReadonlyMap<string, Rows['tag']>, id: string): string {
  let at = id;
  // As many steps as there are tags, whatever they say.
  for (let step = 0; step < byId.size; step += 1) {
    const into = byId.get(at)?.mergedIntoId ?? null;
    if (into === null) return at;
    at = into;
  }
  return at;
}

/**
 * Short labels for reckoning: a hundred thousand spans with ids of 36 characters would be sent from process to process
 * for nothing. Throws `not_found` for a tag that is chosen and not there.
 */
export function measuredTags(
  all: readonly Rows['tag'][],
  { tagIds }: Pick<AgreementSelection, 'tagIds'>,
): MeasuredTags {
  const byId = new Map(all.map((tag) => [tag.id, tag]));
  const ids = all.map(({ id }) => id).sort();
  const places = new Map(ids.map((id, place) => [id, String(place)]));
  const labelOf = (id: string) => places.get(id) ?? '';
  const labels = Object.fromEntries(ids.map((id) => [id, labelOf(endOf(byId, id))]));
  const standing = all.filter(({ mergedIntoId }) => mergedIntoId === null);
  const parents = new Set(standing.flatMap(({ parentId }) => parentId ?? []));
  const above = Object.fromEntries(
    standing.map((tag) => [
      labelOf(tag.id),
      lineOf(byId, tag)
        .filter((id) => parents.has(id))
        .map(labelOf),
    ]),
  );
  for (const id of tagIds ?? []) if (!byId.has(id)) throw new DomainError('not_found');
  return {
    labels,
    chosen: tagIds && [...new Set(tagIds.map((id) => labelOf(endOf(byId, id))))].sort(),
    above,
    tags: treeOrder(standing).map(({ tag }) => tag),
    labelOf,
    tagOf: (label) => ids[Number(label)] ?? '',
    hasChildren: (id) => parents.has(id),
  };
}

/** A tag and all above it. */
function lineOf(byId: ReadonlyMap<string, Rows['tag']>, tag: Rows['tag']): string[] {
  const line: string[] = [];
  for (let at: Rows['tag'] | undefined = tag; at !== undefined && !line.includes(at.id); ) {
    line.push(at.id);
    at = at.parentId === null ? undefined : byId.get(endOf(byId, at.parentId));
  }
  return line;
}

/** Which tags a tag stands for: those below it too unless it alone is meant, and all that were merged into these. */
export function tagsMeant(all: readonly Rows['tag'][], id: string, only: boolean): string[] {
  const meant = only ? new Set([id]) : withDescendants(all, id);
  const byId = new Map(all.map((tag) => [tag.id, tag]));
  return all.flatMap((tag) => (meant.has(tag.id) || meant.has(endOf(byId, tag.id)) ? [tag.id] : []));
}

/** Tags of a selection that were not merged into others, in the order of the tree. */
export function askedTags({ tags }: { readonly tags: MeasuredTags }): Rows['tag'][] {
  return tags.tags.filter(({ id }) => tags.chosen === null || tags.chosen.includes(tags.labelOf(id)));
}

/** Of a tag that was put away nobody needs to read that it is not used. */
export const isPutAway = ({ archivedAt }: Pick<Rows['tag'], 'archivedAt'>) => archivedAt !== null;
