/** Two letters of a name: of its first and its last word that begins with a capital, else of what there is. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const capital = words.filter((word) => /^\p{Lu}/u.test(word));
  const counted = capital.length > 0 ? capital : words;
  const letters = [counted[0], counted.length > 1 ? counted.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toUpperCase();
}
