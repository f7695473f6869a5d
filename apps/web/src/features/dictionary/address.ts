import type { SearchQuestion } from '@koersvast/contracts';
import { getRouteApi } from '@tanstack/react-router';
import { trpc } from '../../data/trpc.ts';
import { at } from '../../lib/base.ts';
import { newId } from '../../lib/ids.ts';

const route = getRouteApi('/inside/p/$projectId/dictionaries');

type DictionarySearch = ReturnType<typeof route.useSearch>;

/** Under this name the server tells this page how far it is. */
export const watch = newId();

export function useDictionaryAddress() {
  const { projectId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return {
    projectId,
    search,
    go: (next: Partial<DictionarySearch>) =>
      void navigate({ search: (before) => ({ ...before, ...next }), resetScroll: false }),
  };
}

/** The documents of a set, those that meet conditions, or those of the set that do. */
export function documentsOf({ set, where }: DictionarySearch): SearchQuestion['documents'] {
  const conditions = where?.map((condition: readonly string[]) => [...condition]);
  if (set !== undefined) return { kind: 'set', setId: set, ...(conditions !== undefined && { conditions }) };
  return conditions === undefined ? { kind: 'all' } : { kind: 'filter', conditions };
}

/** How far a dictionary reaches. Whoever leaves, or stops it, has it looked for no further. */
export const reportQuery = (
  projectId: string,
  dictionaryId: string,
  documents: SearchQuestion['documents'],
) =>
  trpc.dictionary.report.queryOptions(
    { projectId, dictionaryId, documents, watch },
    { trpc: { abortOnUnmount: true } },
  );

/** Where all hits can be downloaded. */
export function hitsPath(projectId: string, dictionaryId: string, { set, where }: DictionarySearch): string {
  const asked = new URLSearchParams({ dictionary: dictionaryId });
  if (set !== undefined) asked.set('set', set);
  if (where !== undefined) asked.set('conditions', JSON.stringify(where));
  return at(`/api/projects/${projectId}/dictionary.csv?${asked}`);
}
