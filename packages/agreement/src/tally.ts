import { InputError } from './check.ts';
import { itemAt, keptFor } from './item.ts';
import { compareText } from './order.ts';

/** How many labels index a block of sums: 0 for one number, 1 for one a label, 2 for one a pair of labels. */
type Rank = 0 | 1 | 2;
export type Blocks = Readonly<Record<string, Rank>>;

/** What the labels are and in which order they stand. Two tallies are added only if their schemes fit. */
export interface Scheme<L> {
  /** What is counted, for instance 'coding'. */
  readonly kind: string;
  readonly labels: readonly L[];
  /** Whether the labels were declared beforehand (their order then means something and is kept). */
  readonly declared: boolean;
  /** Orders labels that were not declared. */
  readonly compare: (a: L, b: L) => number;
  /** Settings that change what the sums mean; tallies with different ones are not added. */
  readonly settings: string;
}

/**
 * The sums from which a measure is computed, for one document, one part of it or many documents. Tallies are
 * additive: the tally of several documents is the sum of theirs, so tables, pairs of coders and bootstrap
 * replicates are made of parts computed once.
 */
export interface Tally<B extends Blocks, L> {
  readonly scheme: Scheme<L>;
  readonly blocks: B;
  /** Everyone whose work entered, sorted. */
  readonly coders: readonly string[];
  /** All sums, block after block. */
  readonly sums: Float64Array;
  /** The single number of a block of rank 0. */
  number(block: keyof B): number;
  /** A view of one block: row-major for rank 2. */
  block(block: keyof B): Float64Array;
  /** The same tally with other sums, as a bootstrap replicate needs it. */
  withSums(sums: Float64Array): Tally<B, L>;
}

/** Half a gigabyte; more is refused in words, where the machine would only run out of memory. */
const mostSums = 2 ** 26;

/** An empty tally, or one over given sums. Throws {@link InputError} for more labels than it can hold. */
export function makeTally<B extends Blocks, L>(
  scheme: Scheme<L>,
  blocks: B,
  coders: readonly string[],
  sums?: Float64Array,
): Tally<B, L> {
  const width = scheme.labels.length;
  const starts = new Map<keyof B, number>();
  let size = 0;
  for (const [name, rank] of Object.entries(blocks)) {
    starts.set(name, size);
    size += width ** rank;
  }
  if (size > mostSums) {
    throw new InputError(`${width} different labels are too many for a ${scheme.kind} tally`);
  }
  const store = sums ?? new Float64Array(size);
  if (store.length !== size) throw misfit(size, store);
  return overSums({ scheme, blocks, coders: [...coders].sort(), starts }, store);
}

/** What tallies over other sums have alike: a bootstrap makes thousands of them. */
interface Shape<B extends Blocks, L> extends Pick<Tally<B, L>, 'scheme' | 'blocks' | 'coders'> {
  readonly starts: ReadonlyMap<keyof B, number>;
}

function overSums<B extends Blocks, L>(shape: Shape<B, L>, sums: Float64Array): Tally<B, L> {
  const { scheme, blocks, coders, starts } = shape;
  const views = new Map<keyof B, Float64Array>();
  const startOf = (block: keyof B): number => {
    const start = starts.get(block);
    if (start === undefined) throw new InputError(`A ${scheme.kind} tally has no sum ${String(block)}`);
    return start;
  };
  return {
    scheme,
    blocks,
    coders,
    sums,
    number: (block) => itemAt(sums, startOf(block)),
    block: (block) => {
      const known = views.get(block);
      if (known !== undefined) return known;
      const start = startOf(block);
      const view = sums.subarray(start, start + scheme.labels.length ** (blocks[block] ?? 0));
      views.set(block, view);
      return view;
    },
    withSums: (other) => {
      if (other.length !== sums.length) throw misfit(sums.length, other);
      return overSums(shape, other);
    },
  };
}

function misfit(size: number, given: Float64Array): InputError {
  return new InputError(`A tally of ${size} sums was given ${given.length}`);
}

/**
 * The sum of tallies of one kind. Labels that were not declared are united; declared ones must be the same
 * everywhere. Throws {@link InputError} for an empty list and for tallies that do not fit together.
 */
export function sumTallies<B extends Blocks, L>(tallies: readonly Tally<B, L>[]): Tally<B, L> {
  const aligned = alignTallies(tallies);
  const coders = new Set(tallies.flatMap((tally) => tally.coders));
  const [first] = aligned;
  if (first === undefined) throw new InputError('There is no tally to sum');
  const total = makeTally(first.scheme, first.blocks, [...coders]);
  for (const tally of aligned) addInto(total.sums, tally.sums);
  return total;
}

/** Adds to one place of a list of sums. */
export function add(sums: Float64Array, at: number, amount: number): void {
  sums[at] = (sums[at] ?? 0) + amount;
}

/** Adds one list of sums to another, in place, `times` times. */
export function addInto(into: Float64Array, sums: Float64Array, times = 1): void {
  for (let i = 0; i < sums.length; i++) into[i] = (into[i] ?? 0) + times * (sums[i] ?? 0);
}

/** The same tallies over one common list of labels, so that their sums stand at the same places. */
export function alignTallies<B extends Blocks, L>(tallies: readonly Tally<B, L>[]): readonly Tally<B, L>[] {
  const [first] = tallies;
  if (first === undefined) return tallies;
  const scheme = commonScheme(tallies.map((tally) => tally.scheme));
  const place = new Map(scheme.labels.map((label, index) => [keyOf(label), index]));
  return tallies.map((tally) => (sameLabels(tally.scheme, scheme) ? tally : relabel(tally, scheme, place)));
}

function commonScheme<L>(schemes: readonly Scheme<L>[]): Scheme<L> {
  const [first, ...others] = schemes;
  if (first === undefined) throw new InputError('There is no tally to align');
  const labels = new Map(first.labels.map((label) => [keyOf(label), label]));
  for (const other of others) {
    if (other.kind !== first.kind || other.settings !== first.settings) {
      const name = (scheme: Scheme<L>) => `${scheme.kind} (${scheme.settings})`;
      throw new InputError(`A ${name(other)} tally cannot be added to a ${name(first)} tally`);
    }
    if (other.declared !== first.declared || (first.declared && !sameLabels(first, other))) {
      throw new InputError(`${first.kind} tallies with different declared categories cannot be added`);
    }
    for (const label of other.labels) labels.set(keyOf(label), label);
  }
  if (first.declared || labels.size === first.labels.length) return first;
  return { ...first, labels: [...labels.values()].sort(first.compare) };
}

function sameLabels<L>(a: Scheme<L>, b: Scheme<L>): boolean {
  return (
    a.labels.length === b.labels.length && a.labels.every((label, i) => keyOf(label) === keyOf(b.labels[i]))
  );
}

function relabel<B extends Blocks, L>(
  tally: Tally<B, L>,
  scheme: Scheme<L>,
  place: ReadonlyMap<string, number>,
): Tally<B, L> {
  const result = makeTally(scheme, tally.blocks, tally.coders);
  const places = tally.scheme.labels.map((label) => keptFor(place, keyOf(label)));
  for (const [name, rank] of Object.entries(tally.blocks)) {
    const from = tally.block(name);
    const into = result.block(name);
    const rows = rank === 2 ? places : [0];
    const columns = rank === 0 ? [0] : places;
    rows.forEach((row, i) => {
      columns.forEach((column, j) => {
        into[row * scheme.labels.length + column] = itemAt(from, i * columns.length + j);
      });
    });
  }
  return result;
}

/** A text that is the same for equal labels and different for different ones (1 and "1" differ). */
export function keyOf(label: unknown): string {
  return JSON.stringify(label);
}

/** A tally without what it can do, to be kept or sent from one process to another. Its labels are texts. */
export interface PlainTally<B extends Blocks> {
  readonly kind: string;
  readonly settings: string;
  readonly blocks: B;
  readonly labels: readonly string[];
  readonly coders: readonly string[];
  readonly sums: Float64Array;
}

/** The plain form of a kind of tally whose labels are not declared. */
export type PlainOf<T> = T extends Tally<infer B, string> ? PlainTally<B> : never;

/** Takes a tally apart. Throws {@link InputError} for one whose labels were declared: their order means something. */
export function plainTally<B extends Blocks>(tally: Tally<B, string>): PlainTally<B> {
  const { scheme, blocks, coders, sums } = tally;
  if (scheme.declared) throw new InputError(`A ${scheme.kind} tally has declared labels, and no plain form`);
  return { kind: scheme.kind, settings: scheme.settings, blocks, labels: scheme.labels, coders, sums };
}

/** The tally that a plain one was made of. Throws {@link InputError} where its sums are not as many as it needs. */
export function tallyOf<B extends Blocks>(plain: PlainTally<B>): Tally<B, string> {
  const { kind, settings, blocks, labels, coders, sums } = plain;
  return makeTally({ kind, settings, labels, declared: false, compare: compareText }, blocks, coders, sums);
}
