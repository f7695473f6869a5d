import type { Condition, Query } from './query.ts';

/** All conditions of a query, on codings and documents, in the order in which they stand in it. */
export function conditionsOf(query: Query): readonly Condition[] {
  switch (query.kind) {
    case 'coded':
      return query.conditions;
    case 'document':
      return [query.condition];
    case 'and':
    case 'or':
      return query.parts.flatMap(conditionsOf);
    case 'not':
    case 'inside':
      return conditionsOf(query.part);
    case 'near':
    case 'related':
      return [...conditionsOf(query.left), ...conditionsOf(query.right)];
    default:
      return [];
  }
}
