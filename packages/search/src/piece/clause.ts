import type { Spans } from '../spans.ts';

/** What ends a clause wherever it stands: brackets, and the quotation marks that open or close. */
const ALWAYS = new Set('()[]{}“”„«»"—');
/** What ends one where white space, another mark or the end of the sentence follows: not within 1.234,56 or 12:30. */
const BEFORE_SPACE = new Set(',;:!?…');
/** What ends one where white space stands on both sides: not within a word. */
const BETWEEN_SPACE = new Set('-–');
const WHITE = /\s/u;

/**
 * The clauses of a text: its sentences (start and end, one after the other) taken apart at punctuation, which belongs to
 * none of them, as white space at either end does not. Sorted, none empty. A full stop ends the sentence alone, so that
 * what is abbreviated stays whole. In UTF-16 code units; one look at each character, whatever the text.
 */
export function clauses(text: string, sentences: Spans): Spans {
  const found: number[] = [];
  for (let at = 0; at < sentences.length; at += 2)
    clausesIn(text, sentences[at] ?? 0, sentences[at + 1] ?? 0, found);
  return Int32Array.from(found);
}

function clausesIn(text: string, start: number, end: number, found: number[]): void {
  const last = endOfWords(text, start, end);
  let from = -1;
  let to = -1;
  for (let at = start; at < last; at += 1) {
    if (endsClause(text, at, last)) {
      if (from >= 0) found.push(from, to);
      from = -1;
    } else if (!WHITE.test(text.charAt(at))) {
      if (from < 0) from = at;
      to = at + 1;
    }
  }
  if (from >= 0) found.push(from, to);
}

/** Where what closes a sentence begins: its marks, and white space. */
function endOfWords(text: string, start: number, end: number): number {
  let last = end;
  while (last > start) {
    const before = text.charAt(last - 1);
    const closes = before === '.' || BEFORE_SPACE.has(before) || ALWAYS.has(before) || WHITE.test(before);
    if (!closes) break;
    last -= 1;
  }
  return last;
}

function endsClause(text: string, at: number, end: number): boolean {
  const mark = text.charAt(at);
  if (ALWAYS.has(mark)) return true;
  const next = at + 1 < end ? text.charAt(at + 1) : ' ';
  if (BEFORE_SPACE.has(mark)) return WHITE.test(next) || BEFORE_SPACE.has(next) || ALWAYS.has(next);
  return BETWEEN_SPACE.has(mark) && at > 0 && WHITE.test(text.charAt(at - 1)) && WHITE.test(next);
}
