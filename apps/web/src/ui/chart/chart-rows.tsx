import { Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import classes from './chart.module.css';
import { useChart } from './chart-context.ts';
import type { ChartCell, ChartTable } from './chart-table.ts';

/** A chart as a table: its marks are cells, which are gone through and opened like those of the drawing. */
export function ChartRows({ label, table }: { readonly label: string; readonly table: ChartTable }) {
  return (
    <div className={classes.canvas}>
      <Table role="grid" aria-label={label} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {table.columns.map(({ key, name, number }) => (
              <Table.Th key={key} scope="col" data-number={number}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {cells.map((cell, at) => (
                <Cell
                  key={table.columns[at]?.key}
                  cell={cell}
                  first={at === 0}
                  number={table.columns[at]?.number}
                />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface CellProps {
  readonly cell: ChartCell;
  readonly first: boolean;
  readonly number: boolean | undefined;
}

function Cell({ cell: { text, mark }, first, number }: CellProps) {
  const { markOf } = useChart();
  const opens = mark !== undefined && markOf(mark)?.open !== undefined;
  const marked = mark === undefined ? {} : { 'data-mark': mark, 'data-opens': opens, tabIndex: -1 };
  return first ? (
    <Table.Th scope="row" {...marked}>
      {text}
    </Table.Th>
  ) : (
    <Table.Td role="gridcell" data-number={number} {...marked}>
      {text}
    </Table.Td>
  );
}
