import { countWhile } from '@koersvast/core/sorted';
import type { RawSpan } from '@koersvast/core/text';

/** What the page draws under these words needs so many pixels more than there are between two lines of text. */
export interface Room extends RawSpan {
  readonly room: number;
}

/** The rooms that a span meets, of a list in text order in which none overlap. */
export function roomsWithin(span: RawSpan, rooms: readonly Room[]): readonly Room[] {
  const low = countWhile(rooms.length, (at) => (rooms[at]?.end ?? 0) <= span.start);
  let last = low;
  while ((rooms[last]?.start ?? span.end) < span.end) last += 1;
  return last === low ? [] : rooms.slice(low, last);
}

/** A span in pieces, each with the room that its words need: nothing is left out, and no piece is empty. */
export function cutByRooms(span: RawSpan, rooms: readonly Room[]): readonly Room[] {
  if (span.start >= span.end) return [];
  const pieces: Room[] = [];
  let at = span.start;
  for (const { start, end, room } of roomsWithin(span, rooms)) {
    if (start > at) pieces.push({ start: at, end: start, room: 0 });
    const until = Math.min(end, span.end);
    pieces.push({ start: Math.max(start, span.start), end: until, room });
    at = until;
  }
  if (at < span.end) pieces.push({ start: at, end: span.end, room: 0 });
  return pieces;
}
