import { createRoute, lazyRouteComponent, redirect, type SearchSchemaInput } from '@tanstack/react-router';
import { queryClient, trpc } from '../../data/trpc.ts';
import { NotFoundPage } from '../not-found.tsx';
import { ProjectGate } from '../project-gate.tsx';
import { inside, withWords } from './frame.ts';
import { anId, type SortSearch, sortIn, textsIn } from './search.ts';

/** What the frame of a project needs. */
function askProject({ projectId }: Readonly<Record<string, string>>): void {
  if (projectId !== undefined) void queryClient.prefetchQuery(trpc.project.get.queryOptions({ projectId }));
}

export const project = createRoute({
  getParentRoute: () => inside,
  path: '/p/$projectId',
  component: ProjectGate,
  notFoundComponent: NotFoundPage,
  // The params of the screens within come along; the server takes none that it does not know.
  loader: ({ params }) => askProject(params),
  staticData: { ask: askProject },
});

export const projectHome = createRoute({
  getParentRoute: () => project,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/p/$projectId/work', params, replace: true });
  },
});

export const work = createRoute({
  getParentRoute: () => project,
  path: '/work',
  validateSearch: (search: SortSearch & SearchSchemaInput): SortSearch => sortIn(search),
  loader: ({ params }) => void queryClient.prefetchQuery(trpc.assignment.work.queryOptions(params)),
  component: lazyRouteComponent(
    () => withWords(['assignment'], import('../../features/assignment/work-screen.tsx')),
    'WorkScreen',
  ),
});

/** To what a history is narrowed. */
interface HistorySearch {
  readonly document?: string;
  readonly member?: string;
  readonly noun?: string;
}

export const history = createRoute({
  getParentRoute: () => project,
  path: '/history',
  validateSearch: (search: HistorySearch & SearchSchemaInput): HistorySearch => ({
    ...textsIn(search, ['document', 'member'], anId),
    ...textsIn(search, ['noun']),
  }),
  component: lazyRouteComponent(
    () => withWords(['compare', 'history', 'reader'], import('../../features/history/history-screen.tsx')),
    'HistoryScreen',
  ),
});

export const codebook = createRoute({
  getParentRoute: () => project,
  path: '/codebook',
  validateSearch: (search: { tag?: string } & SearchSchemaInput): { tag?: string } =>
    textsIn(search, ['tag']),
  loader: ({ params }) => void queryClient.prefetchQuery(trpc.tag.usage.queryOptions(params)),
  component: lazyRouteComponent(
    () => withWords(['job', 'tag'], import('../../features/tag/codebook-screen.tsx')),
    'CodebookScreen',
  ),
});

export const members = createRoute({
  getParentRoute: () => project,
  path: '/members',
  validateSearch: (search: SortSearch & SearchSchemaInput): SortSearch => sortIn(search),
  component: lazyRouteComponent(
    () => withWords(['member'], import('../../features/member/members-screen.tsx')),
    'MembersScreen',
  ),
});

export const settings = createRoute({
  getParentRoute: () => project,
  path: '/settings',
  component: lazyRouteComponent(
    () => withWords(['compare', 'set'], import('../../features/project/settings-screen.tsx')),
    'SettingsScreen',
  ),
});
