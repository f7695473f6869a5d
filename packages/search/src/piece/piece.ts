import { sorted } from '../match/near.ts';
import type { AskedRelation } from '../relation/asked.ts';
import { relatedPairs } from '../relation/pairs.ts';
import { NO_SPANS, SpanList, type Spans } from '../spans.ts';

/**
 * What is given back of two spans that are related: the characters that both have, the first of the two, each of them,
 * or all from the first character of both to the last. A choice of its own, which does not change what is related.
 */
export const pairPieces = ['common', 'first', 'either', 'union'] as const;
export type PairPiece = (typeof pairPieces)[number];

/**
 * The pieces of all pairs that have the relation: sorted by start, then end, each once, none empty. Those that share no
 * character have nothing in common. What is paired, see `relatedPairs`.
 */
export function pieces(left: Spans, right: Spans, asked: AskedRelation, piece: PairPiece): Spans {
  const found = new SpanList();
  relatedPairs(left, right, asked, (start, end, otherStart, otherEnd) => {
    if (piece === 'union') found.add(Math.min(start, otherStart), Math.max(end, otherEnd));
    if (piece === 'first' || piece === 'either') found.add(start, end);
    if (piece === 'either') found.add(otherStart, otherEnd);
    if (piece !== 'common') return;
    const [from, to] = [Math.max(start, otherStart), Math.min(end, otherEnd)];
    if (from < to) found.add(from, to);
  });
  return sorted(found.spans(), largest(left, right));
}

/** No place of these lies behind it. */
function largest(...sides: readonly Spans[]): number {
  let last = 0;
  for (const side of sides) for (const place of side) last = Math.max(last, place);
  return last;
}

/** Each unit (a sentence, a paragraph) in which a hit stands, once; a hit over several takes all of them, as one. */
export function unitsWith(hits: Spans, units: Spans): Spans {
  if (hits.length === 0) return NO_SPANS;
  const found: number[] = [];
  let unit = 0;
  for (let at = 0; at < hits.length; at += 2) {
    const [start, end] = [hits[at] ?? 0, hits[at + 1] ?? 0];
    // Hits come in the order of their starts.
    while (unit < units.length && (units[unit + 1] ?? 0) <= start) unit += 2;
    let [from, to] = [start, end];
    for (let next = unit; next < units.length && (units[next] ?? 0) < end; next += 2) {
      from = Math.min(from, units[next] ?? from);
      to = Math.max(to, units[next + 1] ?? to);
    }
    const last = found.length - 2;
    if (last >= 0 && from < (found[last + 1] ?? 0)) {
      found[last] = Math.min(found[last] ?? from, from);
      found[last + 1] = Math.max(found[last + 1] ?? to, to);
    } else found.push(from, to);
  }
  return Int32Array.from(found);
}
