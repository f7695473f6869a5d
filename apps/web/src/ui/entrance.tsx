import type { ReactNode } from 'react';
import classes from './entrance.module.css';
import { usePageTitle } from './page.tsx';

interface EntranceProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** A screen before one is inside: one form on an empty page. */
export function Entrance({ title, lead, children }: EntranceProps) {
  usePageTitle(title);
  return (
    <main id="content" className={classes.entrance}>
      <div className={classes.sheet}>
        <p className={classes.brand}>Koersvast</p>
        <h1 className={classes.title}>{title}</h1>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}

/** Small print under the form. */
export function EntranceNote({ children }: { readonly children: ReactNode }) {
  return <div className={classes.note}>{children}</div>;
}
