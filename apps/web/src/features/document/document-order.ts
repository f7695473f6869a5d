import type { DocumentListItem } from '@koersvast/contracts';

export const documentColumns = [
  'title',
  'date',
  'author',
  'addressee',
  'dossier',
  'paragraphs',
  'annotations',
  'state',
  'sourceUrl',
  'language',
  'licence',
] as const;
export type DocumentColumn = (typeof documentColumns)[number];

const states = ['in_progress', 'recheck', 'todo', 'done'] as const;

/** The state of the asking member's latest assignment; to do when there is none. */
export function stateOf(item: DocumentListItem): (typeof states)[number] {
  return item.assignments.at(-1)?.state ?? 'todo';
}

/** A date as a number that sorts as it does: words are compared much slower than numbers. */
function dateOrder(date: string | null): string | number | null {
  const parts = date === null ? null : /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date);
  if (parts === null) return date;
  const [, year, month = '0', day = '0'] = parts;
  return Number(year) * 10_000 + Number(month) * 100 + Number(day);
}

/** What documents are sorted by in a column; null where it is not known. */
export function orderOf(item: DocumentListItem, column: DocumentColumn): string | number | null {
  if (column === 'paragraphs' || column === 'annotations') return item[column];
  if (column === 'state') return states.indexOf(stateOf(item));
  if (column === 'date') return dateOrder(item.document.date);
  return item.document[column];
}

/** Documents in the order of a column, those without a value last. */
export function inOrder(
  items: readonly DocumentListItem[],
  orderIn: (item: DocumentListItem) => string | number | null,
  down: boolean,
  compare: (one: string, other: string) => number,
): readonly DocumentListItem[] {
  const valued = items.map((item) => ({ item, value: orderIn(item) }));
  const known = valued.filter(({ value }) => value !== null);
  known.sort(({ value: one }, { value: other }) => {
    const way =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : compare(String(one), String(other));
    return down ? -way : way;
  });
  return [...known, ...valued.filter(({ value }) => value === null)].map(({ item }) => item);
}
