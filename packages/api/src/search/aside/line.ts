import { isHighSurrogate, isLowSurrogate } from '@koersvast/core/text';
import type { Spans } from '@koersvast/search';
import type { FoundLine } from './portion.ts';
import type { KeptText } from './texts.ts';

/** So much of what was found is shown in a line on the screen. */
const SHOWN = 2_000;
const MOST_MARKS = 50;

/** What a line shows of a place: its words, and so much around them. */
export function lineOf(
  { folded: { text }, offsets }: KeptText,
  { start, end }: { readonly start: number; readonly end: number },
  context: number,
  hits: Spans | null,
  most = SHOWN,
): Omit<FoundLine, 'documentId' | 'keys' | 'order' | 'start' | 'end'> {
  const cut = end - start > most;
  const shown = cut ? whole(text, start + most) : end;
  return {
    startCp: offsets?.toCodePoint(start) ?? start,
    endCp: offsets?.toCodePoint(end) ?? end,
    left: text.slice(whole(text, Math.max(0, start - context)), start),
    hit: text.slice(start, shown),
    right: text.slice(end, whole(text, Math.min(text.length, end + context))),
    cut,
    marks: hits === null ? [] : marksIn(hits, start, end),
  };
}

/** The same place, or the next that is not within a character. */
function whole(text: string, at: number): number {
  const splits =
    at > 0 &&
    at < text.length &&
    isLowSurrogate(text.charCodeAt(at)) &&
    isHighSurrogate(text.charCodeAt(at - 1));
  return splits ? at + 1 : at;
}

function marksIn(hits: Spans, start: number, end: number): number[] {
  const marks: number[] = [];
  for (let at = 0; at < hits.length && marks.length < 2 * MOST_MARKS; at += 2) {
    const [from, to] = [hits[at] ?? 0, hits[at + 1] ?? 0];
    if (from >= end) break;
    if (to > start) marks.push(from, to);
  }
  return marks;
}
