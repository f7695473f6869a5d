import { getRouteApi } from '@tanstack/react-router';

const findRoute = getRouteApi('/inside/p/$projectId/find');

export type FindSearch = ReturnType<typeof findRoute.useSearch>;
export type FindView = NonNullable<FindSearch['how']>;
export type FindSort = NonNullable<FindSearch['sort']>;

/** The address of the tab. What is asked is one step of the way back; how the answer is shown is none. */
export function useFindAddress() {
  const { projectId } = findRoute.useParams();
  const search = findRoute.useSearch();
  const navigate = findRoute.useNavigate();
  const change = (next: Partial<FindSearch>, replace: boolean) =>
    navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false });
  return {
    projectId,
    search,
    /** Asks something else. */
    ask: (next: Partial<FindSearch>) => void change({ ...next, at: undefined }, false),
    /** Shows the same in another way. */
    show: (next: Partial<FindSearch>) => void change({ ...next, at: undefined }, true),
    /** Goes on from a hit; the way back leads there. */
    leave: async (at: string, go: () => unknown) => {
      await change({ at }, true);
      await go();
    },
  };
}
