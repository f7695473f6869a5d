import type { DomainErrorCode } from '@koersvast/core/error';
import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { root, withWords } from './frame.ts';
import { refusedIn, textsIn } from './search.ts';

/** Where somebody goes on once they are in, what was refused at the provider, and whether they have just signed out. */
interface EntranceSearch {
  readonly next?: string;
  readonly refused?: DomainErrorCode;
  readonly left?: boolean;
}

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only within this site: an address of elsewhere would be a trap.
  validateSearch: (search: EntranceSearch & SearchSchemaInput): EntranceSearch => ({
    ...textsIn(search, ['next'], /^\/(?![/\\\s])/),
    ...refusedIn(search),
    left: search.left === true || undefined,
  }),
  component: lazyRouteComponent(
    () => withWords(['entrance', 'provider'], import('../../features/session/sign-in-screen.tsx')),
    'SignInScreen',
  ),
});

export const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$token',
  component: lazyRouteComponent(
    () => withWords(['entrance'], import('../../features/session/welcome-screen.tsx')),
    'WelcomeScreen',
  ),
});

/** Two screens in one file: whoever sees the one is soon at the other. */
const forgottenScreens = () => withWords(['entrance'], import('../../features/session/forgotten-screen.tsx'));

export const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(forgottenScreens, 'ForgottenScreen'),
});

export const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$token',
  component: lazyRouteComponent(forgottenScreens, 'ResetScreen'),
});

export const stopMail = createRoute({
  getParentRoute: () => root,
  path: '/mail/off/$token',
  component: lazyRouteComponent(
    () => withWords(['entrance'], import('../../features/session/stop-mail-screen.tsx')),
    'StopMailScreen',
  ),
});

export const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  validateSearch: refusedIn,
  component: lazyRouteComponent(
    () => withWords(['member', 'provider'], import('../../features/member/join-screen.tsx')),
    'JoinScreen',
  ),
});
