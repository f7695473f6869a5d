import { endsWord, nextWord, startsWord, wordEnd, wordStart } from '../fold/words.ts';

/** One word as it is compared, with what is looked for first. */
export interface WordPattern {
  /** What stands before, between and behind each *: one part, if there is none. */
  readonly parts: readonly string[];
  /** The longest of them; empty for * alone. */
  readonly literal: string;
}

export function wordPattern(word: string): WordPattern {
  const parts = word.split('*');
  return { parts, literal: parts.reduce((longest, part) => (part.length > longest.length ? part : longest)) };
}

/** Whether the word at these places of a folded text is such a one. */
export function isSuchWord({ parts }: WordPattern, folded: string, start: number, end: number): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return end - start === first.length && folded.startsWith(first, start);
  if (end - start < first.length + last.length) return false;
  if (!folded.startsWith(first, start) || !folded.endsWith(last, end)) return false;
  const stop = end - last.length;
  let at = start + first.length;
  for (const part of others) {
    const found = indexWithin(folded, part, at, stop);
    if (found === -1) return false;
    at = found + part.length;
  }
  return true;
}

/** As indexOf, and no further than the word: what follows may be a whole book. */
function indexWithin(folded: string, part: string, from: number, stop: number): number {
  const found = folded.slice(from, stop).indexOf(part);
  return found === -1 ? -1 : from + found;
}

/** Calls back for each such word, in order. */
export function eachSuchWord(
  pattern: WordPattern,
  folded: string,
  found: (start: number, end: number) => void,
): void {
  const { literal, parts } = pattern;
  if (literal === '') eachWord(folded, found);
  else if (parts.length === 1) eachWhole(literal, folded, found);
  else if (parts[0] === literal) eachBeginning(pattern, folded, found);
  else eachHolding(pattern, folded, found);
}

type Found = (start: number, end: number) => void;

function eachWord(folded: string, found: Found): void {
  for (let start = nextWord(folded, 0); start < folded.length; ) {
    const end = wordEnd(folded, start);
    found(start, end);
    start = nextWord(folded, end);
  }
}

function eachWhole(literal: string, folded: string, found: Found): void {
  for (let at = folded.indexOf(literal); at !== -1; ) {
    const end = at + literal.length;
    if (startsWord(folded, at) && endsWord(folded, end)) found(at, end);
    at = folded.indexOf(literal, end);
  }
}

function eachBeginning(pattern: WordPattern, folded: string, found: Found): void {
  const { literal } = pattern;
  for (let at = folded.indexOf(literal); at !== -1; ) {
    let next = at + 1;
    if (startsWord(folded, at)) {
      next = wordEnd(folded, at);
      if (isSuchWord(pattern, folded, at, next)) found(at, next);
    }
    at = folded.indexOf(literal, next);
  }
}

/** A word is looked at once, at the first place in it that holds the literal. */
function eachHolding(pattern: WordPattern, folded: string, found: Found): void {
  const { literal } = pattern;
  for (let at = folded.indexOf(literal); at !== -1; ) {
    const start = wordStart(folded, at);
    const end = wordEnd(folded, start);
    // A ' behind a word is none of it.
    if (end > at && isSuchWord(pattern, folded, start, end)) found(start, end);
    at = folded.indexOf(literal, Math.max(end, at + 1));
  }
}
