import type { FoldedText } from '../fold/folded-text.ts';
import { placesBelow } from '../relation/asked.ts';

/** Longer ones are as good as equal, and a million keys have to be kept. */
const longest = 40;

/**
 * The words by which lines are sorted: the n-th (from 1) before the hit, or behind it, folded; empty where there is none.
 * Words that reach into the hit are part of it.
 */
export function sortWord(
  text: FoldedText,
  { start, end }: { readonly start: number; readonly end: number },
  side: 'left' | 'right',
  n: number,
): string {
  const { starts, ends } = text.words;
  const index = side === 'left' ? placesBelow(ends, start + 1) - n : placesBelow(starts, end) + n - 1;
  const [from, to] = [text.wordStarts[index], text.wordEnds[index]];
  if (from === undefined || to === undefined) return '';
  return text.folded.slice(from, Math.min(to, from + longest));
}

const collator = new Intl.Collator('nl', { numeric: true });

/** The order of Dutch dictionaries, with 9 before 10; lines without a word come first. */
export function compareWords(a: string, b: string): number {
  return a === b ? 0 : collator.compare(a, b) || (a < b ? -1 : 1);
}

/** The rank of each of these words, so that a million lines are sorted by numbers: a collator is slow. */
export function rankWords(words: Iterable<string>): ReadonlyMap<string, number> {
  return new Map([...new Set(words)].sort(compareWords).map((word, rank) => [word, rank]));
}
