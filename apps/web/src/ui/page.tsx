import type { ReactNode } from 'react';
import { useEffect } from 'react';
import classes from './page.module.css';

/** The name of the screen in the tab, the most particular first. */
export function usePageTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts.filter((part) => part !== undefined && part !== ''), 'Koersvast'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

interface PageProps {
  readonly title: string;
  /** One line under the title: what this screen is for, or what it holds. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A screen: its title, what can be done, and its content, in one column. */
export function Page({ title, lead, actions, children }: PageProps) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          {lead !== undefined && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, lead, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{title}</h2>
      {lead !== undefined && <p className={classes.sectionLead}>{lead}</p>}
      {children}
    </section>
  );
}
