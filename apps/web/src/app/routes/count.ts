import {
  countUnits,
  periodKinds,
  togetherRelations,
  togetherValues,
  windowWidths,
} from '@koersvast/core/count';
import { readRule } from '@koersvast/core/document-rule';
import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import {
  type CountSearch,
  chartNames,
  countLayers,
  portraitOrders,
} from '../../features/count/count-search.ts';
import { withWords } from './frame.ts';
import { project } from './project.ts';
import { anId, isId, isNumber, listOf, oneOf, ruleIn, textsIn } from './search.ts';

const columnIn = (value: unknown) =>
  typeof value === 'string' && (value === 'round' || readRule([[value, 'filled']]) !== null)
    ? value
    : undefined;

export const charts = createRoute({
  getParentRoute: () => project,
  path: '/charts',
  validateSearch: (search: CountSearch & SearchSchemaInput): CountSearch => ({
    ...textsIn(search, ['round', 'set', 'document'], anId),
    ...textsIn(search, ['at'], /^.{1,400}$/su),
    chart: oneOf(search.chart, chartNames),
    counting: oneOf(search.counting, countUnits),
    by: columnIn(search.by),
    period: oneOf(search.period, periodKinds),
    window: windowWidths.find((width) => width === search.window),
    relation: oneOf(search.relation, togetherRelations),
    value: oneOf(search.value, togetherValues),
    order: oneOf(search.order, portraitOrders),
    from: isNumber(search.from) && search.from < 10_000_000 ? search.from : undefined,
    long: search.long === true || undefined,
    layers: oneOf(search.layers, countLayers),
    unfinished: search.unfinished === true || undefined,
    independent: search.independent === true || undefined,
    where: ruleIn(search.where),
    tags: listOf(search.tags, isId),
    coders: listOf(search.coders, isId),
    below: search.below === true || undefined,
  }),
  component: lazyRouteComponent(
    () => withWords(['count', 'document', 'set'], import('../../features/count/charts-screen.tsx')),
    'ChartsScreen',
  ),
});

/** The charts that are pinned for all members. */
export const findings = createRoute({
  getParentRoute: () => project,
  path: '/findings',
  component: lazyRouteComponent(
    () => withWords(['count', 'document', 'set'], import('../../features/count/findings-screen.tsx')),
    'FindingsScreen',
  ),
});
