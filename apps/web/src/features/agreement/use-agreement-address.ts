import type { AgreementSelection } from '@koersvast/contracts';
import { getRouteApi } from '@tanstack/react-router';

const agreementRoute = getRouteApi('/inside/p/$projectId/agreement');

export type AgreementSearch = ReturnType<typeof agreementRoute.useSearch>;
export type PassagesSearch = NonNullable<AgreementSearch['passages']>;

/** The documents of a set, those that meet conditions, or those of the set that do. */
function documentsOf({ set, where }: AgreementSearch): AgreementSelection['documents'] {
  const conditions = where?.map((condition: readonly string[]) => [...condition]);
  if (set !== undefined) return { kind: 'set', setId: set, ...(conditions !== undefined && { conditions }) };
  return conditions === undefined ? { kind: 'all' } : { kind: 'filter', conditions };
}

/** What is measured, as the address says it. */
function selectionOf(search: AgreementSearch): AgreementSelection {
  const { round, layers, seen, tags, coders, below } = search;
  return {
    roundId: round ?? null,
    layers: layers ?? 'first-pass',
    onlyIndependent: seen !== true,
    documents: documentsOf(search),
    tagIds: tags === undefined ? null : [...tags],
    coderIds: coders === undefined ? null : [...coders],
    withChildren: below === true,
  };
}

/** Of what is measured nothing is lost on the way from one view to another. */
const place = {
  at: undefined,
  view: undefined,
  tag: undefined,
  from: undefined,
  tell: undefined,
  passages: undefined,
} as const;

/** The address of the tab. What is measured or looked at is one step of the way back; how it is shown is none. */
export function useAgreementAddress() {
  const { projectId } = agreementRoute.useParams();
  const search = agreementRoute.useSearch();
  const navigate = agreementRoute.useNavigate();
  const change = (next: Partial<AgreementSearch>, replace: boolean, resetScroll = false) =>
    navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll });
  return {
    projectId,
    search,
    selection: selectionOf(search),
    /** Measures something else. */
    measure: (next: Partial<AgreementSearch>) =>
      void change({ ...next, at: undefined, from: undefined, passages: undefined }, false),
    /** Shows the same in another way. */
    show: (next: Partial<AgreementSearch>) => void change(next, true),
    /** Looks at something else of what is measured. */
    look: (next: Partial<AgreementSearch>) => void change({ ...place, ...next }, false, true),
    /** The same, as a link has it. */
    looked:
      (next: Partial<AgreementSearch>) =>
      (before: AgreementSearch): AgreementSearch => ({ ...before, ...place, ...next }),
    /** Goes on from a mark or a place; the way back leads there. */
    leave: async (at: string, go: () => unknown) => {
      await change({ at }, true);
      await go();
    },
    /** Shows what is behind a mark; the way back leads to that mark. */
    passages: async (mark: string, which: PassagesSearch) => {
      await change({ at: mark }, true);
      await change({ passages: which }, false, true);
    },
  };
}
