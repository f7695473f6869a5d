import { Table } from '@mantine/core';
import { useId } from 'react';
import classes from './edit-grid.module.css';
import { GridRow } from './grid-row.tsx';
import { type EditGridProps, useEditGrid } from './use-edit-grid.ts';

/**
 * Cells that are edited where they stand, as in a spreadsheet. The grid keeps the focus and names the cell that keys
 * work in: of thousands of rows only those that are seen are there.
 */
export function EditGrid(props: EditGridProps) {
  const { label, columns, keys } = props;
  const { size, cursor, range, editing, box, grid, seen, hands, on } = useEditGrid(props);
  const { active } = cursor;
  const id = useId();
  const items = seen.getVirtualItems();
  const isSeen = items.some(({ index }) => index === active.row);
  const above = items[0]?.start ?? 0;
  const below = seen.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={box} className={classes.box}>
      <Table
        unstyled
        ref={grid}
        role="grid"
        className={classes.grid}
        aria-label={label}
        aria-rowcount={size.rows + 1}
        aria-colcount={size.columns}
        aria-multiselectable="true"
        aria-activedescendant={isSeen ? `${id}${active.row}-${active.column}` : undefined}
        tabIndex={0}
        onKeyDown={on.press}
        onCopy={on.copy}
        onPaste={on.paste}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {columns.map((column, nth) => (
              <Table.Th key={column.id} scope="col" aria-colindex={nth + 1} data-number={column.number}>
                {column.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        {above > 0 && <Gap height={above} />}
        <Table.Tbody>
          {items.map(({ index: row }) => {
            const isIn = row >= range.from.row && row <= range.to.row;
            const isActive = active.row === row;
            return (
              <GridRow
                key={keys[row]}
                id={id}
                row={row}
                columns={columns}
                rows={size.rows}
                shown={props.shown}
                mark={props.mark}
                from={isIn ? range.from.column : -1}
                to={isIn ? range.to.column : -1}
                active={isActive ? active.column : -1}
                editing={isActive ? editing : null}
                hands={hands}
              />
            );
          })}
        </Table.Tbody>
        {below > 0 && <Gap height={below} />}
      </Table>
    </div>
  );
}

function Gap({ height }: { readonly height: number }) {
  return (
    <tbody aria-hidden="true">
      <tr style={{ height }} />
    </tbody>
  );
}
