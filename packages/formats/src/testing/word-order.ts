/** The length of the longest common subsequence of two lists of words. */
function commonWords(left: readonly string[], right: readonly string[]): number {
  const ids = new Map<string, number>();
  const idOf = (word: string) => {
    const known = ids.get(word);
    if (known !== undefined) return known;
    ids.set(word, ids.size);
    return ids.size - 1;
  };
  const [a, b] = [left.map(idOf), Int32Array.from(right.map(idOf))];
  let above = new Int32Array(b.length + 1);
  let row = new Int32Array(b.length + 1);
  for (const word of a) {
    for (let at = 0; at < b.length; at += 1) {
      row[at + 1] = b[at] === word ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0);
    }
    [above, row] = [row, above];
  }
  return above[b.length] ?? 0;
}

/** How far words agree in order: 1 when they are the same, against the longer of the two. */
export function wordOrder(left: readonly string[], right: readonly string[]): number {
  const longer = Math.max(left.length, right.length);
  return longer === 0 ? 1 : commonWords(left, right) / longer;
}
