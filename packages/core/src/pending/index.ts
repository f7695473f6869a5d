export * from './fold.ts';
export * from './fold-readings.ts';
export * from './operation.ts';
export type { FoldContext } from './overlay.ts';
export * from './queue.ts';
export * from './row.ts';
export * from './undo-stack.ts';
