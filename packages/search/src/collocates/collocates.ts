import type { FoldedText } from '../fold/folded-text.ts';
import { placesBelow } from '../relation/asked.ts';
import type { Spans } from '../spans.ts';
import { type Association, expectedNear, logLikelihood, logRatio } from './association.ts';

/** Tokens by folded word. Additive over texts. */
export type WordCounts = Map<string, number>;

/** Of one text, or of many added up. */
export interface NearCounts {
  /** Tokens near the nodes, each once, however many nodes it is near. */
  readonly near: WordCounts;
  /** Tokens of the nodes themselves: they are on neither side of the comparison. */
  readonly nodes: WordCounts;
}

/** Which words are near a node. */
export type NearWindow =
  /** So many words before and behind it; `units` (sentences, paragraphs) are borders that it does not cross. */
  | { readonly kind: 'words'; readonly left: number; readonly right: number; readonly units: Spans | null }
  /** The words of the spans themselves, such as those of a tag: wholly within. */
  | { readonly kind: 'within' };

/** All tokens of a text. */
export function countWords(text: FoldedText, counts: WordCounts = new Map()): WordCounts {
  const { folded, wordStarts, wordEnds } = text;
  for (let at = 0; at < wordStarts.length; at++) add(counts, folded.slice(wordStarts[at], wordEnds[at]), 1);
  return counts;
}

function add(counts: WordCounts, word: string, more: number): void {
  counts.set(word, (counts.get(word) ?? 0) + more);
}

/** Adds what was counted in one text to what was counted before. */
export function addCounts(counts: WordCounts, more: ReadonlyMap<string, number>): void {
  for (const [word, count] of more) add(counts, word, count);
}

/** What a word of a text is to the nodes: nothing, near one, or in one, which goes before. */
export const nearness = { none: 0, near: 1, node: 2 } as const;

/**
 * The nearness of each word of a text, in their order. Nodes are places of the text, sorted by start. Takes time for each
 * node and each word, however far windows reach and however many of them hold the same words.
 */
export function nearnessOf({ words }: FoldedText, nodes: Spans, window: NearWindow): Uint8Array {
  const found = new Uint8Array(words.starts.length);
  if (nodes.length === 0) return found;
  // By how much more, or fewer, windows and nodes a word lies in than the one before it.
  const [near, within] = [new Int32Array(found.length + 1), new Int32Array(found.length + 1)];
  for (let at = 0; at < nodes.length; at += 2) {
    const [start, end] = [nodes[at] ?? 0, nodes[at + 1] ?? 0];
    if (window.kind === 'within') {
      mark(near, placesBelow(words.starts, start), placesBelow(words.ends, end + 1));
      continue;
    }
    // A word that the node cuts is a word of it.
    const from = placesBelow(words.ends, start + 1);
    const to = placesBelow(words.starts, end);
    const [first, last] = borders(words, window.units, start, end);
    mark(near, Math.max(first, from - window.left), from);
    mark(near, to, Math.min(last, to + window.right));
    mark(within, from, to);
  }
  let [windowsHere, nodesHere] = [0, 0];
  for (let at = 0; at < found.length; at++) {
    windowsHere += near[at] ?? 0;
    nodesHere += within[at] ?? 0;
    if (nodesHere > 0) found[at] = nearness.node;
    else if (windowsHere > 0) found[at] = nearness.near;
  }
  return found;
}

/** Counts the tokens near the nodes of a text, adding to `counts`. */
export function countNear(
  text: FoldedText,
  nodes: Spans,
  window: NearWindow,
  counts: NearCounts = { near: new Map(), nodes: new Map() },
): NearCounts {
  const { folded, wordStarts, wordEnds } = text;
  for (const [at, kind] of nearnessOf(text, nodes, window).entries()) {
    if (kind === nearness.none) continue;
    const side = kind === nearness.node ? counts.nodes : counts.near;
    add(side, folded.slice(wordStarts[at], wordEnds[at]), 1);
  }
  return counts;
}

function mark(changes: Int32Array, from: number, to: number): void {
  if (from >= to) return;
  changes[from] = (changes[from] ?? 0) + 1;
  changes[to] = (changes[to] ?? 0) - 1;
}

/** The words, from the first to the one behind the last, of the units in which the node begins and ends. */
function borders(
  words: FoldedText['words'],
  units: Spans | null,
  start: number,
  end: number,
): readonly [first: number, last: number] {
  if (!units) return [0, words.starts.length];
  const first = unitsBefore(units, (at) => (units[at + 1] ?? 0) <= start);
  const behind = unitsBefore(units, (at) => (units[at] ?? 0) < end);
  // A node in no unit at all has nothing near it.
  if (behind <= first) return [placesBelow(words.starts, start), placesBelow(words.ends, end + 1)];
  return [
    placesBelow(words.starts, Math.min(start, units[first] ?? 0)),
    placesBelow(words.ends, Math.max(end, units[behind - 1] ?? 0) + 1),
  ];
}

/** Behind the last unit of which this is so, of units that begin with those. */
function unitsBefore(units: Spans, isSo: (at: number) => boolean): number {
  let [low, high] = [0, units.length];
  while (low < high) {
    const middle = ((low + high) >> 2) * 2;
    if (isSo(middle)) low = middle + 2;
    else high = middle;
  }
  return low;
}

/** A word near the nodes, with all that its figures were made of. */
export interface Collocate {
  readonly word: string;
  /** Tokens of it near, and elsewhere (neither has those of the nodes). */
  readonly near: number;
  readonly elsewhere: number;
  /** All tokens near, and elsewhere: what `near` and `elsewhere` are shares of. */
  readonly nearAll: number;
  readonly elsewhereAll: number;
  /** So many would be near by chance. */
  readonly expected: number;
  readonly logLikelihood: Association;
  readonly logRatio: Association;
}

/**
 * The words near the nodes, compared with the rest of the same texts: `all` has every token, `counts` those near and
 * those of the nodes; `least` leaves out those with fewer tokens near. In the order of the log-likelihood, then of the
 * word. Words of which fewer are near than by chance are there too, behind the others: their log-ratio is below 0.
 */
export function collocates(
  all: ReadonlyMap<string, number>,
  { near, nodes }: NearCounts,
  least = 1,
): readonly Collocate[] {
  const nearAll = total(near);
  const elsewhereAll = total(all) - nearAll - total(nodes);
  const rows: Collocate[] = [];
  for (const [word, count] of near) {
    if (count < least) continue;
    const elsewhere = (all.get(word) ?? 0) - count - (nodes.get(word) ?? 0);
    const table = { a: count, b: elsewhere, c: nearAll - count, d: elsewhereAll - elsewhere };
    rows.push({
      word,
      near: count,
      elsewhere,
      nearAll,
      elsewhereAll,
      expected: expectedNear(table),
      logLikelihood: logLikelihood(table),
      logRatio: logRatio(table),
    });
  }
  return rows.sort((one, other) => standing(other) - standing(one) || (one.word < other.word ? -1 : 1));
}

/** The log-likelihood, which does not tell more from fewer than by chance, with a sign that does. */
function standing({ near, expected, logLikelihood: { value } }: Collocate): number {
  if (value === null) return Number.MIN_SAFE_INTEGER;
  return near < expected ? -value : value;
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
