import type { CountBasis } from '@koersvast/contracts';
import type { CountBase, CountedTags } from '@koersvast/core/count';
import { askedTags, isPutAway } from '../agreement/tags.ts';
import type { ChosenWork, CountedStudy } from './choose.ts';

/** So many tags stand beside each other; of more of them the most used. */
const MOST_TAGS = 60;

/** The tags that are counted, in the order of the codebook, by the labels of the study. */
export function countedTags({
  tags,
  selection,
}: CountedStudy): CountedTags & { readonly ids: readonly string[] } {
  const asked = askedTags({ tags });
  return {
    labels: tags.labels,
    rows: asked.map(({ id }) => tags.labelOf(id)),
    above: selection.withChildren ? tags.above : null,
    ids: asked.map(({ id }) => id),
  };
}

/** Which rows are shown: of too many the most used; of tags that were put away those that were used. */
export function shownTags<Row extends { readonly label: string }>(
  { tags }: CountedStudy,
  rows: readonly Row[],
  usedOf: (row: Row) => number,
): { readonly shown: readonly Row[]; readonly more: number } {
  const putAway = new Set(tags.tags.filter(isPutAway).map(({ id }) => tags.labelOf(id)));
  const standing = rows.filter((row) => usedOf(row) > 0 || !putAway.has(row.label));
  if (standing.length <= MOST_TAGS) return { shown: standing, more: 0 };
  const most = new Set([...standing].sort((a, b) => usedOf(b) - usedOf(a)).slice(0, MOST_TAGS));
  return { shown: standing.filter((row) => most.has(row)), more: standing.length - MOST_TAGS };
}

/** Letters by number, so that all readings of one are one. */
export function letterNumbers({ documents }: CountedStudy): ReadonlyMap<string, number> {
  const letters = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const { id, letterId } of documents) {
    const number = letters.get(letterId) ?? letters.size;
    letters.set(letterId, number);
    numbers.set(id, number);
  }
  return numbers;
}

/** Chosen letters in which nothing counts, by their standing readings. */
export function waitingIn({ documents }: CountedStudy, works: readonly ChosenWork[]): string[] {
  const letterOf = new Map(documents.map(({ id, letterId }) => [id, letterId]));
  const counted = new Set(works.map(({ documentId }) => letterOf.get(documentId)));
  return documents.flatMap(({ id, letterId, replaced }) => (replaced || counted.has(letterId) ? [] : [id]));
}

export function basisOf(
  study: CountedStudy,
  works: readonly ChosenWork[],
  base: CountBase,
  moreTags: number,
): CountBasis {
  return {
    ...base,
    waiting: waitingIn(study, works).length,
    blind: study.blind,
    coderIds: [...new Set(works.flatMap(({ coderId }) => coderId ?? []))].sort(),
    moreTags,
  };
}
