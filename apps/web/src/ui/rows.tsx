import type { ReactNode } from 'react';
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
