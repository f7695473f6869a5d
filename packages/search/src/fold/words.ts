import { kindOfUnit, kindTable, unitKinds, wordUnitsAt, wordUnitsBefore } from './character.ts';

const APOSTROPHE = 0x27;

/** Places of words in a folded text, in order. */
export interface WordTable {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Where the word ends of which a letter or digit stands at this place. */
export function wordEnd(folded: string, at: number): number {
  let end = at;
  for (;;) {
    const units = wordUnitsAt(folded, end);
    if (units > 0) end += units;
    else if (isWithin(folded, end)) end += 1;
    else return end;
  }
}

/** Where the word begins of which a letter or digit ends at this place. */
export function wordStart(folded: string, at: number): number {
  let start = at;
  for (;;) {
    const units = wordUnitsBefore(folded, start);
    if (units > 0) start -= units;
    else if (isWithin(folded, start - 1)) start -= 1;
    else return start;
  }
}

/** Whether an apostrophe stands here with a letter or digit on both sides. */
function isWithin(folded: string, at: number): boolean {
  return (
    folded.charCodeAt(at) === APOSTROPHE && wordUnitsBefore(folded, at) > 0 && wordUnitsAt(folded, at + 1) > 0
  );
}

/** Whether the letter or digit at this place is the first of its word. */
export function startsWord(folded: string, at: number): boolean {
  if (wordUnitsBefore(folded, at) > 0) return false;
  return folded.charCodeAt(at - 1) !== APOSTROPHE || wordUnitsBefore(folded, at - 1) === 0;
}

/** Whether the letter or digit before this place is the last of its word. */
export function endsWord(folded: string, at: number): boolean {
  if (wordUnitsAt(folded, at) > 0) return false;
  return folded.charCodeAt(at) !== APOSTROPHE || wordUnitsAt(folded, at + 1) === 0;
}

/** Where the first word begins at this place or behind it, if no word is cut there; the length if there is none. */
export function nextWord(folded: string, at: number): number {
  let start = at;
  while (start < folded.length && wordUnitsAt(folded, start) === 0) start += 1;
  return start;
}

/** All words of a folded text: letters and digits, with ' only between them. Linear. */
export function tabulate(folded: string): WordTable {
  let starts = new Int32Array(Math.max(16, folded.length >> 2));
  let ends = new Int32Array(starts.length);
  let count = 0;
  let start = -1;
  // The end of the text is between words as well.
  for (let at = 0; at <= folded.length; at += 1) {
    const unit = at < folded.length ? folded.charCodeAt(at) : 0;
    const kind = kindTable[unit] || kindOfUnit(unit);
    if (kind === unitKinds.inWord) {
      if (start === -1) start = at;
      continue;
    }
    if (kind === unitKinds.surrogate && wordUnitsAt(folded, at) === 2) {
      if (start === -1) start = at;
      at += 1;
      continue;
    }
    if (start === -1 || (unit === APOSTROPHE && wordUnitsAt(folded, at + 1) > 0)) continue;
    if (count === starts.length) {
      starts = grown(starts);
      ends = grown(ends);
    }
    starts[count] = start;
    ends[count] = at;
    count += 1;
    start = -1;
  }
  return { starts: starts.slice(0, count), ends: ends.slice(0, count) };
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(array.length * 2);
  more.set(array);
  return more;
}
