export * from './erasure.ts';
export { initialsAmong, initialsOf, namesAmong } from './initials.ts';
export { cleanName, foldName, isVisibleName } from './name.ts';
export * from './password.ts';
