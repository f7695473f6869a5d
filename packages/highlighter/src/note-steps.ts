import { utf16 } from '@koersvast/core/text';
import type { NoteLink } from './note-link.ts';
import type { PaintedText } from './painted-text.ts';
import type { NoteStep } from './types.ts';

interface NoteStepsOptions {
  readonly painted: PaintedText;
  /** Puts the caret at a place. */
  arrive(offset: number): void;
  onNote(step: NoteStep): void;
}

/** The way from the mark of a note to the note, and back. */
export class NoteSteps {
  readonly #options: NoteStepsOptions;

  constructor(options: NoteStepsOptions) {
    this.#options = options;
  }

  /** What the mark that was hit stands for; null when none was, and when it leads nowhere. */
  linkOf(target: EventTarget | null): NoteLink | null {
    const element = target instanceof Element ? target.closest<HTMLElement>('.kv-note-link') : null;
    if (element === null) return null;
    const { page, noteLinks } = this.#options.painted;
    const position = page.positionOf(element);
    const block = position === null ? undefined : page.blockElement(position);
    if (position === null || block === undefined) return null;
    const at = [...block.querySelectorAll('.kv-note-link')].indexOf(element);
    const link = noteLinks.get(position)?.[at];
    return link === undefined || link.target === null ? null : link;
  }

  /** Goes where a mark leads; `focuses` takes the keyboard along. Whether there was one. */
  follow(target: EventTarget | null, focuses: boolean): boolean {
    const link = this.linkOf(target);
    if (link === null || link.target === null) return false;
    const { painted } = this.#options;
    const there = painted.noteLinks.get(link.target) ?? [];
    const at = there.findIndex(
      (each) => each.target === link.position && each.side !== link.side && each.mark === link.mark,
    );
    const goal = there[at];
    if (goal === undefined) return false;
    painted.geometry.scrollTo({ start: goal.offset, end: goal.offset }, {});
    this.#options.arrive(goal.offset);
    if (focuses) {
      const marks = painted.page.blockElement(link.target)?.querySelectorAll<HTMLElement>('.kv-note-link');
      marks?.[at]?.focus({ preventScroll: true });
    }
    this.#options.onNote({ from: utf16(link.offset), to: utf16(goal.offset) });
    return true;
  }
}
