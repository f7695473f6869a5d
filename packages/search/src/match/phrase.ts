import { wordUnitsAt, wordUnitsBefore } from '../fold/character.ts';
import type { FoldedText } from '../fold/folded-text.ts';
import { wordEnd, wordStart } from '../fold/words.ts';
import type { Words } from '../query/query.ts';
import { SpanList, type Spans } from '../spans.ts';
import { eachSuchWord, isSuchWord, type WordPattern, wordPattern } from './word-pattern.ts';

/** What may stand between two words of a phrase. */
const BETWEEN = /[\s\u0085\-\u2010\u2011\u2013/]/;

function isBetween(folded: string, at: number): boolean {
  const unit = folded.charCodeAt(at);
  return unit === 0x20 || (unit > 0x20 && unit < 0x2d) ? unit === 0x20 : BETWEEN.test(folded.charAt(at));
}

/** What is looked for, and the words before and behind it. */
interface Prepared {
  readonly before: readonly WordPattern[];
  readonly anchor: WordPattern;
  readonly after: readonly WordPattern[];
}

/** One query is looked for in many texts. */
const prepared = new WeakMap<Words, Prepared>();

/** A word, or words one after another, at their places in the text: sorted by start, and by end as well. */
export function findPhrase(query: Words, text: FoldedText): Spans {
  const { before, anchor, after } = prepare(query);
  const { folded } = text;
  const hits = new SpanList();
  eachSuchWord(anchor, folded, (start, end) => {
    const first = backOver(before, folded, start);
    if (first === -1) return;
    const last = onOver(after, folded, end);
    if (last !== -1) hits.add(text.startOf(first), text.endOf(last));
  });
  return hits.spans();
}

function prepare(query: Words): Prepared {
  const known = prepared.get(query);
  if (known !== undefined) return known;
  const patterns = query.words.map(wordPattern);
  // The longest is the rarest, as a rule.
  const rarest = patterns.reduce((best, each) => (each.literal.length > best.literal.length ? each : best));
  const at = patterns.indexOf(rarest);
  const made = { before: patterns.slice(0, at), anchor: rarest, after: patterns.slice(at + 1) };
  prepared.set(query, made);
  return made;
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
