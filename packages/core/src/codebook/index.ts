export * from './appearance.ts';
export * from './change.ts';
export * from './codebook.ts';
export * from './file.ts';
export * from './quoted.ts';
export * from './tag-key.ts';
export { readTagPath, type TagStep, tagLabels, tagPaths, writeTagPath } from './tag-path.ts';
