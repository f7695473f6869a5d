/** Why a password would be guessed at once. */
export const passwordWeaknesses = [
  'repeats',
  'digits',
  'common',
  'phrase',
  'name',
  'project',
  'program',
] as const;
export type PasswordWeakness = (typeof passwordWeaknesses)[number];
