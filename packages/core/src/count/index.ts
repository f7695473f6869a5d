export * from './group.ts';
export * from './period.ts';
export { coveredBy, inOrder, unpackSpans } from './spans.ts';
export * from './table.ts';
export * from './unit.ts';
export * from './window.ts';
export * from './words.ts';
