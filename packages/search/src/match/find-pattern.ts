import type { FoldedText } from '../fold/folded-text.ts';
import { type Pattern as Compiled, compilePattern } from '../pattern/pattern.ts';
import { PatternRefusal } from '../pattern/syntax.ts';
import { QueryTooHard } from '../query/error.ts';
import type { Pattern } from '../query/query.ts';
import { NO_SPANS, SpanList, type Spans } from '../spans.ts';
import type { Window } from './window.ts';

// What is compiled, and what it has learnt of other texts, lives as long as the query.
const compiledOf = new WeakMap<Pattern, Compiled>();

/** Where a pattern matches in a part of a text, that part being a text by itself: its edges are those of lines. */
export function findPattern(query: Pattern, text: FoldedText, window: Window): Spans {
  const { folded } = text;
  const from = foldedAt(text, window.start);
  const to = foldedAt(text, window.end);
  const isWhole = from === 0 && to === folded.length;
  const found = findAll(query, isWhole ? folded : folded.slice(from, to));
  if (found.length === 0) return NO_SPANS;
  const hits = new SpanList();
  let [lastStart, lastEnd] = [-1, -1];
  for (let at = 0; at < found.length; at += 2) {
    const start = text.startOf((found[at] ?? 0) + from);
    const end = Math.min(text.endOf((found[at + 1] ?? 0) + from), window.end);
    // Two matches within one ligature are the same place of the text.
    if (start !== lastStart || end !== lastEnd) hits.add(start, end);
    [lastStart, lastEnd] = [start, end];
  }
  return hits.spans();
}

function findAll(query: Pattern, folded: string): Spans {
  try {
    return compiled(query).findAll(folded);
  } catch (error) {
    throw error instanceof PatternRefusal ? new QueryTooHard(error.error.code, query.source) : error;
  }
}

function compiled(query: Pattern): Compiled {
  const known = compiledOf.get(query);
  if (known) return known;
  const made = compilePattern(query.source);
  if (!made.ok) throw new Error(`${query.source}: ${made.error.code}`);
  compiledOf.set(query, made.pattern);
  return made.pattern;
}

/** The place in the folded text of what begins at, or first behind, a place of the text. */
function foldedAt({ map, folded }: FoldedText, place: number): number {
  if (map === null) return Math.min(place, folded.length);
  let [low, high] = [0, folded.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
