import { limits } from '@koersvast/core/limit';
import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
  type SearchSchemaInput,
} from '@tanstack/react-router';
import { annotationsQuery } from '../data/live/take-up.ts';
import { sessionQuery } from '../data/session.ts';
import { queryClient, trpc } from '../data/trpc.ts';
import { needWords } from '../i18n/index.ts';
import { InstallationGate } from './installation-gate.tsx';
import { NotFoundPage } from './not-found.tsx';
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

function textOf(value: unknown, form = /./): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

/**
 * What the search holds under each of these names, when it is of this form. What is not is said to be
 * undefined: the router leaves in the search whatever a route does not name.
 */
function textsIn<Name extends string>(
  search: Readonly<Partial<Record<Name, unknown>>>,
  names: readonly Name[],
  form?: RegExp,
): { [Each in Name]?: string } {
  return Object.fromEntries(names.map((name) => [name, textOf(search[name], form)])) as {
    [Each in Name]?: string;
  };
}

function oneOf<Each extends string>(value: unknown, all: readonly Each[]): Each | undefined {
  return all.find((each) => each === value);
}

const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const aMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Where an address holds something else in the place of an id there is nothing, and no need to ask. */
function checkIds(params: Readonly<Record<string, string>>): void {
  if (Object.values(params).some((id) => !anId.test(id))) throw notFound();
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only within this site: an address of elsewhere would be a trap.
  validateSearch: (search: { next?: string } & SearchSchemaInput): { next?: string } =>
    textsIn(search, ['next'], /^\/(?![/\\\s])/),
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

/** A screen together with the words that it alone has. */
async function withWords<Screen>(
  namespace: Parameters<typeof needWords>[0],
  screen: Promise<Screen>,
): Promise<Screen> {
  const [loaded] = await Promise.all([screen, needWords(namespace)]);
  return loaded;
}

const installation = createRoute({
  getParentRoute: () => inside,
  path: '/installation',
  component: InstallationGate,
});

const installationHome = createRoute({
  getParentRoute: () => installation,
  path: '/',
  component: lazyRouteComponent(
    () =>
      withWords('job', withWords('installation', import('../features/installation/installation-screen.tsx'))),
    'InstallationScreen',
  ),
});

const jobs = createRoute({
  getParentRoute: () => inside,
  path: '/jobs',
  loader: () => void queryClient.prefetchQuery(trpc.job.list.queryOptions({})),
  component: lazyRouteComponent(
    () => withWords('job', import('../features/job/jobs-screen.tsx')),
    'JobsScreen',
  ),
});

const project = createRoute({
  getParentRoute: () => inside,
  path: '/p/$projectId',
  component: ProjectGate,
  notFoundComponent: NotFoundPage,
  // The params of the screens within come along; the server takes none that it does not know.
  loader: ({ params: { projectId } }) =>
    void queryClient.prefetchQuery(trpc.project.get.queryOptions({ projectId })),
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
  loader: ({ params }) => void queryClient.prefetchQuery(trpc.assignment.work.queryOptions(params)),
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
  validateSearch: (search: DocumentsSearch & SearchSchemaInput): DocumentsSearch => ({
    sort: textOf(search.sort),
    down: search.down === true || undefined,
    removed: search.removed === true || undefined,
  }),
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
  /** Whether the card of the annotation is open: what is said of it, and what can be answered. */
  readonly card?: boolean;
}

const reader = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId',
  beforeLoad: ({ params }) => checkIds(params),
  validateSearch: (search: ReaderSearch & SearchSchemaInput): ReaderSearch => ({
    ...textsIn(search, ['annotation', 'round', 'tag', 'coder', 'at']),
    colours: oneOf(search.colours, ['coder']),
    card: search.card === true || undefined,
  }),
  loader: ({ params }) => {
    void queryClient.prefetchQuery(
      trpc.document.text.queryOptions(params, { staleTime: Number.POSITIVE_INFINITY }),
    );
    void queryClient.prefetchQuery(annotationsQuery(params));
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
  readonly pass?: 'first' | 'now';
}

const comparing = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId/compare',
  beforeLoad: ({ params }) => checkIds(params),
  validateSearch: (search: CompareSearch & SearchSchemaInput): CompareSearch => ({
    ...textsIn(search, ['round', 'difference', 'tag', 'coder']),
    kind: oneOf(search.kind, ['tag', 'boundary', 'only']),
    mode: oneOf(search.mode, ['judge', 'settle']),
    pass: oneOf(search.pass, ['first', 'now']),
    left: search.left === true || undefined,
  }),
  loader: ({ params }) => {
    void queryClient.prefetchQuery(
      trpc.document.text.queryOptions(params, { staleTime: Number.POSITIVE_INFINITY }),
    );
    void queryClient.prefetchQuery(trpc.document.get.queryOptions(params));
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
interface LearningSearch {
  readonly outcome?: Outcome;
  readonly pass?: 'first' | 'now';
}

const learning = createRoute({
  getParentRoute: () => project,
  path: '/learning',
  validateSearch: (search: LearningSearch & SearchSchemaInput): LearningSearch => ({
    outcome: oneOf(search.outcome, outcomes),
    pass: oneOf(search.pass, ['first', 'now']),
  }),
  component: lazyRouteComponent(() => import('../features/compare/learning-screen.tsx'), 'LearningScreen'),
});

const rounds = createRoute({
  getParentRoute: () => project,
  path: '/rounds',
  component: lazyRouteComponent(
    () => withWords('round', import('../features/round/rounds-screen.tsx')),
    'RoundsScreen',
  ),
});

const newRound = createRoute({
  getParentRoute: () => project,
  path: '/rounds/new',
  component: lazyRouteComponent(
    () => withWords('round', import('../features/round/new-round-screen.tsx')),
    'NewRoundScreen',
  ),
});

const oneRound = createRoute({
  getParentRoute: () => project,
  path: '/rounds/$roundId',
  beforeLoad: ({ params }) => checkIds(params),
  component: lazyRouteComponent(
    () => withWords('round', import('../features/round/round-screen.tsx')),
    'RoundScreen',
  ),
});

const past = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId/history',
  beforeLoad: ({ params }) => checkIds(params),
  validateSearch: (search: { at?: string } & SearchSchemaInput): { at?: string } =>
    textsIn(search, ['at'], aMoment),
  component: lazyRouteComponent(
    () => withWords('history', import('../features/history/past-screen.tsx')),
    'PastScreen',
  ),
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
  validateSearch: (search: HistorySearch & SearchSchemaInput): HistorySearch => ({
    ...textsIn(search, ['document', 'member'], anId),
    ...textsIn(search, ['noun']),
  }),
  component: lazyRouteComponent(
    () => withWords('history', import('../features/history/history-screen.tsx')),
    'HistoryScreen',
  ),
});

const codebook = createRoute({
  getParentRoute: () => project,
  path: '/codebook',
  validateSearch: (search: { tag?: string } & SearchSchemaInput): { tag?: string } =>
    textsIn(search, ['tag']),
  loader: ({ params }) => void queryClient.prefetchQuery(trpc.tag.usage.queryOptions(params)),
  component: lazyRouteComponent(
    () => withWords('job', import('../features/tag/codebook-screen.tsx')),
    'CodebookScreen',
  ),
});

const exportFiles = ['annotations', 'documents', 'codebook', 'coding', 'history'] as const;
const exportPresets = ['data', 'excel-nl', 'xlsx'] as const;
const exportLayers = ['current', 'first-pass', 'final', 'all'] as const;

/** Of which table what is downloaded; the lists are what a copy has of the whole. */
export interface ExportSearch {
  readonly file?: (typeof exportFiles)[number];
  readonly preset?: (typeof exportPresets)[number];
  readonly layer?: (typeof exportLayers)[number];
  readonly columns?: readonly string[];
  readonly rounds?: readonly number[];
  readonly tags?: readonly string[];
  readonly coders?: readonly string[];
}

/** A list in the search of which each value is of a form, without repeats; nothing when any is not. */
function listOf<Each>(value: unknown, isOne: (each: unknown) => each is Each): readonly Each[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > limits.chosen) return undefined;
  return value.every(isOne) && new Set(value).size === value.length ? value : undefined;
}

const isText = (value: unknown): value is string => textOf(value, /^.{1,200}$/su) !== undefined;
const isId = (value: unknown): value is string => textOf(value, anId) !== undefined;
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

const exporting = createRoute({
  getParentRoute: () => project,
  path: '/export',
  validateSearch: (search: ExportSearch & SearchSchemaInput): ExportSearch => ({
    file: oneOf(search.file, exportFiles),
    preset: oneOf(search.preset, exportPresets),
    layer: oneOf(search.layer, exportLayers),
    columns: listOf(search.columns, isText),
    rounds: listOf(search.rounds, isNumber),
    tags: listOf(search.tags, isId),
    coders: listOf(search.coders, isId),
  }),
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

/** Whatever address leads nowhere: with the bar, by which one gets somewhere. */
const nowhere = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundPage });

export const routeTree = root.addChildren([
  signIn,
  welcome,
  join,
  inside.addChildren([
    projects,
    account,
    nowhere,
    jobs,
    installation.addChildren([installationHome]),
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
