import type { AgreementSelection } from '@koersvast/contracts';
import { getRouteApi } from '@tanstack/react-router';

const agreementRoute = getRouteApi('/inside/p/$projectId/agreement');

type Search = ReturnType<typeof agreementRoute.useSearch>;

/** What is measured, as the address says it. */
function selectionOf(search: Search): AgreementSelection {
  const { round, layers, seen, set, where, tags, coders, below } = search;
  return {
    roundId: round ?? null,
    layers: layers ?? 'first-pass',
    onlyIndependent: seen !== true,
    documents:
      where !== undefined
        ? { kind: 'filter', conditions: where.map((condition: readonly string[]) => [...condition]) }
        : set !== undefined
          ? { kind: 'set', setId: set }
          : { kind: 'all' },
    tagIds: tags === undefined ? null : [...tags],
    coderIds: coders === undefined ? null : [...coders],
    withChildren: below === true,
  };
}

/** The address of the tab. What is measured is one step of the way back; how it is shown is none. */
export function useAgreementAddress() {
  const { projectId } = agreementRoute.useParams();
  const search = agreementRoute.useSearch();
  const navigate = agreementRoute.useNavigate();
  const change = (next: Partial<Search>, replace: boolean) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false });
  return {
    projectId,
    search,
    selection: selectionOf(search),
    /** Measures something else. */
    measure: (next: Partial<Search>) => change({ ...next, at: undefined }, false),
    /** Shows the same in another way. */
    show: (next: Partial<Search>) => change(next, true),
  };
}
