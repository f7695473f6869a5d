export * from './annotation.ts';
export * from './common.ts';
export * from './document.ts';
export * from './error.ts';
export * from './operation.ts';
export * from './project.ts';
export * from './session.ts';
export * from './tag.ts';
