/** The first letters of up to three parts of a name: the first, the second where there are more than two, the last. */
export function initialsOf(name: string): string {
  const parts = name.split(/[\s-]+/u).filter((part) => part !== '');
  const chosen = parts.length > 3 ? [parts[0], parts[1], parts.at(-1)] : parts;
  return chosen.map((part) => (part === undefined ? '' : ([...part][0] ?? '')).toUpperCase()).join('');
}
