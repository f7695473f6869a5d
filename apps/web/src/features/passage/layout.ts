import type { ListedPassages } from '@koersvast/contracts';

type Group = ListedPassages['groups'][number];

/** What stands at a place of the list on screen: the head of a group, or a passage by its place among all. */
export type Line = { readonly group: Group } | { readonly passage: number };

/** Passages with the heads of their groups between them. */
export interface Layout {
  readonly count: number;
  at(line: number): Line;
  /** Where a passage stands. */
  lineOf(passage: number): number;
}

export function layoutOf({ groups, total }: Pick<ListedPassages, 'groups' | 'total'>): Layout {
  /** How many groups begin at a place or before it, of which the head of the nth is n lines further down. */
  const begun = (isBegun: (group: Group, nth: number) => boolean) => {
    let [low, high] = [0, groups.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const group = groups[middle];
      if (group !== undefined && isBegun(group, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    count: total.passages + groups.length,
    at: (line) => {
      const before = begun(({ from }, nth) => from + nth <= line);
      const group = groups[before - 1];
      return group !== undefined && group.from + before - 1 === line ? { group } : { passage: line - before };
    },
    lineOf: (passage) => passage + begun(({ from }) => from <= passage),
  };
}
