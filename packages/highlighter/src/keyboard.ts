import type { Caret, MoveUnit, Sentence } from '@koersvast/core/text';
import { lastStartingAt } from '@koersvast/core/text';
import type { DomPositions } from './dom-position.ts';
import type { Geometry } from './geometry.ts';
import type { KeyAction } from './key.ts';
import type { Ends } from './native-selection.ts';

export interface KeyboardHost {
  readonly text: string;
  readonly sentences: readonly Sentence[];
  readonly caret: Caret;
  readonly positions: DomPositions;
  readonly geometry: Geometry;
}

export type Step = Extract<KeyAction, { kind: 'move' | 'line' }>;

/** Moves the caret, by units of the text or by lines as they are on the screen. */
export class Keyboard {
  readonly #host: KeyboardHost;
  /** Where the caret wants to be across lines of different length. */
  #column: number | null = null;

  constructor(host: KeyboardHost) {
    this.#host = host;
  }

  /** Any other movement forgets the column. */
  forgetColumn(): void {
    this.#column = null;
  }

  move(ends: Ends, step: Step): Ends {
    const head = this.#headAfter(ends, step);
    return { anchor: step.extend ? ends.anchor : head, head };
  }

  #headAfter({ anchor, head }: Ends, step: Step): number {
    if (step.kind === 'line') return this.#byLine(head, step.to);
    this.#column = null;
    const { unit, direction, extend } = step;
    if (!extend && anchor !== head && unit === 'character') {
      return direction === 'forward' ? Math.max(anchor, head) : Math.min(anchor, head);
    }
    return this.#host.caret.move(head, unit, direction, extend);
  }

  #byLine(head: number, to: 'up' | 'down' | 'start' | 'end'): number {
    const { geometry } = this.#host;
    geometry.scrollTo({ start: head, end: head }, { align: 'nearest' });
    const rect = geometry.caretRect(head);
    if (to === 'start' || to === 'end') {
      this.#column = null;
      return this.#lineEdge(head, rect, to);
    }
    this.#column ??= rect.left;
    const found = this.#neighbourLine(head, rect, this.#column, to);
    if (found !== null) return found;
    return this.#host.caret.move(head, 'document', to === 'up' ? 'backward' : 'forward', false);
  }

  /** Looks for the next line in steps of half a line, over the gap between two blocks. */
  #neighbourLine(head: number, rect: DOMRect, column: number, to: 'up' | 'down'): number | null {
    const { geometry, positions } = this.#host;
    const sign = to === 'up' ? -1 : 1;
    const room = rect.height * 6;
    const view = geometry.viewport();
    if (to === 'up' && rect.top - room < view.top) geometry.scrollBy(rect.top - room - view.top);
    if (to === 'down' && rect.bottom + room > view.bottom)
      geometry.scrollBy(rect.bottom + room - view.bottom);
    const from = geometry.caretRect(head);
    const middle = from.top + from.height / 2;
    for (let distance = from.height; distance <= room; distance += from.height / 2) {
      const offset = positions.atPoint(column, middle + sign * distance);
      if (offset === null) continue;
      const away = sign * (geometry.caretRect(offset).top - from.top);
      if (away > from.height / 2) return offset;
    }
    return null;
  }

  /** The first or last offset on the caret's line. */
  #lineEdge(head: number, rect: DOMRect, to: 'start' | 'end'): number {
    const { caret, geometry } = this.#host;
    const direction = to === 'start' ? 'backward' : 'forward';
    let at = head;
    for (;;) {
      const next = caret.move(at, 'character', direction, true);
      if (next === at) return at;
      const there = geometry.caretRect(next);
      if (Math.abs(there.top - rect.top) > rect.height / 2) return at;
      at = next;
    }
  }

  /** What is spoken after a step: the unit that the caret now stands before. */
  textAt(offset: number, step: Step): string {
    const { text, caret, sentences } = this.#host;
    const unit: MoveUnit = step.kind === 'line' ? 'sentence' : step.unit;
    if (unit === 'character' || unit === 'word') {
      return text.slice(offset, caret.move(offset, unit, 'forward', true));
    }
    const sentence = sentences[Math.max(0, lastStartingAt(sentences, offset))];
    return sentence === undefined ? '' : text.slice(sentence.start, sentence.end);
  }
}
