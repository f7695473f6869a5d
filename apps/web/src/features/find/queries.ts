import type { SavedSearch, SearchQuestion, SearchWindow } from '@koersvast/contracts';
import { queryLimits } from '@koersvast/search';
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
  /** The saved search of which this is the question: what was put aside in it is left out, or shown alone. */
  readonly searchId: string | null;
  readonly aside: 'without' | 'only';
}

/** The documents of a set, those that meet conditions, or those of the set that do. */
export function documentsOf({ set, where }: FindSearch): SearchQuestion['documents'] {
  const conditions = where?.map((condition: readonly string[]) => [...condition]);
  if (set !== undefined) return { kind: 'set', setId: set, ...(conditions !== undefined && { conditions }) };
  return conditions === undefined ? { kind: 'all' } : { kind: 'filter', conditions };
}

/** The question alone, as the address says it; null where there is none that can be asked. */
export function questionOf(search: FindSearch): SearchQuestion | null {
  const { q, piece = 'hit' } = search;
  return q === undefined || q.length > queryLimits.length
    ? null
    : { query: q, documents: documentsOf(search), piece };
}

/** What is asked; null where nothing is. */
export function askedOf(projectId: string, search: FindSearch, saved: SavedSearch | null): Asked | null {
  const question = questionOf(search);
  if (question === null) return null;
  const searchId = saved !== null && isAsked(saved, search) ? saved.id : null;
  return {
    projectId,
    ...question,
    searchId,
    aside: searchId !== null && search.aside === true ? 'only' : 'without',
  };
}

/** Where a saved search is found in the address. */
export function addressOf({ id, query, piece, setId, conditions }: SavedSearch): Partial<FindSearch> {
  return {
    q: query,
    saved: id,
    piece: piece === 'hit' ? undefined : piece,
    set: setId ?? undefined,
    where: conditions ?? undefined,
    aside: undefined,
  };
}

/** Whether the address asks just what was saved. */
export function isAsked(saved: SavedSearch, { q, piece = 'hit', set, where }: FindSearch): boolean {
  const rule = JSON.stringify(where ?? null);
  return (
    q === saved.query &&
    piece === saved.piece &&
    (set ?? null) === saved.setId &&
    rule === JSON.stringify(saved.conditions)
  );
}

interface Shown {
  readonly piece?: string | undefined;
  readonly how?: string | undefined;
}

/** In what hits stand, or of two that are related what is given back; hits themselves where neither is chosen. */
export const units = ['sentence', 'paragraph'] as const;
export const pairPieces = ['common', 'either', 'union'] as const;

/** Whether this is a unit in which hits stand. */
export const unitOf = (piece: string | undefined) => units.find((each) => each === piece);

/** Whether whole sentences or paragraphs are shown, in place of lines with the hits under one another. */
export const isWhole = ({ piece, how }: Shown): boolean => how === 'passages' || unitOf(piece) !== undefined;

/** The lines, of which more come as somebody goes down: those of the first page at once. */
export function linesQuery(of: Asked, { sort, down, how, piece }: FindSearch) {
  const whole = isWhole({ piece, how });
  const input = {
    ...of,
    piece: piece ?? (whole ? ('paragraph' as const) : ('hit' as const)),
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

/** The words near the hits; what was given back of these changes nothing. */
export const collocatesQuery = ({ piece: _, ...of }: Asked, how: { window: SearchWindow; least: number }) =>
  trpc.search.collocates.queryOptions({ ...of, ...how, watch }, asked);

/** The forms of a word that there are in these documents. */
export const formsQuery = (of: Pick<Asked, 'projectId' | 'documents'> & { readonly word: string }) =>
  trpc.search.forms.queryOptions({ ...of, watch }, asked);
