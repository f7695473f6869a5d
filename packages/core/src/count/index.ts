export * from './group.ts';
export * from './period.ts';
export * from './portrait.ts';
export {
  chanceOf,
  isRelated,
  spanRelations,
  type TogetherRelation,
  togetherRelations,
} from './relation.ts';
export { coveredBy, inOrder, unpackSpans } from './spans.ts';
export * from './table.ts';
export * from './together.ts';
export * from './unit.ts';
export * from './window.ts';
export * from './words.ts';
