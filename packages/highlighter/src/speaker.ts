import { excerptOf } from '@koersvast/core/text';
import type { Spoken, ViewLabels } from './types.ts';

/** Nobody listens to more of a text than this at once; of a longer one the beginning and the end are read out. */
const longestSpoken = 1_000;

/** Says what happens at the caret, through a live region that is not part of the text. */
export class Speaker {
  readonly element: HTMLElement;
  readonly #labels: ViewLabels;
  #covering: readonly string[] = [];

  constructor(labels: ViewLabels, ownerDocument: Document) {
    this.#labels = labels;
    this.element = ownerDocument.createElement('div');
    this.element.className = 'kv-spoken';
    this.element.setAttribute('role', 'status');
    this.element.setAttribute('aria-live', 'polite');
    this.element.setAttribute('aria-atomic', 'true');
  }

  /** `covering` are the labels of what covers the caret now. */
  caret(text: string, covering: readonly string[]): void {
    const before = this.#covering;
    this.#covering = covering;
    this.say({
      kind: 'caret',
      text,
      entered: covering.filter((label) => !before.includes(label)),
      left: before.filter((label) => !covering.includes(label)),
    });
  }

  say(spoken: Spoken): void {
    const short =
      spoken.kind === 'nothing_selected'
        ? spoken
        : { ...spoken, text: excerptOf(spoken.text, longestSpoken) };
    const sentence = this.#labels.speak(short);
    this.element.textContent =
      this.element.textContent === sentence && sentence !== '' ? `${sentence}\u00A0` : sentence;
  }
}
