/**
 * A run of letters and digits, with ' only between them; marks and soft hyphens are part of what they stand on.
 */
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD]*(?:['’‘ʼ][\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD]*)*/gu;

/** How many words a text has, as searching counts them. */
export function countWords(text: string): number {
  let words = 0;
  for (const _ of text.matchAll(word)) words += 1;
  return words;
}
