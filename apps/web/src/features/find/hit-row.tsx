import type { SearchLine } from '@koersvast/contracts';
import { Table } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { isFollowedHere } from '../../lib/followed-here.ts';
import { useFormat } from '../../lib/format.ts';
import rowLink from '../../ui/row-link.module.css';
import { keyOf } from './hit.ts';
import classes from './hit-grid.module.css';
import { useFindAddress } from './use-find-address.ts';

interface HitRowProps {
  readonly hit: SearchLine;
  readonly at: number;
  /** Whether Tab stops here. */
  readonly isStop: boolean;
  readonly measure: (element: HTMLTableRowElement | null) => void;
  readonly draw: (hit: SearchLine) => ReactNode;
  readonly onFocus: (at: number) => void;
}

/** A hit in its document, to which the row leads. */
function DrawnRow({ hit, at, isStop, measure, draw, onFocus }: HitRowProps) {
  const { projectId, leave, search } = useFindAddress();
  const navigate = useNavigate();
  const format = useFormat();
  const { documentId, title, date, marks } = hit;
  // Of a passage with hits in it, the first of these.
  const { start, end } = marks[0] ?? hit;
  const target = {
    to: '/p/$projectId/documents/$documentId',
    params: { projectId, documentId },
    // The letter shows what else was asked in it.
    search: { at: `${start}-${end}`, ...(search.q === undefined ? {} : { q: search.q }) },
  } as const;
  return (
    <Table.Tr
      ref={measure}
      role="row"
      className={`${classes.row} ${rowLink.row}`}
      data-index={at}
      aria-rowindex={at + 1}
    >
      <Table.Th role="rowheader" scope="row" className={classes.document}>
        <span className={classes.title} title={title}>
          {title}
        </span>{' '}
        {date !== null && <span className={classes.date}>{format.partialDate(date)}</span>}
      </Table.Th>
      <Table.Td role="gridcell" className={classes.text}>
        <Link
          {...target}
          className={`${classes.link} ${rowLink.link}`}
          tabIndex={isStop ? 0 : -1}
          data-place={keyOf(hit)}
          onFocus={() => onFocus(at)}
          onClick={(event) => {
            if (!isFollowedHere(event)) return;
            event.preventDefault();
            void leave(keyOf(hit), () => navigate(target));
          }}
        >
          {draw(hit)}
        </Link>
      </Table.Td>
    </Table.Tr>
  );
}

/** Drawn anew only when something in it changes: while rows scroll by, only those that are new. */
export const HitRow = memo(DrawnRow);
