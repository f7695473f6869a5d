import type { SearchQuestion } from '@koersvast/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client, trpc } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';
import type { FindSearch } from './use-find-address.ts';

/** Under this name the server tells this page how far it is. */
export const watch = newId();

/** Whoever leaves, or stops it, has it looked for no further. */
const asked = { trpc: { abortOnUnmount: true } } as const;
/** So many lines come at once. */
const pageSize = 100;

export interface Asked extends SearchQuestion {
  readonly projectId: string;
}

/** The documents of a set, those that meet conditions, or those of the set that do. */
function documentsOf({ set, where }: FindSearch): SearchQuestion['documents'] {
  const conditions = where?.map((condition: readonly string[]) => [...condition]);
  if (set !== undefined) return { kind: 'set', setId: set, ...(conditions !== undefined && { conditions }) };
  return conditions === undefined ? { kind: 'all' } : { kind: 'filter', conditions };
}

/** What is asked, as the address says it; null where nothing is. */
export function askedOf(projectId: string, search: FindSearch): Asked | null {
  const { q } = search;
  if (q === undefined || q.trim() === '') return null;
  return { projectId, query: q, documents: documentsOf(search), piece: 'hit' };
}

/** The lines, of which more come as somebody goes down: those of the first page at once. */
export function linesQuery(of: Asked, { sort, down, how }: FindSearch) {
  const whole = how === 'passages';
  const input = {
    ...of,
    piece: whole ? ('paragraph' as const) : ('hit' as const),
    order: sort === undefined ? [] : [{ by: sort, descending: down === true }],
    limit: whole ? pageSize / 2 : pageSize,
    context: whole ? 0 : 120,
    until: 'page' as const,
  };
  return infiniteQueryOptions({
    queryKey: [...trpc.search.find.queryKey(input), 'lines'],
    queryFn: ({ pageParam, signal }) => client.search.find.query({ ...input, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.state === 'ready' ? page.next : null),
  });
}

/** How much there is in all. */
export const totalQuery = (of: Asked) =>
  trpc.search.find.queryOptions({ ...of, watch, limit: 1, context: 0, until: 'all' }, asked);

export const countsQuery = (of: Asked, by: string) =>
  trpc.search.counts.queryOptions({ ...of, by, watch }, asked);
