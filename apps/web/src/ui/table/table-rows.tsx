import { Table } from '@mantine/core';
import { memo, type ReactNode, type RefObject, useCallback } from 'react';
import { usePrinting } from '../../lib/printing.ts';
import { Later, laterPart } from '../later.tsx';
import rowLink from '../row-link.module.css';
import { followText } from '../row-link.ts';
import type { Column, TableModel } from './columns.ts';
import classes from './data-table.module.css';
import type { Seen } from './seen-rows.tsx';

/** Most tables are short. */
const seenRows = laterPart(async () => (await import('./seen-rows.tsx')).SeenRows);

interface TableRowsProps<Row extends object> {
  readonly model: TableModel<Row>;
  readonly actions: ((row: Row) => ReactNode) | undefined;
  readonly cards: boolean;
  readonly box: boolean;
  /** Whether what can be done is said in words, rather than by three dots. */
  readonly wide: boolean;
}

/** So many rows are in the page whatever is seen of them, so that the browser finds words in all of them. */
const allAtOnce = 100;
/** So many are there until those of a long table can be told apart that are seen. */
const atFirst = 40;
/** What a row is taken to be high until it has been seen, in pixels. */
const rowHeight = { line: 35, card: 84 } as const;

function heightOf({ cards }: { readonly cards: boolean }): number {
  return cards ? rowHeight.card : rowHeight.line;
}

/** All rows of a short table; of a long one, those that are seen. */
export function TableRows<Row extends object>(props: TableRowsProps<Row>) {
  const printing = usePrinting();
  const { model, box } = props;
  const { rows, keyOf } = model;
  const keyAt = useCallback(
    (at: number) => {
      const row = rows[at];
      return row === undefined ? at : keyOf(row);
    },
    [rows, keyOf],
  );
  if (rows.length <= allAtOnce || printing) return <Rows {...props} />;
  return (
    <Later
      part={seenRows}
      wanted
      meanwhile={<Rows {...props} upTo={atFirst} />}
      give={{
        count: rows.length,
        keyOf: keyAt,
        height: heightOf(props),
        box,
        draw: (body, seen) => <Rows {...props} body={body} seen={seen} />,
      }}
    />
  );
}

interface RowsProps<Row extends object> extends TableRowsProps<Row> {
  readonly body?: RefObject<HTMLTableSectionElement | null>;
  /** Which rows are seen, where not all are there. */
  readonly seen?: Seen;
  /** So many of them, until it is known which are seen. */
  readonly upTo?: number;
}

/** How high the rows before and after those that are there would be. */
function gapsOf(items: ReturnType<Seen['getVirtualItems']>, seen: Seen) {
  const { scrollMargin } = seen.options;
  return {
    before: (items[0]?.start ?? scrollMargin) - scrollMargin,
    after: Math.max(0, seen.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)),
  };
}

function Rows<Row extends object>(props: RowsProps<Row>) {
  const { model, actions, cards, box, wide, body, seen, upTo } = props;
  const { rows, keyOf, shown } = model;
  const items = seen?.getVirtualItems();
  const places = items?.map(({ index }) => index) ?? rows.slice(0, upTo).map((_, at) => at);
  const gaps =
    seen === undefined || items === undefined
      ? { before: 0, after: (rows.length - places.length) * heightOf(props) }
      : gapsOf(items, seen);
  const follow = useCallback(
    (element: HTMLTableSectionElement | null) => {
      if (body !== undefined) body.current = element;
      return followText(element);
    },
    [body],
  );
  return (
    <>
      {gaps.before > 0 && <Gap height={gaps.before} />}
      <Table.Tbody ref={follow}>
        {places.map((at) => {
          const row = rows[at];
          return (
            row !== undefined && (
              <Cells
                key={keyOf(row)}
                row={row}
                at={at}
                shown={shown}
                actions={actions}
                cards={cards}
                box={box}
                wide={wide}
                measure={seen?.measureElement}
              />
            )
          );
        })}
      </Table.Tbody>
      {gaps.after > 0 && <Gap height={gaps.after} />}
    </>
  );
}

/** In place of rows that are not there. */
function Gap({ height }: { readonly height: number }) {
  return (
    <tbody aria-hidden="true">
      <tr style={{ height }} />
    </tbody>
  );
}

interface CellsProps<Row extends object> {
  readonly row: Row;
  readonly at: number;
  readonly shown: readonly Column<Row>[];
  readonly actions: ((row: Row) => ReactNode) | undefined;
  readonly cards: boolean;
  readonly box: boolean;
  readonly wide: boolean;
  readonly measure: ((element: HTMLTableRowElement | null) => void) | undefined;
}

/** Plain elements: the look is the table's own, and there are hundreds of them. */
function DrawnCells<Row extends object>({
  row,
  at,
  shown,
  actions,
  cards,
  box,
  wide,
  measure,
}: CellsProps<Row>) {
  const [first, ...rest] = shown;
  const done = actions?.(row);
  return (
    <tr ref={measure} className={rowLink.row} data-index={at} aria-rowindex={at + 2}>
      {first !== undefined && (
        <th scope="row" data-column={first.id} data-pressed={first.pressed}>
          {first.cell(row)}
        </th>
      )}
      {rest.map(({ id, name, cell, number, pressed, onPhone }) => (
        <td
          key={id}
          data-column={id}
          data-number={number}
          data-pressed={pressed}
          data-label={cards && onPhone === 'named' ? name : undefined}
        >
          {cell(row)}
        </td>
      ))}
      {!box && !(cards && actions === undefined) && (
        <td className={classes.edge} data-edge={wide ? 'words' : 'menu'}>
          {done != null && <div className={rowLink.above}>{done}</div>}
        </td>
      )}
    </tr>
  );
}

/** Drawn anew only when something in it changes: while rows scroll by, only those that are new. */
const Cells = memo(DrawnCells) as typeof DrawnCells;
