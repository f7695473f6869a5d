import type { RawSpan } from './span.ts';

const joinsSpaceBefore = /^(?:[\p{M}\p{Emoji_Modifier}]|\u200c|\u200d)/u;
const space = /^\p{Zs}$/u;

/**
 * The range without the white space at its ends; empty at its start when there is nothing else. A space that
 * carries a combining mark is a character of its own and stays.
 */
export function trimRange(text: string, from: number, to: number): RawSpan {
  const piece = text.slice(from, to);
  const trimmed = piece.trimStart();
  let start = from + (piece.length - trimmed.length);
  if (start > from && space.test(text.charAt(start - 1)) && joinsSpaceBefore.test(trimmed)) start -= 1;
  return { start, end: Math.max(start, from + piece.trimEnd().length) };
}
