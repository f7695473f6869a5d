import { Table } from '@mantine/core';
import {
  useVirtualizer,
  useWindowVirtualizer,
  type VirtualItem,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { usePrinting } from '../../lib/printing.ts';
import rowLink from '../row-link.module.css';
import { followText } from '../row-link.ts';
import type { Column, TableRow, useTableModel } from './columns.ts';
import classes from './data-table.module.css';

interface TableRowsProps<Row extends object> {
  readonly model: ReturnType<typeof useTableModel<Row>>;
  readonly actions: ((row: Row) => ReactNode) | undefined;
  readonly cards: boolean;
  readonly box: boolean;
  /** Whether what can be done is said in words, rather than by three dots. */
  readonly wide: boolean;
}

/** So many rows are in the page whatever is seen of them, so that the browser finds words in all of them. */
const allAtOnce = 100;
/** Rows that are there beyond what is seen, at either end. */
const beyond = 10;
/** What a row is taken to be high until it has been seen, in pixels. */
const rowHeight = { line: 35, card: 84 } as const;

/** All rows of a short table; of a long one, those that are seen. */
export function TableRows<Row extends object>(props: TableRowsProps<Row>) {
  const printing = usePrinting();
  const { model, box } = props;
  if (model.rows.length <= allAtOnce || printing) return <Rows {...props} />;
  return box ? <SeenInBox {...props} /> : <SeenInPage {...props} />;
}

function estimateOf({ cards }: { readonly cards: boolean }): number {
  return cards ? rowHeight.card : rowHeight.line;
}

function SeenInPage<Row extends object>(props: TableRowsProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current !== null) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const { rows } = props.model;
  const seen = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => estimateOf(props),
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: beyond,
    scrollMargin: top,
  });
  return <Rows {...props} body={body} seen={seen} />;
}

function SeenInBox<Row extends object>(props: TableRowsProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { rows } = props.model;
  const seen = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => estimateOf(props),
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: beyond,
    getScrollElement: () => body.current?.closest('section') ?? null,
  });
  return <Rows {...props} body={body} seen={seen} />;
}

interface RowsProps<Row extends object> extends TableRowsProps<Row> {
  readonly body?: RefObject<HTMLTableSectionElement | null>;
  /** Which rows are seen, where not all are there. */
  readonly seen?: Pick<
    Virtualizer<never, HTMLTableRowElement>,
    'getVirtualItems' | 'getTotalSize' | 'measureElement'
  > & { readonly options: { readonly scrollMargin: number } };
}

/** How high the rows before and after those that are there would be. */
function gapsOf(items: readonly VirtualItem[], seen: NonNullable<RowsProps<object>['seen']>) {
  const { scrollMargin } = seen.options;
  return {
    before: (items[0]?.start ?? scrollMargin) - scrollMargin,
    after: Math.max(0, seen.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)),
  };
}

function Rows<Row extends object>({ model, actions, cards, box, wide, body, seen }: RowsProps<Row>) {
  const { rows, shown } = model;
  const items = seen?.getVirtualItems();
  const places = items?.map(({ index }) => index) ?? rows.map((_, at) => at);
  const gaps = seen === undefined || items === undefined ? { before: 0, after: 0 } : gapsOf(items, seen);
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
                key={row.id}
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
  readonly row: TableRow<Row>;
  readonly at: number;
  readonly shown: readonly Column<Row>[];
  readonly actions: ((row: Row) => ReactNode) | undefined;
  readonly cards: boolean;
  readonly box: boolean;
  readonly wide: boolean;
  readonly measure: ((element: HTMLTableRowElement | null) => void) | undefined;
}

function Cells<Row extends object>({ row, at, shown, actions, cards, box, wide, measure }: CellsProps<Row>) {
  const [first, ...rest] = shown;
  const done = actions?.(row.original);
  return (
    <Table.Tr ref={measure} className={rowLink.row} data-index={at} aria-rowindex={at + 2}>
      {first !== undefined && (
        <Table.Th scope="row" data-column={first.id} data-pressed={first.pressed}>
          {first.cell(row.original)}
        </Table.Th>
      )}
      {rest.map(({ id, name, cell, number, pressed, onPhone }) => (
        <Table.Td
          key={id}
          data-column={id}
          data-number={number}
          data-pressed={pressed}
          data-label={cards && onPhone === 'named' ? name : undefined}
        >
          {cell(row.original)}
        </Table.Td>
      ))}
      {!box && !(cards && actions === undefined) && (
        <Table.Td className={classes.edge} data-edge={wide ? 'words' : 'menu'}>
          {done != null && <div className={rowLink.above}>{done}</div>}
        </Table.Td>
      )}
    </Table.Tr>
  );
}
