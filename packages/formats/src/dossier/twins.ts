/**
 * How alike texts are. Two are the same when they differ in white space alone, and near when they share nine of ten of
 * their runs of three words (the Jaccard similarity of the sets). That is estimated by MinHash (A. Broder, On the
 * resemblance and containment of documents, 1997): of 64 orders of all runs each text keeps the first that it has, and two
 * texts agree in as many of the 64 as they are alike, with a standard deviation of √(J(1−J)/64): 0.0375 at 0.9. What comes
 * near is then counted exactly.
 */

/** Raised when a signature would be another: those that were kept are to be made again. */
export const twinVersion = 1;
/** From here on two texts are near. */
export const nearFrom = 0.9;

const ORDERS = 64;
/** In so many bands of so many orders: texts that agree in all of one band are compared. Of pairs of 0.9 it misses 4 in 10⁸. */
const BANDS = 16;
const ROWS = ORDERS / BANDS;
const RUN = 3;
/** Three and a half standard deviations below what is near. */
const worthCounting = 0.77;
/** So many of one text are counted exactly, the most alike first. */
const counted = 10;
/** So many runs of texts that were counted are kept for the next: 16 MB. */
const keptRuns = 4_000_000;

/**
 * What is kept of a text to find its twins: 282 bytes, however long it is. A server stores `same` (to be looked up) and
 * `bytes` beside the document, with `twinVersion`.
 */
export interface TwinSignature {
  /** Of the words and signs without the white space between them, 26 hexadecimal digits. */
  readonly same: string;
  /** 64 numbers of 32 bits, the lowest byte first. */
  readonly bytes: Uint8Array;
}

export interface Twin<Id> {
  readonly id: Id;
  readonly kind: 'same' | 'near';
  /** Of the runs of three words that either has, the part that both have: 1 for the same. */
  readonly likeness: number;
}

/** White space, and what is not seen: soft hyphens, marks of direction, joiners. */
const unseen = /[\s\u00AD\u200B-\u200F\u2060\uFEFF]+/gu;
const word = /[\p{L}\p{N}\p{M}]+/gu;

/** The numbers by which the orders differ, from a fixed seed. */
const orders = (() => {
  let state = 0x9e3779b9;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    turn: Uint32Array.from({ length: ORDERS }, next),
    factor: Uint32Array.from({ length: ORDERS }, () => next() | 1),
  };
})();

function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** A number for each run of three words, in the order of the numbers; a shorter text is one run. Case and signs do not count. */
function runsOf(text: string): Uint32Array {
  const hashes = (text.normalize('NFC').toLowerCase().match(word) ?? []).map(hashOf);
  const runs = new Uint32Array(Math.max(1, hashes.length - RUN + 1));
  for (let at = 0; at < runs.length; at += 1) {
    let run = 0;
    const end = Math.min(at + RUN, hashes.length);
    for (let each = at; each < end; each += 1) run = mixed(Math.imul(run, 31) + (hashes[each] ?? 0));
    runs[at] = run;
  }
  runs.sort();
  let distinct = 0;
  for (const run of runs) {
    if (distinct > 0 && runs[distinct - 1] === run) continue;
    runs[distinct] = run;
    distinct += 1;
  }
  return runs.subarray(0, distinct);
}

/** Twice 52 bits: two texts that differ have the same with a chance of 10⁻³¹. */
function sameOf(text: string): string {
  const seen = text.normalize('NFC').replace(unseen, '');
  let [high, low, otherHigh, otherLow] = [HIGH, LOW, HIGH ^ OTHER, LOW ^ OTHER];
  // Both in one pass: every text that is read goes through it.
  for (let at = 0; at < seen.length; at += 1) {
    const code = seen.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
    otherHigh = Math.imul(otherHigh ^ code, 0x9e3779b1);
    otherLow = Math.imul(otherLow ^ code, 0x5f356495);
  }
  return digitsOf(high, low) + digitsOf(otherHigh, otherLow);
}

const HIGH = 0xdeadbeef | 0;
const LOW = 0x41c6ce57;
/** What the second of the two begins with is another by this. */
const OTHER = 0x5bd1e995;

function digitsOf(one: number, other: number): string {
  const high = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  const low = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (0x100000 * (low >>> 0) + (high >>> 12)).toString(16).padStart(13, '0');
}

export function signatureOf(text: string): TwinSignature {
  const least = new Uint32Array(ORDERS).fill(0xffffffff);
  for (const run of runsOf(text)) {
    for (let order = 0; order < ORDERS; order += 1) {
      const place = mixed(Math.imul(run ^ (orders.turn[order] ?? 0), orders.factor[order] ?? 1));
      if (place < (least[order] ?? 0)) least[order] = place;
    }
  }
  const bytes = new Uint8Array(ORDERS * 4);
  const view = new DataView(bytes.buffer);
  least.forEach((place, order) => {
    view.setUint32(order * 4, place, true);
  });
  return { same: sameOf(text), bytes };
}

/** As exactly as it can be said: the runs that both texts have, of those that either has. */
export function likenessOf(left: string, right: string): number {
  return shared(runsOf(left), runsOf(right));
}

function shared(left: Uint32Array, right: Uint32Array): number {
  let [at, beside, both] = [0, 0, 0];
  while (at < left.length && beside < right.length) {
    const [one = 0, other = 0] = [left[at], right[beside]];
    if (one <= other) at += 1;
    if (other <= one) beside += 1;
    if (one === other) both += 1;
  }
  return both / (left.length + right.length - both);
}

function numbersOf({ bytes }: TwinSignature): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: ORDERS }, (_, order) => view.getUint32(order * 4, true));
}

/** How alike two texts are by what was kept of them. */
export function estimateOf(left: TwinSignature, right: TwinSignature): number {
  return agreement(numbersOf(left), numbersOf(right));
}

function agreement(left: Uint32Array, right: Uint32Array): number {
  let equal = 0;
  for (let order = 0; order < ORDERS; order += 1) if (left[order] === right[order]) equal += 1;
  return equal / ORDERS;
}

interface Known<Id> {
  readonly id: Id;
  readonly numbers: Uint32Array;
}

/** Texts among which twins are looked for: those of a project, and those of a drop as they come. */
export class Twins<Id> {
  readonly #same = new Map<string, Id[]>();
  /** One of each that are the same. */
  readonly #bands = new Map<number, Known<Id>[]>();
  readonly #runs = new Map<Id, Uint32Array>();
  #kept = 0;

  add(id: Id, signature: TwinSignature): void {
    const same = this.#same.get(signature.same);
    if (same !== undefined) {
      same.push(id);
      return;
    }
    this.#same.set(signature.same, [id]);
    const known = { id, numbers: numbersOf(signature) };
    for (const key of bandsOf(known.numbers)) {
      const list = this.#bands.get(key);
      if (list === undefined) this.#bands.set(key, [known]);
      else list.push(known);
    }
  }

  /** Those that are the same, in the order in which they were added. */
  same(signature: TwinSignature): readonly Id[] {
    return this.#same.get(signature.same) ?? [];
  }

  /** Those that may be near without being the same, the most alike first: `likenessOf` tells whether they are. */
  candidates(signature: TwinSignature): readonly { readonly id: Id; readonly estimate: number }[] {
    const numbers = numbersOf(signature);
    const found = new Map<Id, number>();
    const same = new Set(this.same(signature));
    for (const key of bandsOf(numbers)) {
      for (const known of this.#bands.get(key) ?? []) {
        if (found.has(known.id) || same.has(known.id)) continue;
        found.set(known.id, agreement(numbers, known.numbers));
      }
    }
    return [...found]
      .map(([id, estimate]) => ({ id, estimate }))
      .filter(({ estimate }) => estimate >= worthCounting)
      .sort((left, right) => right.estimate - left.estimate)
      .slice(0, counted);
  }

  /**
   * The twins of a text among those that were added. `textOf` gives the text of a candidate, or null when it is gone; it
   * is asked for ten at most.
   */
  async of(
    text: string,
    signature: TwinSignature,
    textOf: (id: Id) => string | null | Promise<string | null>,
  ): Promise<Twin<Id>[]> {
    const twins: Twin<Id>[] = this.same(signature).map((id) => ({ id, kind: 'same', likeness: 1 }));
    const near: Twin<Id>[] = [];
    const own = runsOf(text);
    for (const { id } of this.candidates(signature)) {
      const other = this.#runs.get(id) ?? this.#keep(id, await textOf(id));
      const likeness = other === null ? 0 : shared(own, other);
      if (likeness >= nearFrom) near.push({ id, kind: 'near', likeness });
    }
    return [...twins, ...near.sort((left, right) => right.likeness - left.likeness)];
  }

  #keep(id: Id, text: string | null): Uint32Array | null {
    if (text === null) return null;
    const runs = runsOf(text);
    this.#runs.set(id, runs);
    this.#kept += runs.length;
    for (const [oldest, { length }] of this.#runs) {
      if (this.#kept <= keptRuns) break;
      this.#runs.delete(oldest);
      this.#kept -= length;
    }
    return runs;
  }
}

function bandsOf(numbers: Uint32Array): number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let key = band + 1;
    for (let row = 0; row < ROWS; row += 1)
      key = mixed(Math.imul(key, 31) + (numbers[band * ROWS + row] ?? 0));
    return key;
  });
}
