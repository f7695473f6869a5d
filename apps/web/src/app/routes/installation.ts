import type { DomainErrorCode } from '@koersvast/core/error';
import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { queryClient, trpc } from '../../data/trpc.ts';
import { InstallationGate } from '../installation-gate.tsx';
import { inside, withWords } from './frame.ts';
import { oneOf, refusedIn } from './search.ts';

export const projects = createRoute({
  getParentRoute: () => inside,
  path: '/',
  loader: () => void queryClient.prefetchQuery(trpc.project.list.queryOptions({})),
  component: lazyRouteComponent(
    () => withWords(['job'], import('../../features/project/projects-screen.tsx')),
    'ProjectsScreen',
  ),
});

/** With what somebody comes back from the provider. */
interface AccountSearch {
  readonly refused?: DomainErrorCode;
  readonly back?: 'link' | 'confirm';
}

export const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  validateSearch: (search: AccountSearch & SearchSchemaInput): AccountSearch => ({
    ...refusedIn(search),
    back: oneOf(search.back, ['link', 'confirm']),
  }),
  component: lazyRouteComponent(
    () => withWords(['account', 'command', 'provider'], import('../../features/session/account-screen.tsx')),
    'AccountScreen',
  ),
});

export const jobs = createRoute({
  getParentRoute: () => inside,
  path: '/jobs',
  loader: () => void queryClient.prefetchQuery(trpc.job.list.queryOptions({})),
  component: lazyRouteComponent(
    () => withWords(['job', 'refusal'], import('../../features/job/jobs-screen.tsx')),
    'JobsScreen',
  ),
});

export const installation = createRoute({
  getParentRoute: () => inside,
  path: '/installation',
  component: InstallationGate,
});

export const installationHome = createRoute({
  getParentRoute: () => installation,
  path: '/',
  component: lazyRouteComponent(
    () => withWords(['installation', 'job'], import('../../features/installation/installation-screen.tsx')),
    'InstallationScreen',
  ),
});
