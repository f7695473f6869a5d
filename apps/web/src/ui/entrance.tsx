import { languages } from '@koersvast/core/language';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { speak } from '../i18n/index.ts';
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
        <Languages />
      </div>
    </main>
  );
}

/** In which language one is asked: each by its own name, since who looks for it may not read the other. */
function Languages() {
  const { t, i18n } = useTranslation();
  return (
    <div className={classes.languages}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => void speak(language)}
        >
          {t(`language.${language}`)}
        </button>
      ))}
    </div>
  );
}

/** Between one way in and another. */
export function EntranceOr({ children }: { readonly children: ReactNode }) {
  return <p className={classes.or}>{children}</p>;
}

/** Small print under the form. */
export function EntranceNote({ children }: { readonly children: ReactNode }) {
  return <div className={classes.note}>{children}</div>;
}
