import { wordUnitsAt, wordUnitsBefore } from '../fold/character.ts';
import type { FoldedText } from '../fold/folded-text.ts';
import { wordEnd, wordStart } from '../fold/words.ts';
import { SpanList, type Spans } from '../spans.ts';
import { eachSuchWord, isSuchWord, type WordPattern, wordPattern } from './word-pattern.ts';

/** What may stand between two words of a phrase. */
const BETWEEN = /[\s\u0085\-\u2010\u2011\u2013/]/;

function isBetween(folded: string, at: number): boolean {
  const unit = folded.charCodeAt(at);
  return unit === 0x20 || (unit > 0x20 && unit < 0x2d) ? unit === 0x20 : BETWEEN.test(folded.charAt(at));
}

/** A word, or words one after another, at their places in the text. */
export function findWords(words: readonly string[], text: FoldedText): Spans {
  const { folded } = text;
  const patterns = words.map(wordPattern);
  const hits = new SpanList();
  const anchor = anchorOf(patterns);
  const [before, pattern, after] = [patterns.slice(0, anchor), patterns[anchor], patterns.slice(anchor + 1)];
  if (pattern === undefined) return hits.spans();
  eachSuchWord(pattern, folded, (start, end) => {
    const first = backOver(before, folded, start);
    if (first === -1) return;
    const last = onOver(after, folded, end);
    if (last !== -1) hits.add(text.startOf(first), text.endOf(last));
  });
  return hits.spans();
}

/** The one that is rarest, by its length: it is looked for, and the others beside it. */
function anchorOf(patterns: readonly WordPattern[]): number {
  let anchor = 0;
  for (const [at, { literal }] of patterns.entries())
    if (literal.length > (patterns[anchor]?.literal.length ?? 0)) anchor = at;
  return anchor;
}

function backOver(before: readonly WordPattern[], folded: string, from: number): number {
  let start = from;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const pattern = before[at];
    let end = start;
    while (end > 0 && isBetween(folded, end - 1)) end -= 1;
    if (pattern === undefined || end === start || wordUnitsBefore(folded, end) === 0) return -1;
    start = wordStart(folded, end);
    if (!isSuchWord(pattern, folded, start, end)) return -1;
  }
  return start;
}

function onOver(after: readonly WordPattern[], folded: string, from: number): number {
  let end = from;
  for (const pattern of after) {
    let start = end;
    while (start < folded.length && isBetween(folded, start)) start += 1;
    if (start === end || wordUnitsAt(folded, start) === 0) return -1;
    end = wordEnd(folded, start);
    if (!isSuchWord(pattern, folded, start, end)) return -1;
  }
  return end;
}
