import { tabulate, type WordTable } from './words.ts';

/**
 * A text with what it is compared by. Offsets in `text` and in `folded` are UTF-16 units; hits are always in `text`.
 */
export class FoldedText {
  /** The canonical text. */
  readonly text: string;
  /** What is compared. */
  readonly folded: string;
  /**
   * Where in `text` the character begins of which each unit of `folded` was made, and behind the last one the length of
   * the text; null if both count alike.
   */
  readonly map: Int32Array | null;
  #words: WordTable | null = null;
  #inText: WordTable | null = null;

  constructor(text: string, folded: string, map: Int32Array | null) {
    this.text = text;
    this.folded = folded;
    this.map = map;
  }

  /** Where the words of `folded` begin, in order; made when first asked for. */
  get wordStarts(): Int32Array {
    return this.#tabulated().starts;
  }

  /** Where each of them ends. */
  get wordEnds(): Int32Array {
    return this.#tabulated().ends;
  }

  /** The words of `text` itself, marks and soft hyphens after them included. */
  get words(): WordTable {
    const table = this.#tabulated();
    if (this.map === null) return table;
    this.#inText ??= {
      starts: table.starts.map((at) => this.startOf(at)),
      ends: table.ends.map((at) => this.endOf(at)),
    };
    return this.#inText;
  }

  /** The place in `text` of what begins at this place of `folded`: of the whole character that it is a part of. */
  startOf(at: number): number {
    return this.map === null ? at : (this.map[at] ?? this.text.length);
  }

  /** The place in `text` behind what ends at this place of `folded`, marks and soft hyphens after it included. */
  endOf(at: number): number {
    const { map } = this;
    if (map === null) return at;
    if (at === 0) return 0;
    const last = map[at - 1];
    let behind = at;
    // A ligature has several places in `folded`, and one in the text.
    while (map[behind] === last) behind += 1;
    return map[behind] ?? this.text.length;
  }

  #tabulated(): WordTable {
    this.#words ??= tabulate(this.folded);
    return this.#words;
  }
}
