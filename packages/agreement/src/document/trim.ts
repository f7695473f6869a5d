import { InputError, show } from '../check.ts';
import type { Span } from './span.ts';

/** A text measured in code points. */
export interface CodePoints {
  readonly length: number;
  /** Per code point 1 for white space, 0 for anything else. */
  readonly spaces: Uint8Array;
}

/** Measures a text in code points. A lone surrogate counts as one. */
export function codePointsOf(text: string): CodePoints {
  if (typeof text !== 'string') throw new InputError(`The text must be text, not ${show(text)}`);
  const spaces = new Uint8Array(text.length);
  let length = 0;
  for (const character of text) spaces[length++] = character.trim() === '' ? 1 : 0;
  return { length, spaces: spaces.subarray(0, length) };
}

/** The span without white space at its ends; a span of white space only stays as it is. */
export function trimSpan({ start, end }: Span, spaces: Uint8Array): Span {
  let first = start;
  let last = end;
  while (first < last && spaces[first] === 1) first++;
  while (last > first && spaces[last - 1] === 1) last--;
  return first === last ? { start, end } : { start: first, end: last };
}
