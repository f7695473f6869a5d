import type { DocumentListItem, ProjectDetail } from '@koersvast/contracts';
import { chosenBy } from '@koersvast/core/document-filter';
import { readRule } from '@koersvast/core/document-rule';
import { useQueries, useQuery } from '@tanstack/react-query';
import { isInSet } from '../../data/document-sets.ts';
import { mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { notCodedTwice } from './plan.ts';

/** Which documents to draw from, as an address says it; all of the project where it says nothing. */
export interface DrawnFrom {
  readonly set?: string | undefined;
  readonly where?: readonly (readonly string[])[] | undefined;
}

/** The documents of a project, set or filter that are not coded twice yet; null until that is known. */
export function useDrawPool(
  detail: ProjectDetail,
  list: readonly DocumentListItem[],
  { set, where }: DrawnFrom,
  enabled: boolean,
): { readonly pool: readonly DocumentListItem[] | null; readonly error: unknown } {
  const projectId = detail.project.id;
  const fields = detail.project.documentFields;
  const asks = enabled && mayHere(detail, 'assignment.edit');
  const boards = useQueries({
    queries: detail.rounds.map(({ id }) =>
      trpc.assignment.board.queryOptions({ projectId, roundId: id }, { enabled: asks }),
    ),
    combine: (all) => ({
      all: all.flatMap(({ data }) => data ?? []),
      ready: all.every(({ data }) => data !== undefined),
      error: all.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
  const sets = useQuery(trpc.set.list.queryOptions({ projectId }, { enabled: asks && set !== undefined }));
  if (!boards.ready || (set !== undefined && sets.data === undefined))
    return { pool: null, error: boards.error ?? sets.error };
  const chosen = sets.data?.find(({ id }) => id === set);
  const isIn = chosen === undefined ? () => true : isInSet(chosen, fields);
  const meets = where === undefined ? () => true : chosenBy(readRule(where) ?? [], fields);
  const within = list.filter((item) => isIn(item) && meets(item.document));
  return { pool: notCodedTwice(within, boards.all), error: null };
}
