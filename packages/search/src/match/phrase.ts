import { wordUnitsAt, wordUnitsBefore } from '../fold/character.ts';
import type { FoldedText } from '../fold/folded-text.ts';
import { wordEnd, wordStart } from '../fold/words.ts';
import type { Words } from '../query/query.ts';
import { SpanList, type Spans } from '../spans.ts';
import { skipBetween, skipBetweenBack } from './between.ts';
import { LongPhrase } from './long-phrase.ts';
import { eachSuchWord, isSuchWord, type WordPattern, wordPattern } from './word-pattern.ts';

/** What is looked for, and the words before and behind it. */
interface Prepared {
  readonly before: readonly WordPattern[];
  readonly anchor: WordPattern;
  readonly after: readonly WordPattern[];
  readonly long: LongPhrase;
}

/** One query is looked for in many texts. */
const prepared = new WeakMap<Words, Prepared>();

/** A word, or words one after another, at their places in the text: sorted by start, and by end as well. */
export function findPhrase(query: Words, text: FoldedText): Spans {
  const { before, anchor, after, long } = prepare(query);
  const { folded } = text;
  const hits = new SpanList();
  const neighbours = new Neighbours(folded);
  eachSuchWord(anchor, folded, (start, end) => {
    // Where each word might begin the phrase, a long one would be begun too often.
    if (neighbours.isTooMuch) return;
    const first = neighbours.backOver(before, start);
    if (first === -1) return;
    const last = neighbours.onOver(after, end);
    if (last !== -1) hits.add(text.startOf(first), text.endOf(last));
  });
  return neighbours.isTooMuch ? long.findIn(text) : hits.spans();
}

function prepare(query: Words): Prepared {
  const known = prepared.get(query);
  if (known !== undefined) return known;
  const patterns = query.words.map(wordPattern);
  // The longest is the rarest, as a rule.
  const anchor = patterns.reduce((best, each) => (each.literal.length > best.literal.length ? each : best));
  const at = patterns.indexOf(anchor);
  const made = {
    before: patterns.slice(0, at),
    anchor,
    after: patterns.slice(at + 1),
    long: new LongPhrase(query.words),
  };
  prepared.set(query, made);
  return made;
}

/** Looks beside words, for others. */
class Neighbours {
  readonly #folded: string;
  #steps: number;

  constructor(folded: string) {
    this.#folded = folded;
    this.#steps = folded.length + 10_000;
  }

  /** Whether the text would have been gone over several times. */
  get isTooMuch(): boolean {
    return this.#steps < 0;
  }

  /** Where the first of these begins, if they all stand before this place; else -1. */
  backOver(before: readonly WordPattern[], from: number): number {
    let start = from;
    for (let at = before.length - 1; at >= 0; at -= 1) {
      const end = skipBetweenBack(this.#folded, start);
      if (wordUnitsBefore(this.#folded, end) === 0) return -1;
      start = wordStart(this.#folded, end);
      if (!this.#isSuch(before[at], start, end)) return -1;
    }
    return start;
  }

  /** Where the last of these ends, if they all stand behind this place; else -1. */
  onOver(after: readonly WordPattern[], from: number): number {
    let end = from;
    for (const pattern of after) {
      const start = skipBetween(this.#folded, end);
      if (wordUnitsAt(this.#folded, start) === 0) return -1;
      end = wordEnd(this.#folded, start);
      if (!this.#isSuch(pattern, start, end)) return -1;
    }
    return end;
  }

  #isSuch(pattern: WordPattern | undefined, start: number, end: number): boolean {
    this.#steps -= 1 + end - start;
    return pattern !== undefined && isSuchWord(pattern, this.#folded, start, end);
  }
}
