import { isEdge } from './place-kind.ts';
import { Op, type Program } from './program.ts';

/** There is no way on to a match. */
export const NO_WAY = -1;
/** The match ends here. */
export const MATCH = -2;

/**
 * The ways on from each step of a pattern at one place of a text.
 *
 * Which steps can take the character behind the place, with a match to follow, is known beforehand. So the way that
 * JavaScript would take is found without ever taking anything back: the first one, by the order of the pattern, that
 * leads to such a step or to the end (Frisch and Cardelli 2004, Greedy Regular Expression Matching).
 *
 * Steps are numbered here as what they lead to: first those that take a character, then the end, then nothing, then the
 * splits and edges, each behind all to which it leads. `enter` and `leave` are no steps any more: what they ask is
 * whether something was taken since, so that splits and edges are there twice.
 */
export class Routes {
  /** How many steps take a character. */
  readonly takes: number;
  /** Where a match begins, and where it goes on behind each step that takes a character. */
  readonly start: number;
  readonly behind: Int32Array;
  readonly #edges: Int8Array;
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #leads: Uint8Array;

  constructor(program: Program) {
    const numbering = new Numbering(program);
    this.takes = program.takes.length;
    this.start = numbering.of(program.start * 2);
    this.behind = Int32Array.from(program.takes, ({ next }) => numbering.of(next * 2));
    const { order } = numbering;
    this.#edges = Int8Array.from(order, (at) =>
      program.ops[at >> 1] === Op.edge ? (program.value[at >> 1] ?? 0) : -1,
    );
    this.#first = Int32Array.from(order, (at) => numbering.of((program.next[at >> 1] ?? 0) * 2 + (at & 1)));
    this.#second = Int32Array.from(order, (at) => numbering.of((program.other[at >> 1] ?? 0) * 2 + (at & 1)));
    this.#leads = new Uint8Array(this.takes + 2 + order.length);
    this.#leads[this.takes] = 1;
  }

  /** So many steps are gone over for each place. */
  get cost(): number {
    return this.#leads.length;
  }

  /** Looks at a place: what can be taken there (1 for each such step), and the kinds of the characters on both sides. */
  look(taken: Uint8Array, before: number, after: number): void {
    const leads = this.#leads;
    const first = this.#first;
    const second = this.#second;
    const edges = this.#edges;
    leads.set(taken);
    const from = this.takes + 2;
    for (let at = 0; at < edges.length; at++) {
      const edge = edges[at] ?? -1;
      const one = leads[first[at] ?? 0] ?? 0;
      if (edge < 0) leads[from + at] = one | (leads[second[at] ?? 0] ?? 0);
      else leads[from + at] = one === 1 && isEdge(edge, before, after) ? 1 : 0;
    }
  }

  /** Marks those of these steps that can take the character before the place, with a match to follow. */
  advance(takes: Int32Array, taken: Uint8Array): void {
    const leads = this.#leads;
    const { behind } = this;
    for (let at = 0; at < takes.length; at++) {
      const take = takes[at] ?? 0;
      taken[take] = leads[behind[take] ?? 0] ?? 0;
    }
  }

  /** Which step that takes a character comes next, from here, at the place that was looked at last. */
  choose(step: number): number {
    if (this.#leads[step] !== 1) return NO_WAY;
    let at = step;
    while (at > this.takes) {
      const index = at - this.takes - 2;
      const one = this.#first[index] ?? 0;
      at = this.#leads[one] === 1 ? one : (this.#second[index] ?? 0);
    }
    return at === this.takes ? MATCH : at;
  }
}

/** Numbers what a program leads to. A step of the program comes twice: 2 x its number, + 1 behind an `enter`. */
class Numbering {
  /** Splits and edges, each behind all to which it leads. */
  readonly order: readonly number[];
  readonly #numbers = new Map<number, number>();
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
    const roots = [program.start, ...program.takes.map(({ next }) => next)];
    const order: number[] = [];
    const waiting = roots.map((step) => this.#past(step * 2));
    const begun = new Set<number>();
    const done = new Set<number>();
    // There is no circle without a character taken: a repetition passes `leave`, or takes one.
    while (waiting.length > 0) {
      const at = waiting[waiting.length - 1] ?? 0;
      if (!begun.has(at)) {
        begun.add(at);
        waiting.push(...this.#leadsTo(at).filter((to) => !begun.has(to)));
        continue;
      }
      waiting.pop();
      if (done.has(at)) continue;
      done.add(at);
      if (this.#isStep(at)) this.#numbers.set(at, program.takes.length + 2 + order.push(at) - 1);
    }
    this.order = order;
  }

  of(step: number): number {
    const { ops, value, takes } = this.#program;
    const at = this.#past(step);
    if (at < 0) return takes.length + 1;
    if (ops[at >> 1] === Op.take) return value[at >> 1] ?? 0;
    return this.#numbers.get(at) ?? takes.length;
  }

  /** Past `enter` and `leave`; below 0 if nothing was taken between them. */
  #past(step: number): number {
    const { ops, next } = this.#program;
    let at = step;
    for (;;) {
      const op = ops[at >> 1];
      if (op !== Op.enter && op !== Op.leave) return at;
      if (op === Op.leave && (at & 1) === 1) return -1;
      at = (next[at >> 1] ?? 0) * 2 + (op === Op.enter ? 1 : 0);
    }
  }

  #isStep(at: number): boolean {
    const op = this.#program.ops[at >> 1];
    return at >= 0 && (op === Op.split || op === Op.edge);
  }

  #leadsTo(at: number): readonly number[] {
    if (!this.#isStep(at)) return [];
    const { ops, next, other } = this.#program;
    const step = at >> 1;
    const to = [(next[step] ?? 0) * 2 + (at & 1)];
    if (ops[step] === Op.split) to.push((other[step] ?? 0) * 2 + (at & 1));
    return to.map((each) => this.#past(each));
  }
}
