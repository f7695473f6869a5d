import type { MoveDirection, MoveUnit, RawSpan } from '@koersvast/core/text';
import { type Caret, checkSpan } from '@koersvast/core/text';

/** A span with one of its ends moved by one step; the same when nothing would be left of it. */
export function moveEnd(
  caret: Caret,
  text: string,
  span: RawSpan,
  side: 'start' | 'end',
  unit: MoveUnit,
  direction: MoveDirection,
): RawSpan {
  const to = caret.move(span[side], unit, direction, side === 'end');
  const moved = side === 'start' ? { start: to, end: span.end } : { start: span.start, end: to };
  return checkSpan(text, moved).ok ? moved : span;
}
