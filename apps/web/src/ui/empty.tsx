import type { ReactNode } from 'react';
import classes from './state.module.css';

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Where nothing is yet: what will be here, and how it comes. */
export function Empty({ title, children, actions }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className={classes.emptyActions}>{actions}</div>}
    </div>
  );
}
