import type { DifferenceKind } from '@koersvast/core/review';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { CompareFilter, Pass } from './comparison.ts';

/** The screen's place among the routes. */
export const compareRoute = '/inside/p/$projectId/documents/$documentId/compare';

export type Mode = 'judge' | 'settle';

export interface CompareAddress {
  readonly roundId: string | undefined;
  readonly differenceId: string | undefined;
  /** A place in the text whose difference is shown as long as none is chosen. */
  readonly at: { readonly start: number; readonly end: number } | undefined;
  readonly filter: CompareFilter;
  readonly mode: Mode | undefined;
  /** Which work is compared, where it says; else the first pass of what was coded blind. */
  readonly pass: Pass | undefined;
  goTo(differenceId: string | undefined): void;
  setFilter(filter: CompareFilter): void;
  setMode(mode: Mode): void;
  setRound(roundId: string): void;
  setPass(pass: Pass): void;
}

type Search = {
  round?: string;
  difference?: string;
  kind?: DifferenceKind;
  tag?: string;
  coder?: string;
  left?: boolean;
  mode?: Mode;
  pass?: Pass;
  at?: string;
};

function without<Name extends keyof Search>(search: Search, ...names: readonly Name[]): Omit<Search, Name> {
  const kept = { ...search };
  for (const name of names) delete kept[name];
  return kept;
}

function placeOf(at: string | undefined): CompareAddress['at'] {
  const [start, end] = at?.split('-').map(Number) ?? [];
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** What the address bar says of the screen. Back leads to the filter before, not through every difference. */
export function useCompareAddress(): CompareAddress {
  const { round, difference, kind, tag, coder, left, mode, pass, at } = useSearch({ from: compareRoute });
  const navigate = useNavigate({ from: '/p/$projectId/documents/$documentId/compare' });
  return {
    roundId: round,
    differenceId: difference,
    at: placeOf(at),
    filter: { kind, tag, coder, left },
    mode,
    pass,
    goTo: (id) =>
      void navigate({
        search: (before) =>
          id === undefined ? without(before, 'difference') : { ...before, difference: id },
        replace: true,
        resetScroll: false,
      }),
    setFilter: (filter) =>
      void navigate({
        search: (before) => ({
          ...without(before, 'kind', 'tag', 'coder', 'left'),
          ...(filter.kind === undefined ? {} : { kind: filter.kind }),
          ...(filter.tag === undefined ? {} : { tag: filter.tag }),
          ...(filter.coder === undefined ? {} : { coder: filter.coder }),
          ...(filter.left === true ? { left: true } : {}),
        }),
        resetScroll: false,
      }),
    setMode: (next) =>
      void navigate({
        search: (before) => ({ ...before, mode: next }),
        replace: true,
        resetScroll: false,
      }),
    setPass: (next) =>
      void navigate({
        search: (before) => ({ ...without(before, 'difference'), pass: next }),
        replace: true,
        resetScroll: false,
      }),
    setRound: (id) =>
      void navigate({
        search: (before) => ({ ...without(before, 'difference', 'pass'), round: id }),
        resetScroll: false,
      }),
  };
}
