import type { FoldedText } from '@koersvast/search';
import type { SortPart } from './portion.ts';

/** So much of a word is sorted by. */
const LONGEST = 40;

/** The words of a text around its hits, as lines are sorted by them. */
export function keysIn(
  folded: FoldedText,
  sort: readonly SortPart[],
  ranks: readonly number[],
  tagRank: (start: number, end: number) => number,
) {
  const asks = sort.some(({ by }) => by === 'left' || by === 'right');
  const { wordStarts, wordEnds } = asks ? folded : { wordStarts: none, wordEnds: none };
  const wordAt = (index: number): string => {
    const [start, end] = [wordStarts[index], wordEnds[index]];
    return start === undefined || end === undefined
      ? ''
      : folded.folded.slice(start, Math.min(end, start + LONGEST));
  };
  return (start: number, end: number): (string | number)[] => {
    const [from, to] = [foldedAt(folded, start), foldedAt(folded, end)];
    const partOf = ({ by, at }: SortPart): string | number => {
      switch (by) {
        case 'tag':
          return tagRank(start, end);
        case 'document':
          return ranks[at] ?? 0;
        case 'hit':
          return folded.folded.slice(from, Math.min(to, from + LONGEST));
        case 'left':
          // The last word that ends before the hit, and those before it.
          return wordAt(firstAbove(wordEnds, from) - at);
        case 'right':
          return wordAt(firstAbove(wordStarts, to - 1) + at - 1);
      }
    };
    return sort.map(partOf);
  };
}

const none = new Int32Array(0);

/** Where in the folded text the character stands that begins at this place of the text. */
function foldedAt({ map }: FoldedText, at: number): number {
  return map === null ? at : firstAbove(map, at - 1);
}

/** The index of the first number above this one, of numbers that grow. */
export function firstAbove(numbers: Int32Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
