import type { TableView } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';
import { useMemo } from 'react';
import { usePerson } from '../../data/session.ts';
import { useSetPreferences } from '../../data/set-preferences.ts';
import type { Sort } from './columns.ts';

/** The order of a table, as an address says it. */
export interface TableSearch {
  readonly sort?: string;
  readonly down?: boolean;
}

/** How somebody sees a table, and how they change that. */
export interface SeenTable {
  readonly sort: Sort;
  /** Ids of the columns that they left out; null as long as they have chosen none. */
  readonly hidden: readonly string[] | null;
  readonly onSort: (sort: Sort) => void;
  readonly onHidden: (hidden: readonly string[]) => void;
}

interface TableViewGiven {
  readonly search: TableSearch;
  readonly onSearch: (search: TableSearch) => void;
  /** Ids of its columns. */
  readonly columns: readonly string[];
  /** What a column is called now that was kept under an older id; the same, where it is none. */
  readonly nowCalled?: (id: string) => string;
  /** The order where nothing is said; by the first column, where this says nothing. */
  readonly usual?: Sort;
}

const itself = (id: string) => id;

/** The order of a table is in the address, and comes back with its person; so do the columns that they chose. */
export function useTableView(name: string, given: TableViewGiven): SeenTable {
  const { search, onSearch, columns, nowCalled = itself, usual } = given;
  const tables = usePerson()?.preferences.tables;
  const { mutate } = useSetPreferences();
  const kept = tables?.[name];
  const said = search.sort === undefined ? kept : search;
  const hiddenNow = useMemo(() => kept?.hidden?.map(nowCalled) ?? null, [kept, nowCalled]);
  const by = columns.find((each) => said?.sort !== undefined && each === nowCalled(said.sort));
  const keep = (change: TableView) => mutate({ tables: { ...tables, [name]: { ...kept, ...change } } });
  return {
    sort:
      by === undefined ? (usual ?? { by: columns[0] ?? '', down: false }) : { by, down: said?.down === true },
    hidden: hiddenNow,
    onSort: (sort) => {
      onSearch({ sort: sort.by, ...(sort.down ? { down: true } : {}) });
      keep({ sort: sort.by, down: sort.down });
    },
    onHidden: (hidden) => {
      // Those of another project, whose people are other columns, stay as they are.
      const elsewhere = (kept?.hidden ?? []).filter((id) => !columns.includes(nowCalled(id)));
      keep({ hidden: [...elsewhere, ...hidden].slice(-limits.chosen) });
    },
  };
}
