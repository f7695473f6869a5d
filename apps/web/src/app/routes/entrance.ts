import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { root, withWords } from './frame.ts';
import { textsIn } from './search.ts';

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only within this site: an address of elsewhere would be a trap.
  validateSearch: (search: { next?: string } & SearchSchemaInput): { next?: string } =>
    textsIn(search, ['next'], /^\/(?![/\\\s])/),
  component: lazyRouteComponent(
    () => withWords(['entrance'], import('../../features/session/sign-in-screen.tsx')),
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

export const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(
    () => withWords(['member'], import('../../features/member/join-screen.tsx')),
    'JoinScreen',
  ),
});
