import type { Coded, Condition, Query } from './query.ts';

/** All conditions of a query, on codings and documents, in the order in which they stand in it. */
export function conditionsOf(query: Query): readonly Condition[] {
  return leavesOf(query).flatMap((leaf) => {
    if (leaf.kind === 'coded') return leaf.conditions;
    return leaf.kind === 'document' ? [leaf.condition] : [];
  });
}

/** All codings that a query names, in the order in which they stand in it. */
export function codedIn(query: Query): readonly Coded[] {
  return leavesOf(query).flatMap((leaf) => (leaf.kind === 'coded' ? leaf : []));
}

function leavesOf(query: Query): readonly Query[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap(leavesOf);
    case 'not':
    case 'inside':
      return leavesOf(query.part);
    case 'near':
    case 'related':
      return [...leavesOf(query.left), ...leavesOf(query.right)];
    default:
      return [query];
  }
}
