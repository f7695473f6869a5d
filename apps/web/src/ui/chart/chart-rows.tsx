import { Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import { memo } from 'react';
import classes from './chart.module.css';
import { useChart } from './chart-context.ts';
import type { ChartCell, ChartTable } from './chart-table.ts';

/** A chart as a table: its marks are cells, which are gone through and opened like those of the drawing. */
export function ChartRows({ label, table }: { readonly label: string; readonly table: ChartTable }) {
  const { columns, rows } = table;
  return (
    <div className={classes.canvas}>
      <Table role="grid" aria-label={label} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, name, number }) => (
              <Table.Th key={key} scope="col" data-number={number}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Row key={key} cells={cells} columns={columns} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface RowProps {
  readonly cells: readonly ChartCell[];
  readonly columns: ChartTable['columns'];
}

const inGrid = { role: 'gridcell' } as const;

/** There are some thousand cells, so that each is an element, and no component of a library. */
const Row = memo(({ cells: [first, ...cells], columns: [_, ...columns] }: RowProps) => {
  const { markOf } = useChart();
  const marked = (mark: string | undefined) =>
    mark !== undefined && {
      ...{ 'data-mark': mark, tabIndex: -1 },
      'data-opens': markOf(mark)?.open !== undefined,
    };
  return (
    <Table.Tr>
      {first !== undefined && (
        <Table.Th scope="row" {...marked(first.mark)}>
          {first.text}
        </Table.Th>
      )}
      {cells.map(({ text, mark }, at) => (
        <td key={columns[at]?.key} {...inGrid} data-number={columns[at]?.number} {...marked(mark)}>
          {text}
        </td>
      ))}
    </Table.Tr>
  );
});
