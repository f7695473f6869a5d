import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { withWords } from './frame.ts';
import { project } from './project.ts';
import { anId, isId, listOf, oneOf, ruleIn, type SortSearch, sortIn, textsIn } from './search.ts';

const layers = ['first-pass', 'current', 'final'] as const;

/** What is measured, and what of that is shown; each part of it can be linked. */
interface AgreementSearch extends SortSearch {
  readonly round?: string;
  readonly layers?: (typeof layers)[number];
  /** Whoever could see others' work counts too. */
  readonly seen?: boolean;
  readonly set?: string;
  /** Conditions that documents meet. */
  readonly where?: readonly (readonly string[])[];
  readonly tags?: readonly string[];
  readonly coders?: readonly string[];
  /** Each tag together with those below it. */
  readonly below?: boolean;
  /** Tags as a drawing rather than as a table. */
  readonly drawn?: boolean;
  /** Where in a chart somebody is. */
  readonly at?: string;
}

export const agreement = createRoute({
  getParentRoute: () => project,
  path: '/agreement',
  validateSearch: (search: AgreementSearch & SearchSchemaInput): AgreementSearch => ({
    ...sortIn(search),
    ...textsIn(search, ['round', 'set'], anId),
    ...textsIn(search, ['at'], /^.{1,200}$/su),
    layers: oneOf(search.layers, layers),
    seen: search.seen === true || undefined,
    where: ruleIn(search.where),
    tags: listOf(search.tags, isId),
    coders: listOf(search.coders, isId),
    below: search.below === true || undefined,
    drawn: search.drawn === true || undefined,
  }),
  component: lazyRouteComponent(
    () => withWords(['agreement'], import('../../features/agreement/agreement-screen.tsx')),
    'AgreementScreen',
  ),
});
