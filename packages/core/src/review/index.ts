export * from './adjudication.ts';
export * from './compare.ts';
export * from './review.ts';
