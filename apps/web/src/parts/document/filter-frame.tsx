import { type ReactNode, useState } from 'react';
import classes from './filter-bar.module.css';

interface FilterFrameProps {
  /** What it is called; null until its words have come. It is as high as with what comes then. */
  readonly label: string | null;
  /** What stands before the conditions. */
  readonly children: ReactNode;
  /** The conditions, given the place below their row: a form in it. */
  readonly conditions: (below: HTMLElement | null) => ReactNode;
  /** What stands behind them. */
  readonly more: ReactNode;
}

/** Where the conditions stand, among what else chooses documents: that stays as it is when they come later. */
export function FilterFrame({ label, children, conditions, more }: FilterFrameProps) {
  const [below, setBelow] = useState<HTMLElement | null>(null);
  return (
    <section className={classes.bar} aria-label={label ?? undefined}>
      <div className={label === null ? `${classes.row} ${classes.coming}` : classes.row}>
        {children}
        {conditions(below)}
        {more}
      </div>
      <div ref={setBelow} className={classes.below} />
    </section>
  );
}
