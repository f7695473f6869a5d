import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Column, nextSort, type Sort } from './columns.ts';
import classes from './data-table.module.css';

interface TableHeadProps<Row extends object> {
  readonly shown: readonly Column<Row>[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** What the column of what can be done is called; nothing where nothing can. */
  readonly actions: string | undefined;
  /** How wide it is. */
  readonly edge: number;
  readonly choice: ReactNode;
  readonly box: boolean;
}

/** The names of the columns, which sort by them, and at the end the choice of columns. */
export function TableHead<Row extends object>({
  shown,
  sort,
  onSort,
  actions,
  edge,
  choice,
  box,
}: TableHeadProps<Row>) {
  return (
    <Table.Thead>
      <Table.Tr aria-rowindex={1}>
        {shown.map(({ id, name, hint, help, width, number, sortBy }, at) => {
          const sorted = id === sort.by && sortBy !== undefined;
          return (
            <Table.Th
              key={id}
              scope="col"
              w={at === 0 ? undefined : width}
              data-number={number}
              aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : undefined}
            >
              <div className={classes.head}>
                {sortBy === undefined ? (
                  <span className={classes.name}>{name}</span>
                ) : (
                  <button type="button" className={classes.sort} onClick={() => onSort(nextSort(sort, id))}>
                    <span className={classes.name}>{name}</span>
                    <span aria-hidden="true" className={classes.arrow}>
                      {sorted ? (sort.down ? '↓' : '↑') : ''}
                    </span>
                  </button>
                )}
                {help}
                {box && at === 0 && choice}
              </div>
              {hint !== undefined && <span className={classes.hint}>{hint}</span>}
            </Table.Th>
          );
        })}
        {!box && (
          <Table.Th scope="col" className={classes.edge} w={edge}>
            {actions !== undefined && <VisuallyHidden>{actions}</VisuallyHidden>}
            {choice}
          </Table.Th>
        )}
      </Table.Tr>
    </Table.Thead>
  );
}
