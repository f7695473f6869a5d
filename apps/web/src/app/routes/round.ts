import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { queryClient, trpc } from '../../data/trpc.ts';
import { withWords } from './frame.ts';
import { project } from './project.ts';
import { anId, checkIds, isNumber, oneOf, ruleIn, type SortSearch, sortIn, textsIn } from './search.ts';

export const overview = createRoute({
  getParentRoute: () => project,
  path: '/compare',
  validateSearch: (search: SortSearch & SearchSchemaInput): SortSearch => sortIn(search),
  loader: ({ params }) => void queryClient.prefetchQuery(trpc.adjudication.overview.queryOptions(params)),
  component: lazyRouteComponent(
    () => withWords(['compare', 'review'], import('../../features/compare/overview-screen.tsx')),
    'OverviewScreen',
  ),
});

const outcomes = ['same', 'tag', 'boundary', 'left_out', 'missed', 'open'] as const;
type Outcome = (typeof outcomes)[number];
interface LearningSearch {
  readonly outcome?: Outcome;
  readonly pass?: 'first' | 'now';
}

export const learning = createRoute({
  getParentRoute: () => project,
  path: '/learning',
  validateSearch: (search: LearningSearch & SearchSchemaInput): LearningSearch => ({
    outcome: oneOf(search.outcome, outcomes),
    pass: oneOf(search.pass, ['first', 'now']),
  }),
  component: lazyRouteComponent(
    () => withWords(['compare', 'review'], import('../../features/compare/learning-screen.tsx')),
    'LearningScreen',
  ),
});

export const rounds = createRoute({
  getParentRoute: () => project,
  path: '/rounds',
  component: lazyRouteComponent(
    () => withWords(['assignment', 'round'], import('../../features/round/rounds-screen.tsx')),
    'RoundsScreen',
  ),
});

/** A round that somewhere else was asked for: so many documents, drawn from these. */
interface NewRoundSearch {
  readonly draw?: number;
  /** What coders finished, once more. */
  readonly again?: boolean;
  readonly set?: string;
  /** Conditions that documents meet. */
  readonly where?: readonly (readonly string[])[];
}

export const newRound = createRoute({
  getParentRoute: () => project,
  path: '/rounds/new',
  validateSearch: (search: NewRoundSearch & SearchSchemaInput): NewRoundSearch => ({
    ...textsIn(search, ['set'], anId),
    draw: isNumber(search.draw) && search.draw > 0 && search.draw <= 5000 ? search.draw : undefined,
    again: search.again === true || undefined,
    where: ruleIn(search.where),
  }),
  component: lazyRouteComponent(
    () => withWords(['fact', 'round'], import('../../features/round/new-round-screen.tsx')),
    'NewRoundScreen',
  ),
});

export const oneRound = createRoute({
  getParentRoute: () => project,
  path: '/rounds/$roundId',
  beforeLoad: ({ params }) => checkIds(params),
  component: lazyRouteComponent(
    () => withWords(['assignment', 'round'], import('../../features/round/round-screen.tsx')),
    'RoundScreen',
  ),
});
