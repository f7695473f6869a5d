import { Link, useRouterState } from '@tanstack/react-router';
import { type ComponentProps, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Later, laterPart } from '../ui/later.tsx';
import { useMenuButton } from '../ui/menu-button.ts';
import { fittingIn } from './fitting.ts';
import classes from './nav.module.css';
import { projectScreens } from './project-screens.ts';

const menu = laterPart(async () => (await import('./more-list.tsx')).MoreList);

interface Widths {
  readonly links: readonly number[];
  readonly more: number;
  readonly room: number;
}

/** The screens of a project; those for which there is no room stand under *More*. */
export function Nav({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation();
  // Comparing a document is a screen of Compare, whatever its address begins with.
  const comparing = useRouterState({ select: (state) => state.location.pathname.endsWith('/compare') });
  const nav = useRef<HTMLElement>(null);
  const [widths, setWidths] = useState<Widths | null>(null);
  useLayoutEffect(() => {
    const element = nav.current;
    if (element === null) return;
    const measure = () => {
      const of = (name: string) => [...element.querySelectorAll<HTMLElement>(`[data-nav="${name}"]`)];
      setWidths({
        links: of('link').map(({ offsetWidth }) => offsetWidth),
        more: of('more')[0]?.offsetWidth ?? 0,
        room: element.clientWidth,
      });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // In another language, and once the typeface is there, a word has another width.
    for (const link of element.children) observer.observe(link);
    measure();
    return () => observer.disconnect();
  }, []);
  const fitting = widths === null ? projectScreens.length : fittingIn(widths.room, widths.links, widths.more);
  const folded = projectScreens.slice(fitting);
  const wanted = widths?.links.reduce((sum, width) => sum + width, 0) ?? 0;
  return (
    <nav
      ref={nav}
      className={classes.nav}
      aria-label={t('nav.label')}
      style={wanted === 0 ? undefined : { ['--kv-nav' as string]: `${wanted}px` }}
    >
      {projectScreens.map(({ to, word }, at) => (
        <Link
          key={to}
          to={to}
          params={{ projectId }}
          className={classes.link}
          activeOptions={{ exact: comparing }}
          {...(comparing &&
            to === '/p/$projectId/compare' && {
              'aria-current': 'page',
              className: `${classes.link} active`,
            })}
          data-nav="link"
          data-folded={at >= fitting}
        >
          {t(word)}
        </Link>
      ))}
      <More projectId={projectId} folded={folded} />
    </nav>
  );
}

interface MoreProps {
  readonly projectId: string;
  readonly folded: readonly (typeof projectScreens)[number][];
}

function More({ projectId, folded }: MoreProps) {
  const { pressed, alone, withMenu } = useMenuButton();
  return (
    <Later
      part={menu}
      wanted={pressed}
      meanwhile={<MoreButton folded={folded.length === 0} {...alone} />}
      give={{
        button: <MoreButton folded={folded.length === 0} {...withMenu} />,
        opened: pressed,
        projectId,
        folded,
      }}
    />
  );
}

/** Always there to be measured; `folded` away where everything fits. */
function MoreButton({ folded, ...rest }: ComponentProps<'button'> & { readonly folded: boolean }) {
  const { t } = useTranslation();
  return (
    <button type="button" {...rest} className={classes.more} data-nav="more" data-folded={folded}>
      {t('nav.more')}
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <path d="m2 3.5 3 3 3-3" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </button>
  );
}
