/** What can follow a place of a text, as far as it matters to a pattern. */
export interface State {
  /** For each step that takes a character, 1 if it can take the next one with a match to follow. */
  readonly taken: Uint8Array;
  /** The kind of the next character. */
  readonly after: number;
}

/** Numbers states, each once, in few arrays: a hard pattern makes one for each character. */
export class States {
  count = 0;
  readonly #size: number;
  /** Whole numbers of four bytes, so that they are compared four at a time. */
  readonly #width: number;
  #taken: Uint8Array;
  #words: Int32Array;
  #after = new Uint8Array(64);
  #hashes = new Int32Array(64);
  /** 1 + the number of a state, at the place of its hash or behind it. */
  #table = new Int32Array(128);

  constructor(takes: number) {
    this.#size = takes;
    this.#width = Math.max(4, (takes + 3) & ~3);
    this.#taken = new Uint8Array(64 * this.#width);
    this.#words = new Int32Array(this.#taken.buffer);
  }

  /** Room for one more, to be filled in and then numbered. */
  draft(): Uint8Array {
    if (this.count === this.#after.length) this.#grow();
    const draft = this.#taken.subarray(this.count * this.#width, this.count * this.#width + this.#size);
    draft.fill(0);
    return draft;
  }

  /** The number of what `draft` was filled with: of one that was there already, or a new one. */
  numberDraft(after: number): number {
    const words = this.#width >> 2;
    const from = this.count * words;
    let hash = after;
    for (let at = from; at < from + words; at++)
      hash = Math.imul(hash ^ (this.#words[at] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    const mask = this.#table.length - 1;
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const known = (this.#table[slot] ?? 0) - 1;
      if (known < 0) break;
      if (
        this.#hashes[known] === hash &&
        this.#after[known] === after &&
        this.#isSame(known * words, from, words)
      )
        return known;
      slot = (slot + 1) & mask;
    }
    this.#after[this.count] = after;
    this.#hashes[this.count] = hash;
    this.#table[slot] = ++this.count;
    return this.count - 1;
  }

  number({ taken, after }: State): number {
    this.draft().set(taken);
    return this.numberDraft(after);
  }

  takenOf(number: number): Uint8Array {
    return this.#taken.subarray(number * this.#width, number * this.#width + this.#size);
  }

  afterOf(number: number): number {
    return this.#after[number] ?? 0;
  }

  forget(): void {
    this.count = 0;
    this.#table.fill(0);
  }

  #isSame(one: number, other: number, words: number): boolean {
    for (let at = 0; at < words; at++) if (this.#words[one + at] !== this.#words[other + at]) return false;
    return true;
  }

  #grow(): void {
    const taken = new Uint8Array(this.#taken.length * 2);
    taken.set(this.#taken);
    this.#taken = taken;
    this.#words = new Int32Array(taken.buffer);
    const after = new Uint8Array(this.#after.length * 2);
    after.set(this.#after);
    this.#after = after;
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#table = new Int32Array(hashes.length * 2);
    const mask = this.#table.length - 1;
    for (let number = 0; number < this.count; number++) {
      const hash = hashes[number] ?? 0;
      let slot = (hash ^ (hash >>> 16)) & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = number + 1;
    }
  }
}
