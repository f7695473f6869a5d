interface Named {
  readonly id: string;
  readonly name: string;
}

/** What of a name has been typed behind an `@` before the caret; null when none is being typed. */
export function nameBegun(text: string, caret: number): string | null {
  if (caret < 0) return null;
  const found = /(?:^|\s)@([^@\n]{0,60})$/.exec(text.slice(0, caret));
  return found?.[1] ?? null;
}

/** Marks that stand against the word before them. */
const closing = /^[.,;:?!)]$/u;

/**
 * What was typed right behind the space that completing a name left there: a second space is the same one, and a
 * full stop or comma stands against the name. `place` is where the space ended; null where nothing is to be mended.
 */
export function afterCompletion(
  text: string,
  caret: number,
  place: number,
): { readonly text: string; readonly caret: number } | null {
  const typed = text.charAt(place);
  if (caret !== place + 1 || text.charAt(place - 1) !== ' ') return null;
  if (typed !== ' ' && !closing.test(typed)) return null;
  return { text: text.slice(0, place - 1) + text.slice(place), caret: caret - 1 };
}

/** The members whose whole name stands behind an `@`; of names of which one begins another the longest counts. */
export function mentionedIn(text: string, members: readonly Named[]): string[] {
  const longestFirst = [...members].sort((one, other) => other.name.length - one.name.length);
  const found = new Set<string>();
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1);
    const named = longestFirst.find(
      ({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)),
    );
    if (named !== undefined) found.add(named.id);
  }
  return members.filter(({ id }) => found.has(id)).map(({ id }) => id);
}
