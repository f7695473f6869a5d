import type { CountBy } from '@koersvast/contracts';
import { trpc } from '../../data/trpc.ts';
import type { CountSearch } from './count-search.ts';
import { selectionOf } from './use-count-address.ts';

/** What stands beside each other in a chart; null where the address does not say enough. */
function byOf({ chart, by = 'author', period = 'year', document }: CountSearch): CountBy | null {
  switch (chart) {
    case 'time':
      return { kind: 'time', period };
    case 'coders':
      return { kind: 'coder' };
    case 'lengths':
      return { kind: 'length' };
    case 'paragraphs':
      return document === undefined ? null : { kind: 'paragraph', documentId: document };
    default:
      return by === 'round' ? { kind: 'round' } : { kind: 'field', column: by };
  }
}

/** The table behind a chart. Words are counted only where they are asked for; nobody waits for what was left. */
export function tableQuery(projectId: string, search: CountSearch) {
  const by = byOf(search);
  return {
    ...trpc.count.table.queryOptions(
      {
        ...{ projectId, selection: selectionOf(search), words: search.counting === 'words' },
        by: by ?? { kind: 'coder' },
      },
      { trpc: { abortOnUnmount: true } },
    ),
    enabled: by !== null,
  };
}

export function togetherQuery(projectId: string, search: CountSearch) {
  return trpc.count.together.queryOptions(
    { projectId, selection: selectionOf(search), relation: search.relation ?? 'overlap' },
    { trpc: { abortOnUnmount: true } },
  );
}

/** So many documents stand under each other. */
export const portraitsAtOnce = 20;

export function portraitQuery(projectId: string, search: CountSearch) {
  return trpc.count.portrait.queryOptions(
    {
      ...{ projectId, selection: selectionOf(search), sort: search.order ?? 'date' },
      ...{ from: search.from ?? 0, most: portraitsAtOnce },
    },
    { trpc: { abortOnUnmount: true } },
  );
}
