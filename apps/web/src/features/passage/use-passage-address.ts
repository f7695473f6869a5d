import type { ListPassagesInput, PassageSelection } from '@koersvast/contracts';
import { getRouteApi } from '@tanstack/react-router';
import type { PassageSearch } from './passage-search.ts';

const passageRoute = getRouteApi('/inside/p/$projectId/passages');

/** What is asked of the server, but for which part of the list. */
export type Asked = Pick<ListPassagesInput, 'projectId' | 'selection' | 'group' | 'sort' | 'down'>;

function selectionOf(search: PassageSearch): PassageSelection {
  const { list, group: _group, sort: _sort, down: _down, at: _at, ...named } = search;
  const selection = {
    ...named,
    memo: list === 'memos' ? 'with' : named.memo,
    thread: list === 'threads' ? (named.thread ?? 'open') : named.thread,
  };
  // What is not said is left out, so that one question has one form.
  const said = Object.entries(selection).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as PassageSelection;
}

/** The address of the screen. What is asked for is one step of the way back; where one is in the list is none. */
export function usePassageAddress() {
  const { projectId } = passageRoute.useParams();
  const search: PassageSearch = passageRoute.useSearch();
  const navigate = passageRoute.useNavigate();
  const asked: Asked = {
    projectId,
    selection: selectionOf(search),
    group: search.group ?? null,
    sort: search.sort ?? 'text',
    down: search.down === true,
  };
  const change = (next: Partial<PassageSearch>, replace: boolean) =>
    navigate({ search: (before: PassageSearch) => ({ ...before, ...next }), replace, resetScroll: false });
  return {
    projectId,
    search,
    asked,
    /** Asks for something else, or in another order. */
    ask: (next: Partial<PassageSearch>, replace = false) => void change({ at: undefined, ...next }, replace),
    /** Goes on from a passage; the way back leads there. */
    leave: async (at: string, go: () => unknown) => {
      await change({ at }, true);
      await go();
    },
  };
}
