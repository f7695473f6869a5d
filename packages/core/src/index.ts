export * from './ability.ts';
export * from './error.ts';
export * from './scope.ts';
export * from './stream.ts';
