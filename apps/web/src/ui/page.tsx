import type { ReactNode } from 'react';
import { useEffect } from 'react';
import classes from './page.module.css';

/** The name of the screen in the tab, the most particular first. */
export function usePageTitle(...parts: readonly (string | undefined)[]): void {
  const said = parts.filter((part) => part !== undefined && part !== '');
  // A document and its project may have one name, and the project that of the program.
  const title = [...new Set([...said, 'Koersvast'])].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

interface PageProps {
  readonly title: string;
  /** One line under the title: what this screen is for, or what it holds. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** For a table of many columns, which needs more than a column of text. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A screen: its title, what can be done, and its content, in one column. */
export function Page({ title, lead, actions, wide = false, children }: PageProps) {
  return (
    <div className={classes.page} data-wide={wide}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          {lead !== undefined && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions !== undefined && (
          <div className={classes.actions} data-screen="only">
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** 3 within another section. */
  readonly level?: 2 | 3;
  readonly children: ReactNode;
}

export function Section({ title, lead, level = 2, children }: SectionProps) {
  const Title = `h${level}` as const;
  return (
    <section className={classes.section} data-level={level}>
      <Title className={classes.sectionTitle}>{title}</Title>
      {lead !== undefined && <p className={classes.sectionLead}>{lead}</p>}
      {children}
    </section>
  );
}
