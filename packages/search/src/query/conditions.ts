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

/** Whether hits are made of two that are related, or near each other: then what of them is given back can be chosen. */
export function pairsIn(query: Query): boolean {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.some(pairsIn);
    case 'inside':
      return pairsIn(query.part);
    case 'near':
      return true;
    case 'related':
      return !query.isNot;
    default:
      return false;
  }
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
