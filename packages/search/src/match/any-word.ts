import type { FoldedText } from '../fold/folded-text.ts';
import type { Query } from '../query/query.ts';
import { SpanList, type Spans } from '../spans.ts';

/** From so many on it is quicker to look at each word of the text than to look for each of these in all of it. */
const MANY = 5;

const MASK = 0xfff;

/** Whole words of which any will do. */
export class AnyWord {
  readonly kind = 'any';
  readonly #words: ReadonlySet<string>;
  /** Words that are none of these differ from all of them in what this keeps, mostly. */
  readonly #marks = new Uint8Array(MASK + 1);

  constructor(words: Iterable<string>) {
    this.#words = new Set(words);
    for (const word of this.#words) this.#marks[markOf(word, 0, word.length)] = 1;
  }

  findIn(text: FoldedText): Spans {
    const { folded, wordStarts, wordEnds } = text;
    const marks = this.#marks;
    const hits = new SpanList();
    for (let at = 0; at < wordStarts.length; at += 1) {
      const start = wordStarts[at] ?? 0;
      const end = wordEnds[at] ?? 0;
      if (marks[markOf(folded, start, end)] === 0 || !this.#words.has(folded.slice(start, end))) continue;
      hits.add(text.startOf(start), text.endOf(end));
    }
    return hits.spans();
  }
}

interface Gathered<Part> {
  readonly any: AnyWord | null;
  readonly others: readonly Part[];
}

const known = new WeakMap<readonly Query[], Gathered<Query>>();

/** The parts of an OR: whole words together, if they are many, and all that is something else. */
export function gathered<Part extends Query>(parts: readonly Part[]): Gathered<Part>;
export function gathered(parts: readonly Query[]): Gathered<Query> {
  const found = known.get(parts);
  if (found !== undefined) return found;
  const words = parts.flatMap((part) => (isWholeWord(part) ? part.words : []));
  const made: Gathered<Query> =
    words.length < MANY
      ? { any: null, others: parts }
      : { any: new AnyWord(words), others: parts.filter((part) => !isWholeWord(part)) };
  known.set(parts, made);
  return made;
}

function isWholeWord(query: Query): query is Query & { kind: 'words' } {
  return (
    query.kind === 'words' && query.words.length === 1 && !query.words.some((word) => word.includes('*'))
  );
}

function markOf(text: string, start: number, end: number): number {
  const [first, last] = [text.charCodeAt(start), text.charCodeAt(end - 1)];
  return (first * 7 + last * 131 + text.charCodeAt((start + end) >> 1) * 17 + (end - start) * 1_031) & MASK;
}
