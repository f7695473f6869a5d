import { isLineEnd, isWordSign } from './character-set.ts';
import { edgeNumbers } from './program.ts';

/** What an edge asks of the characters on both sides; either end of a text is like the end of a line. */
export const Kind = { other: 0, word: 1, lineEnd: 2 } as const;
export const KINDS = 3;

export function kindOf(codePoint: number): number {
  if (isLineEnd(codePoint)) return Kind.lineEnd;
  return isWordSign(codePoint) ? Kind.word : Kind.other;
}

/** Whether an edge is between two characters of these kinds. */
export function isEdge(edge: number, before: number, after: number): boolean {
  if (edge === edgeNumbers['line-start']) return before === Kind.lineEnd;
  if (edge === edgeNumbers['line-end']) return after === Kind.lineEnd;
  const isWordEdge = (before === Kind.word) !== (after === Kind.word);
  return isWordEdge === (edge === edgeNumbers['word-edge']);
}
