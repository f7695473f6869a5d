export * from './scope.ts';
export * from './stream.ts';
