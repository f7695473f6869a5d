import type { ViewAnnotation } from '../../src/index.ts';
import type { Sample } from './sample.ts';

/** What is measured: one way of showing a text with annotations. */
export interface Contender {
  /** Settles when the whole text is in the page, which is after the first screen. */
  mount(host: HTMLElement, sample: Sample): Promise<void>;
  /** Absent where there are no annotations to change. */
  readonly changes?: {
    add(annotation: ViewAnnotation): void;
    remove(id: string): void;
    recolour(annotation: ViewAnnotation): void;
    /** Gives every annotation another colour, as by coder and no longer by tag. */
    recolourAll?(): void;
    hitTest(x: number, y: number): number;
    /** From now on a selection becomes an annotation at once; `made` is called when it has been added. */
    annotateOnSelect(made: () => void): void;
  };
  /** What takes the place of `.kv-mark`: an element that shows an annotation. */
  readonly mark: string;
}
