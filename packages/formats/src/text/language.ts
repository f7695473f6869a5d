/** Words that are frequent in one of the two languages and are no words, or rare ones, in the other. */
const words = {
  nl: 'de het een van dat niet zijn voor met ook aan bij uit wordt worden heeft naar onze deze maar als er op te',
  en: 'the of and that with for are not this have from which has been will would our their they be it on at by',
} as const;

const languageOf = new Map(
  (['nl', 'en'] as const).flatMap((language) =>
    words[language].split(' ').map((each) => [each, language] as const),
  ),
);

/**
 * Dutch or English, from the first thousand words; null when the text is too short or neither is clearly
 * there. A guess, to be shown to the person who adds the text.
 */
export function guessLanguage(text: string): 'nl' | 'en' | null {
  const tokens =
    text
      .slice(0, 10_000)
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(0, 1000) ?? [];
  const found = { nl: 0, en: 0 };
  for (const token of tokens) {
    const language = languageOf.get(token);
    if (language !== undefined) found[language] += 1;
  }
  const dutch = found.nl / Math.max(1, tokens.length);
  const english = found.en / Math.max(1, tokens.length);
  if (tokens.length < 8 || Math.max(dutch, english) < 0.12) return null;
  if (dutch > english * 2) return 'nl';
  return english > dutch * 2 ? 'en' : null;
}
