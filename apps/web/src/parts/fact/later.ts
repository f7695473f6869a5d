import { needWords } from '../../i18n/index.ts';
import { laterPart } from '../../ui/later.tsx';

/* Forms that few ask for, with their words: no screen waits for them. */

export const memberTold = laterPart(async () => {
  await needWords('fact');
  return (await import('./member-told.tsx')).MemberTold;
});
export const roundTold = laterPart(async () => {
  await needWords('fact');
  return (await import('./round-told.tsx')).RoundTold;
});
export const projectTold = laterPart(async () => {
  await needWords('fact');
  return (await import('./project-told.tsx')).ProjectTold;
});
