import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { root, withWords } from './frame.ts';
import { textsIn } from './search.ts';

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only within this site: an address of elsewhere would be a trap.
  validateSearch: (search: { next?: string } & SearchSchemaInput): { next?: string } =>
    textsIn(search, ['next'], /^\/(?![/\\\s])/),
  component: lazyRouteComponent(() => import('../../features/session/sign-in-screen.tsx'), 'SignInScreen'),
});

export const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$token',
  component: lazyRouteComponent(() => import('../../features/session/welcome-screen.tsx'), 'WelcomeScreen'),
});

export const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(
    () => withWords(['member'], import('../../features/member/join-screen.tsx')),
    'JoinScreen',
  ),
});
