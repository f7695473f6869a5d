import type { CountBasis } from '@koersvast/contracts';
import type { CountBase } from '@koersvast/core/count';
import type { ChosenWork, CountedStudy } from './choose.ts';

/** So many tags stand beside each other; of more of them the most used. */
export const MOST_TAGS = 60;

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
