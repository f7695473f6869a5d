import type { SearchWindow } from '@koersvast/contracts';
import { type NearWindow, NO_SPANS, nearness, nearnessOf, type Spans } from '@koersvast/search';
import type { Portion } from './portion.ts';
import { openPortion } from './scan-portion.ts';
import type { KeptText } from './texts.ts';

export interface CollocatesPortion extends Omit<Portion, 'lines'> {
  readonly window: SearchWindow;
}

/** Words of some documents: counts are in the order of the words. */
export interface CountedWords {
  /** One on each line, since none holds a break. */
  readonly words: string;
  /** How often each stands there at all, near hits, and in hits; and in how many documents it is near one. */
  readonly all: Int32Array;
  readonly near: Int32Array;
  readonly nodes: Int32Array;
  readonly documents: Int32Array;
}

export type CollocatesFound =
  | { readonly lacking: readonly string[] }
  | ({
      readonly lacking: null;
      /** Hits of each document; -1 where the query does not hold. */
      readonly counts: Int32Array;
      readonly aside: number;
    } & CountedWords);

function windowIn(
  { sentences, paragraphs }: Pick<KeptText, 'sentences' | 'paragraphs'>,
  window: SearchWindow,
): NearWindow {
  switch (window.kind) {
    case 'hit':
      return { kind: 'within' };
    case 'words':
      return { ...window, units: null };
    default: {
      const far = Number.POSITIVE_INFINITY;
      const units = window.kind === 'sentence' ? sentences : paragraphs;
      return { kind: 'words', left: far, right: far, units };
    }
  }
}

/** Counts the words near the hits in some documents, and all others. */
export function collocatesIn({ window, ...portion }: CollocatesPortion): CollocatesFound {
  const opened = openPortion(portion);
  if (opened.lacking !== null) return opened;
  const counts = new Int32Array(portion.documents.length);
  const counter = new WordCounter();
  let aside = 0;
  for (const [at, document] of portion.documents.entries()) {
    const { text, matches, hits, aside: found } = opened.findIn(at, document);
    counts[at] = matches ? hits.length / 2 : -1;
    aside += found;
    counter.add(text, matches ? hits : NO_SPANS, window);
  }
  return { lacking: null, counts, aside, ...counter.counted() };
}

/** Looks each word up once, whatever is counted of it. */
class WordCounter {
  readonly #places = new Map<string, number>();
  readonly #sums: number[] = [];
  /** By the place of a word: the last document where it was near a hit. */
  readonly #last: number[] = [];
  #documents = 0;

  add({ folded: text, ...units }: KeptText, hits: Spans, window: SearchWindow): void {
    const { folded, wordStarts, wordEnds } = text;
    const near = hits.length === 0 ? null : nearnessOf(text, hits, windowIn(units, window));
    const [places, sums, last] = [this.#places, this.#sums, this.#last];
    this.#documents += 1;
    for (let at = 0; at < wordStarts.length; at += 1) {
      const word = folded.slice(wordStarts[at], wordEnds[at]);
      let place = places.get(word);
      if (place === undefined) {
        place = places.size;
        places.set(word, place);
        sums.push(0, 0, 0, 0);
        last.push(0);
      }
      const first = place * WIDTH;
      sums[first + ALL] = (sums[first + ALL] ?? 0) + 1;
      const kind = near?.[at] ?? nearness.none;
      if (kind === nearness.none) continue;
      const column = first + (kind === nearness.node ? NODES : NEAR);
      sums[column] = (sums[column] ?? 0) + 1;
      if (kind === nearness.node || last[place] === this.#documents) continue;
      last[place] = this.#documents;
      sums[first + DOCUMENTS] = (sums[first + DOCUMENTS] ?? 0) + 1;
    }
  }

  counted(): CountedWords {
    const column = (nth: number) =>
      Int32Array.from({ length: this.#places.size }, (_, at) => this.#sums[at * WIDTH + nth] ?? 0);
    const words = [...this.#places.keys()].join('\n');
    return {
      words,
      all: column(ALL),
      near: column(NEAR),
      nodes: column(NODES),
      documents: column(DOCUMENTS),
    };
  }
}

/** What is counted of a word, one after the other. */
const [ALL, NEAR, NODES, DOCUMENTS] = [0, 1, 2, 3] as const;
const WIDTH = 4;
