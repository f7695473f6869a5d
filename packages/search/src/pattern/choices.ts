import { isEdge } from './place-kind.ts';
import { Op, type Program } from './program.ts';

/** There is no way on to a match. */
export const NO_WAY = -1;
/** The match ends here. */
export const MATCH = -2;

/** For the start of the pattern (0) and for each step that takes a character (1 + its number): which one comes next. */
export type Choices = Int32Array;

/**
 * Chooses, at one place of a text, the way that JavaScript would take: the first one, by the order of the pattern, that
 * leads to a match. Which characters behind the place can be taken so that a match follows is known beforehand, so that
 * nothing is ever taken back (Frisch and Cardelli 2004, Greedy Regular Expression Matching).
 */
export class Chooser {
  /** Steps that take nothing, each behind all to which it leads: twice each, for whether an `enter` came before. */
  readonly #order: Int32Array;
  readonly #chosen: Int32Array;
  /** Of each step that takes a character: the one behind it, if that takes one too; else -1. */
  readonly #behind: Int32Array;
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
    this.#behind = Int32Array.from(program.takes, ({ next }) =>
      program.ops[next] === Op.take ? (program.value[next] ?? -1) : -1,
    );
    this.#order = orderOf(program);
    this.#chosen = new Int32Array(program.ops.length * 2);
  }

  /** So many steps are done for each choosing. */
  get cost(): number {
    return this.#order.length + this.#behind.length;
  }

  /** `taken`: for each step that takes a character, 1 if it can take that behind the place, with a match to follow. */
  choose(taken: Uint8Array, before: number, after: number): Choices {
    const { ops, next, other, value, takes, start } = this.#program;
    const chosen = this.#chosen;
    for (const at of this.#order) {
      const step = at >> 1;
      const entered = at & 1;
      let choice = NO_WAY;
      switch (ops[step]) {
        case Op.take:
          choice = taken[value[step] ?? 0] === 1 ? (value[step] ?? NO_WAY) : NO_WAY;
          break;
        case Op.end:
          choice = MATCH;
          break;
        case Op.split:
          choice = chosen[(next[step] ?? 0) * 2 + entered] ?? NO_WAY;
          if (choice === NO_WAY) choice = chosen[(other[step] ?? 0) * 2 + entered] ?? NO_WAY;
          break;
        case Op.edge:
          if (isEdge(value[step] ?? 0, before, after))
            choice = chosen[(next[step] ?? 0) * 2 + entered] ?? NO_WAY;
          break;
        case Op.enter:
          choice = chosen[(next[step] ?? 0) * 2 + 1] ?? NO_WAY;
          break;
        case Op.leave:
          if (entered === 0) choice = chosen[(next[step] ?? 0) * 2] ?? NO_WAY;
          break;
      }
      chosen[at] = choice;
    }
    const choices = new Int32Array(takes.length + 1);
    choices[0] = chosen[start * 2] ?? NO_WAY;
    const behind = this.#behind;
    for (let take = 0; take < behind.length; take++) {
      const direct = behind[take] ?? -1;
      if (direct >= 0) choices[take + 1] = taken[direct] === 1 ? direct : NO_WAY;
      else choices[take + 1] = chosen[(takes[take]?.next ?? 0) * 2] ?? NO_WAY;
    }
    return choices;
  }
}

/** There is no circle without a character taken: a repetition passes `leave`, or takes one. */
function orderOf(program: Program): Int32Array {
  const { ops, takes, start } = program;
  const order: number[] = [];
  // 0 not met, 1 waiting for what it leads to, 2 done.
  const states = new Uint8Array(ops.length * 2);
  // Most steps of a long pattern stand directly before another one that takes a character.
  const waiting = [start, ...takes.map(({ next }) => next).filter((next) => ops[next] !== Op.take)];
  for (const [at, step] of waiting.entries()) waiting[at] = step * 2;
  while (waiting.length > 0) {
    const at = waiting[waiting.length - 1] ?? 0;
    if (states[at] === 0) {
      states[at] = 1;
      for (const to of leadsTo(program, at)) if (states[to] === 0) waiting.push(to);
      continue;
    }
    waiting.pop();
    if (states[at] === 1) order.push(at);
    states[at] = 2;
  }
  return Int32Array.from(order);
}

function leadsTo({ ops, next, other }: Program, at: number): readonly number[] {
  const step = at >> 1;
  const entered = at & 1;
  const to = (next[step] ?? 0) * 2;
  switch (ops[step]) {
    case Op.split:
      return [to + entered, (other[step] ?? 0) * 2 + entered];
    case Op.edge:
      return [to + entered];
    case Op.enter:
      return [to + 1];
    case Op.leave:
      return entered === 0 ? [to] : [];
    default:
      return [];
  }
}
