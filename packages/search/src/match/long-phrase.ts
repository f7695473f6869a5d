import type { FoldedText } from '../fold/folded-text.ts';
import { SpanList, type Spans } from '../spans.ts';
import { skipBetween } from './between.ts';
import { isSuchWord, wordPattern } from './word-pattern.ts';

const BITS = 32;
/** Other words than these are looked at anew each time. */
const MOST_KEPT = 50_000;

/**
 * A phrase, found in one pass whatever it repeats: after each word of the text is known which beginnings of the phrase end
 * there, a bit each. Slower than looking for its rarest word, where there is one.
 */
export class LongPhrase {
  readonly #words: readonly string[];
  readonly #limbs: number;

  constructor(words: readonly string[]) {
    this.#words = words;
    this.#limbs = Math.ceil(words.length / BITS);
  }

  findIn(text: FoldedText): Spans {
    const { folded, wordStarts, wordEnds } = text;
    const last = this.#words.length - 1;
    const state = new Uint32Array(this.#limbs);
    const placesOf = this.#placesIn(folded);
    const hits = new SpanList();
    for (let at = 0; at < wordStarts.length; at += 1) {
      const start = wordStarts[at] ?? 0;
      const end = wordEnds[at] ?? 0;
      if (at > 0 && skipBetween(folded, wordEnds[at - 1] ?? 0) !== start) state.fill(0);
      const places = placesOf(start, end);
      let carry = 1;
      for (let limb = 0; limb < state.length; limb += 1) {
        const before = state[limb] ?? 0;
        state[limb] = ((before << 1) | carry) & (places[limb] ?? 0);
        carry = before >>> (BITS - 1);
      }
      if ((((state[last >> 5] ?? 0) >>> (last & (BITS - 1))) & 1) === 1)
        hits.add(text.startOf(wordStarts[at - last] ?? 0), text.endOf(end));
    }
    return hits.spans();
  }

  /** At which places of the phrase a word of the text may stand, a bit each. */
  #placesIn(folded: string): (start: number, end: number) => Uint32Array {
    const places = new Map<string, number[]>();
    for (const [place, word] of this.#words.entries()) places.set(word, [...(places.get(word) ?? []), place]);
    const patterns = [...places].map(([word, at]) => ({ pattern: wordPattern(word), at }));
    const known = new Map<string, Uint32Array>();
    return (start, end) => {
      const word = folded.slice(start, end);
      const found = known.get(word);
      if (found !== undefined) return found;
      const made = new Uint32Array(this.#limbs);
      for (const { pattern, at } of patterns) {
        if (!isSuchWord(pattern, word, 0, word.length)) continue;
        for (const place of at) made[place >> 5] = (made[place >> 5] ?? 0) | (1 << (place & (BITS - 1)));
      }
      if (known.size < MOST_KEPT) known.set(word, made);
      return made;
    };
  }
}
