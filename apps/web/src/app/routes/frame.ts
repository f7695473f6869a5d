import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { noteLastPerson } from '../../data/last-person.ts';
import { sessionQuery } from '../../data/session.ts';
import { queryClient } from '../../data/trpc.ts';
import { type LaterWords, needWords } from '../../i18n/index.ts';
import { NotFoundPage } from '../not-found.tsx';

export const root = createRootRoute({ component: Outlet });

/** Only for people who are signed in; others sign in first and come back here. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  // With all that floats over it; who signs in or joins needs none of that yet.
  component: lazyRouteComponent(() => import('../frame.tsx'), 'Frame'),
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    noteLastPerson(session.person?.id ?? null);
    if (session.person === null)
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
  },
});

/** Whatever address leads nowhere: with the bar, by which one gets somewhere. */
export const nowhere = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundPage });

/** A screen together with the words that not all screens have. */
export async function withWords<Screen>(
  namespaces: readonly LaterWords[],
  screen: Promise<Screen>,
): Promise<Screen> {
  const [loaded] = await Promise.all([screen, needWords(...namespaces)]);
  return loaded;
}
