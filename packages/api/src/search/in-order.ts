import type { SearchOrder } from '@koersvast/contracts';
import type { SearchedDocument } from '../study/searched.ts';
import type { SortPart } from './aside/portion.ts';
import type { InOrder } from './scan.ts';

const titles = new Intl.Collator('nl', { numeric: true });

/**
 * Documents in the order in which they are gone through, and by what lines are sorted beside that: by nothing where
 * documents alone decide, so that the first lines are known at once.
 */
export function inOrder(
  documents: readonly SearchedDocument[],
  order: readonly SearchOrder[],
): { readonly documents: readonly InOrder[]; readonly sort: readonly SortPart[] } {
  const ranks: number[][] = documents.map(() => []);
  const sort = order.map(({ by, descending }): SortPart => {
    const [, side, nth] = /^(left|right)([1-3])$/.exec(by) ?? [];
    if (side === 'left' || side === 'right') return { by: side, at: Number(nth), descending };
    if (by === 'hit' || by === 'tag') return { by, at: 0, descending };
    const ranked = rankBy(documents, by, descending);
    const at = ranks[0]?.length ?? 0;
    for (const [index, rank] of ranked.entries()) ranks[index]?.push(rank);
    return { by: 'document', at, descending };
  });
  const byDocument = sort.every(({ by }) => by === 'document');
  const rows = documents.map((document, at) => ({ document, added: at, ranks: ranks[at] ?? [] }));
  if (byDocument) {
    rows.sort((a, b) => {
      for (const [at, { descending }] of sort.entries()) {
        const gap = (a.ranks[at] ?? 0) - (b.ranks[at] ?? 0);
        if (gap !== 0) return descending ? -gap : gap;
      }
      return a.added - b.added;
    });
  }
  return {
    documents: rows.map(({ document, ranks: own }, at) => ({
      document,
      order: at,
      ranks: byDocument ? [] : own,
    })),
    sort: byDocument ? [] : sort,
  };
}

/** A number for each document, the same for those that say the same. Who says nothing comes last, in either direction. */
function rankBy(
  documents: readonly SearchedDocument[],
  by: SearchOrder['by'],
  descending: boolean,
): number[] {
  if (by === 'added') return documents.map((_, at) => at);
  const compare: (a: string, b: string) => number =
    by === 'title' ? titles.compare : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const saidBy = (document: SearchedDocument) => (by === 'title' ? document.title : document.date);
  const values = [...new Set(documents.flatMap((each) => saidBy(each) ?? []))].sort(compare);
  const ranks = new Map(values.map((value, at) => [value, at]));
  const none = descending ? -1 : values.length;
  return documents.map((each) => {
    const value = saidBy(each);
    return value === null ? none : (ranks.get(value) ?? none);
  });
}
