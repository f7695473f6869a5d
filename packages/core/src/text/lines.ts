/** No program wraps a text so narrow: shorter lines are lines of verse, of an address, of a table. */
const narrowest = 40;

/**
 * Whether the line breaks inside a paragraph are lines that somebody meant (an address, a verse, a signature) and not
 * the end of the room: a line breaks off where the first word of the next would have found room, or all are short.
 */
export function hasOwnLines(paragraph: string): boolean {
  if (!paragraph.includes('\n')) return false;
  const lines = paragraph.split('\n').map((line) => line.trim());
  const width = lines.reduce((longest, line) => Math.max(longest, line.length), 0);
  if (width < narrowest) return true;
  return lines.some((line, position) => {
    const next = lines[position + 1];
    // A blank line is where a page ended, and the line before it may end wherever the page did.
    if (line === '' || next === undefined || next === '') return false;
    const firstWord = next.split(/\s/u, 1)[0] ?? '';
    return line.length + 1 + firstWord.length < width * 0.85;
  });
}
