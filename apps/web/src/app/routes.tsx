import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
  type SearchSchemaInput,
} from '@tanstack/react-router';
import { annotationsQuery } from '../lib/live/take-up.ts';
import { sessionQuery } from '../lib/session.ts';
import { queryClient, trpc } from '../lib/trpc.ts';
import { ProjectGate } from './project-gate.tsx';

const root = createRootRoute({ component: Outlet });

/** Only for people who are signed in; others sign in first and come back here. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  // With all that floats over it; who signs in or joins needs none of that yet.
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (session.person === null)
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
  },
});

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: { next?: string } & SearchSchemaInput): { next?: string } => {
    const next = textOf(search.next);
    // Only within this site: an address of elsewhere would be a trap.
    return next !== undefined && /^\/(?![/\\])/.test(next) ? { next } : {};
  },
  component: lazyRouteComponent(() => import('../features/session/sign-in-screen.tsx'), 'SignInScreen'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$token',
  component: lazyRouteComponent(() => import('../features/session/welcome-screen.tsx'), 'WelcomeScreen'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(() => import('../features/member/join-screen.tsx'), 'JoinScreen'),
});

const projects = createRoute({
  getParentRoute: () => inside,
  path: '/',
  loader: () => void queryClient.prefetchQuery(trpc.project.list.queryOptions({})),
  component: lazyRouteComponent(() => import('../features/project/projects-screen.tsx'), 'ProjectsScreen'),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/session/account-screen.tsx'), 'AccountScreen'),
});

const project = createRoute({
  getParentRoute: () => inside,
  path: '/p/$projectId',
  component: ProjectGate,
  loader: ({ params }) => void queryClient.prefetchQuery(trpc.project.get.queryOptions(params)),
});

const projectHome = createRoute({
  getParentRoute: () => project,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/p/$projectId/work', params, replace: true });
  },
});

const work = createRoute({
  getParentRoute: () => project,
  path: '/work',
  loader: ({ params }) =>
    void queryClient.prefetchQuery(trpc.document.list.queryOptions({ ...params, removed: false })),
  component: lazyRouteComponent(() => import('../features/assignment/work-screen.tsx'), 'WorkScreen'),
});

export interface DocumentsSearch {
  readonly sort?: string;
  readonly down?: boolean;
  readonly removed?: boolean;
}

const documents = createRoute({
  getParentRoute: () => project,
  path: '/documents',
  validateSearch: (search: DocumentsSearch & SearchSchemaInput): DocumentsSearch => {
    const sort = textOf(search.sort);
    return {
      ...(sort === undefined ? {} : { sort }),
      ...(search.down === true ? { down: true } : {}),
      ...(search.removed === true ? { removed: true } : {}),
    };
  },
  loader: ({ params }) =>
    void queryClient.prefetchQuery(trpc.document.list.queryOptions({ ...params, removed: false })),
  component: lazyRouteComponent(() => import('../features/document/documents-screen.tsx'), 'DocumentsScreen'),
});

const addDocuments = createRoute({
  getParentRoute: () => project,
  path: '/documents/add',
  component: lazyRouteComponent(() => import('../features/document/add-screen.tsx'), 'AddScreen'),
});

/** What the reader shows of a document; each part of it can be linked. */
export interface ReaderSearch {
  readonly annotation?: string;
  /** Whose work is shown: that of another round than the one that runs. */
  readonly round?: string;
  readonly tag?: string;
  readonly coder?: string;
  /** A place in the text, `start-end` in UTF-16 code units, that is shown and selected. */
  readonly at?: string;
  /** Whose colours the spans have; those of the tags when absent. */
  readonly colours?: 'coder';
}

const reader = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId',
  validateSearch: (search: ReaderSearch & SearchSchemaInput): ReaderSearch => {
    const kept: Record<string, string> = {};
    for (const name of ['annotation', 'round', 'tag', 'coder', 'at'] as const) {
      const value = textOf(search[name]);
      if (value !== undefined) kept[name] = value;
    }
    return search.colours === 'coder' ? { ...kept, colours: 'coder' } : kept;
  },
  loader: ({ params }) => {
    void queryClient.prefetchQuery(
      trpc.document.text.queryOptions(params, { staleTime: Number.POSITIVE_INFINITY }),
    );
    void queryClient.prefetchQuery(annotationsQuery(params));
    // After the letter: nothing of it is needed to read.
    void import('./reader-slots.ts').then(
      ({ fillReaderSlots }) => fillReaderSlots(),
      () => undefined,
    );
  },
  component: lazyRouteComponent(() => import('../features/reader/reader-screen.tsx'), 'ReaderScreen'),
});

/** What is shown of a document that is compared; each part of it can be linked. */
export interface CompareSearch {
  readonly round?: string;
  readonly difference?: string;
  readonly kind?: 'tag' | 'boundary' | 'only';
  readonly tag?: string;
  readonly coder?: string;
  readonly left?: boolean;
  readonly mode?: 'judge' | 'settle';
}

const comparing = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId/compare',
  validateSearch: (search: CompareSearch & SearchSchemaInput): CompareSearch => {
    const kept: Record<string, string> = {};
    for (const name of ['round', 'difference', 'tag', 'coder'] as const) {
      const value = textOf(search[name]);
      if (value !== undefined) kept[name] = value;
    }
    const { kind, mode } = search;
    return {
      ...kept,
      ...(kind === 'tag' || kind === 'boundary' || kind === 'only' ? { kind } : {}),
      ...(mode === 'judge' || mode === 'settle' ? { mode } : {}),
      ...(search.left === true ? { left: true } : {}),
    };
  },
  loader: ({ params }) => {
    void queryClient.prefetchQuery(
      trpc.document.text.queryOptions(params, { staleTime: Number.POSITIVE_INFINITY }),
    );
    void queryClient.prefetchQuery(annotationsQuery(params));
  },
  component: lazyRouteComponent(() => import('../features/compare/compare-screen.tsx'), 'CompareScreen'),
});

const overview = createRoute({
  getParentRoute: () => project,
  path: '/compare',
  loader: ({ params }) => void queryClient.prefetchQuery(trpc.adjudication.overview.queryOptions(params)),
  component: lazyRouteComponent(() => import('../features/compare/overview-screen.tsx'), 'OverviewScreen'),
});

const outcomes = ['same', 'tag', 'boundary', 'left_out', 'missed', 'open'] as const;
type Outcome = (typeof outcomes)[number];

const learning = createRoute({
  getParentRoute: () => project,
  path: '/learning',
  validateSearch: (search: { outcome?: Outcome } & SearchSchemaInput): { outcome?: Outcome } => {
    const outcome = outcomes.find((each) => each === search.outcome);
    return outcome === undefined ? {} : { outcome };
  },
  component: lazyRouteComponent(() => import('../features/compare/learning-screen.tsx'), 'LearningScreen'),
});

const rounds = createRoute({
  getParentRoute: () => project,
  path: '/rounds',
  component: lazyRouteComponent(() => import('../features/round/rounds-screen.tsx'), 'RoundsScreen'),
});

const newRound = createRoute({
  getParentRoute: () => project,
  path: '/rounds/new',
  component: lazyRouteComponent(() => import('../features/round/new-round-screen.tsx'), 'NewRoundScreen'),
});

const oneRound = createRoute({
  getParentRoute: () => project,
  path: '/rounds/$roundId',
  component: lazyRouteComponent(() => import('../features/round/round-screen.tsx'), 'RoundScreen'),
});

const past = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId/history',
  validateSearch: (search: { at?: string } & SearchSchemaInput): { at?: string } => {
    const at = textOf(search.at);
    return at === undefined ? {} : { at };
  },
  component: lazyRouteComponent(() => import('../features/history/past-screen.tsx'), 'PastScreen'),
});

/** To what a history is narrowed. */
interface HistorySearch {
  readonly document?: string;
  readonly member?: string;
  readonly noun?: string;
}

const history = createRoute({
  getParentRoute: () => project,
  path: '/history',
  validateSearch: (search: HistorySearch & SearchSchemaInput): HistorySearch => {
    const kept: Record<string, string> = {};
    for (const name of ['document', 'member', 'noun'] as const) {
      const value = textOf(search[name]);
      if (value !== undefined) kept[name] = value;
    }
    return kept;
  },
  component: lazyRouteComponent(() => import('../features/history/history-screen.tsx'), 'HistoryScreen'),
});

const codebook = createRoute({
  getParentRoute: () => project,
  path: '/codebook',
  validateSearch: (search: { tag?: string } & SearchSchemaInput): { tag?: string } => {
    const tag = textOf(search.tag);
    return tag === undefined ? {} : { tag };
  },
  loader: ({ params }) => void queryClient.prefetchQuery(trpc.tag.usage.queryOptions(params)),
  component: lazyRouteComponent(() => import('../features/tag/codebook-screen.tsx'), 'CodebookScreen'),
});

const exporting = createRoute({
  getParentRoute: () => project,
  path: '/export',
  component: lazyRouteComponent(() => import('../features/export/export-screen.tsx'), 'ExportScreen'),
});

const members = createRoute({
  getParentRoute: () => project,
  path: '/members',
  component: lazyRouteComponent(() => import('../features/member/members-screen.tsx'), 'MembersScreen'),
});

const settings = createRoute({
  getParentRoute: () => project,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/project/settings-screen.tsx'), 'SettingsScreen'),
});

export const routeTree = root.addChildren([
  signIn,
  welcome,
  join,
  inside.addChildren([
    projects,
    account,
    project.addChildren([
      projectHome,
      work,
      documents,
      addDocuments,
      reader,
      comparing,
      overview,
      learning,
      rounds,
      newRound,
      oneRound,
      past,
      history,
      codebook,
      exporting,
      members,
      settings,
    ]),
  ]),
]);
