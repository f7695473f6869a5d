export * from './assignment.ts';
export * from './plan.ts';
export * from './random.ts';
export * from './round.ts';
