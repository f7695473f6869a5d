import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { firstClick } from '../lib/first-click.ts';
import rowLink from './row-link.module.css';
import classes from './rows.module.css';

/** A list of things with one line or two each, and what can be done with them at the right. */
export function Rows({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={classes.rows} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
}

export function Row({ title, detail, children }: RowProps) {
  return (
    <li className={`${classes.row} ${rowLink.row}`}>
      <div className={classes.words}>
        <div className={classes.title}>{title}</div>
        {detail !== undefined && <div className={classes.detail}>{detail}</div>}
      </div>
      {children !== undefined && <div className={`${classes.actions} ${rowLink.above}`}>{children}</div>}
    </li>
  );
}

interface RowActionProps {
  /** What it does with which row, in full. */
  readonly label: string;
  /** A refusal that it rejects with is shown by whoever made the call. */
  readonly onPress: (pressed: HTMLElement) => Promise<unknown>;
  /** It takes something away. */
  readonly danger?: boolean;
  readonly children: ReactNode;
}

/** Something that takes the row away that it stands in. By the second click of a double one another row may stand there. */
export function RowAction({ label, onPress, danger = false, children }: RowActionProps) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-label={label}
      onClick={firstClick((pressed) => void onPress(pressed).catch(() => undefined))}
      {...(danger ? { color: 'red' } : {})}
    >
      {children}
    </Button>
  );
}
