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
] as const;
export type DocumentColumn = (typeof documentColumns)[number];

const states = ['in_progress', 'recheck', 'todo', 'done'] as const;

/** The state of the asking member's latest assignment; to do when there is none. */
export function stateOf(item: DocumentListItem): (typeof states)[number] {
  return item.assignments.at(-1)?.state ?? 'todo';
}

function keyOf(item: DocumentListItem, column: DocumentColumn): string | number | null {
  if (column === 'paragraphs' || column === 'annotations') return item[column];
  if (column === 'state') return states.indexOf(stateOf(item));
  return item.document[column];
}

/** The documents by a column; those without a value always last, equals by title. */
export function sortDocuments(
  items: readonly DocumentListItem[],
  column: DocumentColumn,
  down: boolean,
  compare: (one: string, other: string) => number,
): DocumentListItem[] {
  return [...items].sort((one, other) => {
    const [a, b] = [keyOf(one, column), keyOf(other, column)];
    if ((a === null) !== (b === null)) return a === null ? 1 : -1;
    const order =
      typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a ?? ''), String(b ?? ''));
    if (order !== 0) return down ? -order : order;
    return compare(one.document.title, other.document.title);
  });
}
