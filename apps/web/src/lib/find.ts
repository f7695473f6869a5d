/** Letters as they are compared: without case and accents. */
function plainLetters(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * How well a name answers what was typed: 0 when it does not; more when words of the name begin with what was
 * typed, most when the name itself does. Every typed word must be found somewhere.
 */
export function matchOf(typed: string, name: string): number {
  const wanted = plainLetters(typed).split(/\s+/).filter(Boolean);
  const plain = plainLetters(name);
  if (wanted.length === 0) return 1;
  let score = plain.startsWith(wanted.join(' ')) ? 8 : 0;
  for (const word of wanted) {
    const at = plain.indexOf(word);
    if (at < 0) return 0;
    score += at === 0 || new RegExp(`[^\\p{L}\\p{N}]${escapeForPattern(word)}`, 'u').test(plain) ? 3 : 1;
  }
  return score / wanted.length;
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether each typed word begins some word of a name or of other words for the same; less than any name itself. */
function alsoMatches(typed: string, words: string): number {
  const wanted = plainLetters(typed).split(/\s+/).filter(Boolean);
  const known = plainLetters(words).split(/\s+/);
  return wanted.length > 0 && wanted.every((word) => known.some((each) => each.startsWith(word))) ? 0.5 : 0;
}

/**
 * The items whose name answers what was typed, best first; equals stay in their order. `alsoOf` has other words by
 * which people look for it: they count after every name that answers.
 */
export function findBy<Item>(
  typed: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
  alsoOf: (item: Item) => string = () => '',
): Item[] {
  return items
    .map((item) => {
      const name = nameOf(item);
      return { item, score: matchOf(typed, name) || alsoMatches(typed, `${name} ${alsoOf(item)}`) };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
