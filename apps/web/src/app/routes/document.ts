import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { annotationsQuery } from '../../data/live/take-up.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { withWords } from './frame.ts';
import { project } from './project.ts';
import { aMoment, anId, checkIds, oneOf, ruleIn, type SortSearch, sortIn, textsIn } from './search.ts';

/** A letter, and what stands in it. */
function askLetter(params: Readonly<Record<string, string>>): void {
  const { projectId, documentId } = params;
  if (projectId === undefined || documentId === undefined) return;
  const place = { projectId, documentId };
  void queryClient.prefetchQuery(
    trpc.document.text.queryOptions(place, { staleTime: Number.POSITIVE_INFINITY }),
  );
  void queryClient.prefetchQuery(annotationsQuery(place));
}

/** The same with what the document is called, which in the reader its text tells. */
function askComparison(params: Readonly<Record<string, string>>): void {
  const { projectId, documentId } = params;
  if (projectId !== undefined && documentId !== undefined)
    void queryClient.prefetchQuery(trpc.document.get.queryOptions({ projectId, documentId }));
  askLetter(params);
}

interface DocumentsSearch extends SortSearch {
  /** Conditions that documents meet: column, test, values. */
  readonly where?: readonly (readonly string[])[];
  /** The set that is shown. */
  readonly set?: string;
  readonly removed?: boolean;
}

export const documents = createRoute({
  getParentRoute: () => project,
  path: '/documents',
  validateSearch: (search: DocumentsSearch & SearchSchemaInput): DocumentsSearch => ({
    ...sortIn(search),
    removed: search.removed === true || undefined,
    where: ruleIn(search.where),
    ...textsIn(search, ['set'], anId),
  }),
  loader: ({ params }) =>
    void queryClient.prefetchQuery(trpc.document.list.queryOptions({ ...params, removed: false })),
  component: lazyRouteComponent(
    () => withWords(['document', 'set'], import('../../features/document/documents-screen.tsx')),
    'DocumentsScreen',
  ),
});

/** Which import is shown, and what of it; each part of it can be linked. */
interface AddSearch extends SortSearch {
  readonly intake?: string;
  /** One of what will be added, by itself. */
  readonly item?: string;
  /** The letter that is read again by this import. */
  readonly letter?: string;
  readonly show?: (typeof filters)[number];
}

const filters = ['concerns', 'unreadable', 'twins', 'noDate', 'left', 'added'] as const;

export const addDocuments = createRoute({
  getParentRoute: () => project,
  path: '/documents/add',
  validateSearch: (search: AddSearch & SearchSchemaInput): AddSearch => ({
    ...sortIn(search),
    ...textsIn(search, ['intake', 'item', 'letter'], anId),
    show: oneOf(search.show, filters),
  }),
  component: lazyRouteComponent(
    () => withWords(['document', 'intake', 'job', 'refusal'], import('../../features/intake/add-screen.tsx')),
    'AddScreen',
  ),
});

/** What the reader shows of a document; each part of it can be linked. */
interface ReaderSearch {
  readonly annotation?: string;
  /** Whose work is shown: that of another round than the one that runs. */
  readonly round?: string;
  readonly tag?: string;
  readonly coder?: string;
  /** A place in the text, `start-end` in UTF-16 code units, that is shown and selected. */
  readonly at?: string;
  /** What is looked for in the letter, as it is typed. */
  readonly q?: string;
  /** Whose colours the spans have; those of the tags when absent. */
  readonly colours?: 'coder';
  /** Whether the card of the annotation is open: what is said of it, and what can be answered. */
  readonly card?: boolean;
  /** Whether what waits for a place is shown, since the letter was read again. */
  readonly lost?: boolean;
}

export const reader = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId',
  beforeLoad: ({ params }) => checkIds(params),
  validateSearch: (search: ReaderSearch & SearchSchemaInput): ReaderSearch => ({
    ...textsIn(search, ['annotation', 'round', 'tag', 'coder', 'at', 'q']),
    colours: oneOf(search.colours, ['coder']),
    card: search.card === true || undefined,
    lost: search.lost === true || undefined,
  }),
  loader: ({ params }) => askLetter(params),
  staticData: { ask: askLetter },
  component: lazyRouteComponent(
    () => withWords(['reader'], import('../../features/reader/reader-screen.tsx')),
    'ReaderScreen',
  ),
});

/** What is shown of a document that is compared; each part of it can be linked. */
interface CompareSearch {
  readonly round?: string;
  readonly difference?: string;
  readonly kind?: 'tag' | 'boundary' | 'only';
  readonly tag?: string;
  readonly coder?: string;
  readonly left?: boolean;
  readonly mode?: 'judge' | 'settle';
  readonly pass?: 'first' | 'now';
  /** A place in the text, `start-end` in UTF-16 code units, whose difference is shown. */
  readonly at?: string;
}

export const comparing = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId/compare',
  beforeLoad: ({ params }) => checkIds(params),
  validateSearch: (search: CompareSearch & SearchSchemaInput): CompareSearch => ({
    ...textsIn(search, ['round', 'difference', 'tag', 'coder']),
    ...textsIn(search, ['at'], /^\d{1,9}-\d{1,9}$/),
    kind: oneOf(search.kind, ['tag', 'boundary', 'only']),
    mode: oneOf(search.mode, ['judge', 'settle']),
    pass: oneOf(search.pass, ['first', 'now']),
    left: search.left === true || undefined,
  }),
  loader: ({ params }) => askComparison(params),
  staticData: { ask: askComparison },
  component: lazyRouteComponent(
    () => withWords(['compare', 'reader'], import('../../features/compare/compare-screen.tsx')),
    'CompareScreen',
  ),
});

/** By which import a letter is read again. */
export const readingAgain = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId/again',
  beforeLoad: ({ params }) => checkIds(params),
  validateSearch: (search: { intake?: string } & SearchSchemaInput): { intake?: string } =>
    textsIn(search, ['intake'], anId),
  component: lazyRouteComponent(
    () =>
      withWords(['rendition', 'intake', 'job', 'refusal'], import('../../features/intake/again-screen.tsx')),
    'AgainScreen',
  ),
});

export const past = createRoute({
  getParentRoute: () => project,
  path: '/documents/$documentId/history',
  beforeLoad: ({ params }) => checkIds(params),
  validateSearch: (search: { at?: string } & SearchSchemaInput): { at?: string } =>
    textsIn(search, ['at'], aMoment),
  component: lazyRouteComponent(
    () => withWords(['compare', 'history', 'reader'], import('../../features/history/past-screen.tsx')),
    'PastScreen',
  ),
});
