import type { DocumentText } from '@koersvast/contracts';
import {
  type FoldedText,
  find,
  fold,
  type Parsed,
  parseQuery,
  QueryTooHard,
  type Spans,
} from '@koersvast/search';
import { type WordsAsked, wordsAsked } from './words-asked.ts';

/** The names that are conditions in a query: what they ask is not looked for in a letter. */
export type Names = NonNullable<NonNullable<Parameters<typeof parseQuery>[1]>['fields']>;

/** What was found in the letter. */
export interface FoundHere {
  readonly query: string;
  /** Start and end of each hit in turn. */
  readonly hits: Spans;
  readonly asked: WordsAsked;
  readonly matches: boolean;
}

export type Answer = { readonly ok: true; readonly found: FoundHere } | Extract<Parsed, { ok: false }>;

/** Finds in one letter, whose text is made ready once. */
export interface LetterSearch {
  /** What can be done beforehand, in pieces of which none is long. */
  readonly steps: readonly (() => void)[];
  ask(query: string): Answer;
}

/** The paragraphs are those of the server: all of a number, however many blocks it has. */
function paragraphsOf({ blocks }: DocumentText): Spans {
  const found = new Map<number, { start: number; end: number }>();
  for (const { paragraph, start, end } of blocks) {
    if (paragraph === null) continue;
    const known = found.get(paragraph);
    if (known === undefined) found.set(paragraph, { start, end });
    else {
      known.start = Math.min(known.start, start);
      known.end = Math.max(known.end, end);
    }
  }
  const inOrder = [...found.values()].sort((one, other) => one.start - other.start);
  return Int32Array.from(inOrder.flatMap(({ start, end }) => [start, end]));
}

export function letterSearch(text: DocumentText, fields: Names): LetterSearch {
  let folded: FoldedText | null = null;
  const ready = (): FoldedText => {
    folded ??= fold(text.text);
    return folded;
  };
  const units = {
    sentences: () => Int32Array.from(text.sentences.flatMap(({ start, end }) => [start, end])),
    paragraphs: () => paragraphsOf(text),
  };
  return {
    // Where the words begin is made out when it is first asked.
    steps: [() => void ready(), () => void ready().wordStarts],
    ask: (query) => {
      const parsed = parseQuery(query, { fields });
      if (!parsed.ok) return parsed;
      const asked = wordsAsked(parsed.query);
      if (asked.words === null)
        return { ok: true, found: { query, hits: new Int32Array(0), asked, matches: false } };
      try {
        return { ok: true, found: { query, asked, ...find(asked.words, ready(), units) } };
      } catch (error) {
        if (error instanceof QueryTooHard) return { ok: false, error: error.in(query) };
        throw error;
      }
    },
  };
}

/** Which hit comes first from a place on: the first that starts there or later, else the first of all; -1 without any. */
export function firstFrom(hits: Spans, place: number): number {
  const count = hits.length >> 1;
  if (count === 0) return -1;
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[2 * middle] ?? 0) >= place) high = middle;
    else low = middle + 1;
  }
  return low % count;
}

/** The next hit or the one before, round from the last to the first. */
export function stepped(hits: Spans, at: number, by: 1 | -1): number {
  const count = hits.length >> 1;
  return count === 0 ? -1 : (at + by + count) % count;
}

export function spanAt(hits: Spans, at: number): { start: number; end: number } | null {
  const [start, end] = [hits[2 * at], hits[2 * at + 1]];
  return start === undefined || end === undefined ? null : { start, end };
}
