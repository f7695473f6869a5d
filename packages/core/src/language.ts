/**
 * The languages that the program speaks, by their BCP 47 tags; a project is in one of them. Where nobody has
 * chosen one of these it is English.
 */
export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(value: unknown): value is Language {
  return languages.some((each) => each === value);
}
