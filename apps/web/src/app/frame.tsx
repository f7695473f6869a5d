import { VisuallyHidden } from '@mantine/core';
import { Link, Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionGate } from '../data/asked-password.ts';
import { useCommandKeys, useKeymap } from '../data/keyboard.ts';
import { useProjectLive } from '../data/live/project-live.ts';
import { useOutbox } from '../data/outbox/person-outbox.ts';
import { usePerson } from '../data/session.ts';
import { needWords } from '../i18n/index.ts';
import { partsOf } from '../lib/chord.ts';
import { frameSlot } from '../lib/frame-slot.tsx';
import { useOnline } from '../lib/online.ts';
import { createStore, useStore } from '../lib/store.ts';
import barButton from '../ui/bar-button.module.css';
import { Later, laterPart } from '../ui/later.tsx';
import classes from './frame.module.css';
import { Nav } from './nav.tsx';
import { PersonMenu } from './person-menu.tsx';
import { ProjectMenu } from './project-menu.tsx';
import { UnsentGuard } from './unsent-guard.tsx';

const keySheet = laterPart(async () => {
  const [{ KeySheet }] = await Promise.all([import('./key-sheet.tsx'), needWords('command')]);
  return KeySheet;
});
// Right after the first drawing: who types then is guarded before there is much to lose.
const keptText = laterPart(async () => (await import('./kept-text.tsx')).KeptText);
const palette = laterPart(async () => (await import('./palette.tsx')).Palette);
const notices = laterPart(async () => {
  const [{ Notices }] = await Promise.all([import('../features/compare/notices.tsx'), needWords('review')]);
  return Notices;
});
const jobMark = laterPart(async () => {
  const [{ JobMark }] = await Promise.all([import('../features/job/job-mark.tsx'), needWords('job')]);
  return JobMark;
});
const gate = laterPart(async () => (await import('./session-gate.tsx')).SessionGate);

/** What lies over the page, if anything: the list of everything, or the list of keys. */
const overlay = createStore<'palette' | 'keys' | null>(null);

/** The top bar, and under it the present screen. */
export function Frame() {
  const { t } = useTranslation();
  const { projectId, documentId } = useParams({ strict: false });
  const atHome = useRouterState({ select: (state) => state.location.pathname === '/' });
  const keymap = useKeymap();
  const online = useOnline();
  const opened = useStore(overlay);
  const asksPassword = useStore(sessionGate) !== null;
  const close = () => overlay.set(null);
  const personId = usePerson()?.id ?? null;
  useOutbox(personId);
  useProjectLive(projectId ?? null, personId);
  useCommandKeys('everywhere', {
    'palette.open': () => overlay.set('palette'),
    'keys.show': () => overlay.set('keys'),
  });
  useFindKey(projectId);
  const paletteKey = keymap.keysOf('palette.open')[0];

  return (
    <div className={classes.frame} data-reading={documentId !== undefined}>
      <a className={classes.skip} href="#content" data-screen="only">
        {t('nav.skip')}
      </a>
      <header className={classes.bar} data-screen="only">
        {atHome ? (
          <span className={classes.brand}>Koersvast</span>
        ) : (
          <Link to="/" className={classes.brand}>
            Koersvast
          </Link>
        )}
        {projectId !== undefined && <ProjectMenu projectId={projectId} />}
        {projectId !== undefined && <Nav projectId={projectId} />}
        <div className={classes.end}>
          {!online && (
            <span className={classes.offline} role="status" title={t('offline.sentence')}>
              {t('offline.word')}
            </span>
          )}
          <Later part={jobMark} wanted={false} give={{ projectId }} />
          <div className={classes.slot} ref={frameSlot.set} />
          {/* Of one project each: the news of another must not stand here while these are read. */}
          {projectId !== undefined && (
            <Later key={projectId} part={notices} wanted={false} give={{ projectId }} />
          )}
          <button
            type="button"
            className={`${barButton.button} ${classes.search}`}
            onClick={() => overlay.set('palette')}
            title={t('nav.palette')}
          >
            <VisuallyHidden>{t('nav.palette')}</VisuallyHidden>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
              <path d="m10.5 10.5 3 3" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
            </svg>
            {paletteKey !== undefined && (
              <span className={classes.searchKey}>{partsOf(paletteKey).join(' ')}</span>
            )}
          </button>
          <PersonMenu onKeys={() => overlay.set('keys')} />
        </div>
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        <Later part={keptText} wanted give={{}} />
        <Outlet />
      </main>
      <Later
        part={palette}
        wanted={opened === 'palette'}
        give={{ opened: opened === 'palette', onClose: close, projectId }}
      />
      <UnsentGuard />
      <Later part={gate} wanted={asksPassword} give={{}} />
      <Later
        part={keySheet}
        wanted={opened === 'keys'}
        give={{ opened: opened === 'keys', onClose: close }}
      />
    </div>
  );
}

/** The key by which one finds, on every screen of a project. */
function useFindKey(projectId: string | undefined): void {
  const navigate = useNavigate();
  const isThere = useRouterState({ select: ({ location }) => location.pathname.endsWith('/find') });
  useCommandKeys(
    'project',
    {
      // That screen goes to its field.
      'find.open': () =>
        !isThere &&
        projectId !== undefined &&
        void navigate({ to: '/p/$projectId/find', params: { projectId } }),
    },
    projectId !== undefined,
  );
}
