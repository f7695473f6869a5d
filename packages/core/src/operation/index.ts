export * from './merge-fields.ts';
export * from './operation.ts';
