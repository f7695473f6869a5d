import { foldCharacter } from '../fold/character.ts';
import { anyCharacter, type CharacterSet, characterClass, oneCharacter } from './character-set.ts';
import { type Edge, type Node, PatternRefusal, patternLimits } from './syntax.ts';

export const Op = { take: 0, split: 1, edge: 2, enter: 3, leave: 4, end: 5 } as const;

/**
 * A pattern as steps, each with what comes next.
 *
 * `take` takes one character of a set; `split` tries `next` first, then `other`; `edge` goes on at such a place alone.
 * `enter` and `leave` stand around one repetition of what may be empty: as in JavaScript, a repetition that is not
 * asked for fails if it took nothing, so that `leave` fails where nothing was taken since an `enter`.
 */
export interface Program {
  readonly ops: Uint8Array;
  readonly next: Int32Array;
  readonly other: Int32Array;
  /** Of a `take`, its number among these; of an `edge`, which one. */
  readonly value: Int32Array;
  readonly start: number;
  /** The steps that take a character: where each goes on, and the number of its set. */
  readonly takes: readonly { readonly next: number; readonly set: number }[];
  readonly sets: readonly CharacterSet[];
  /** Whether any edge is asked for. */
  readonly hasEdges: boolean;
}

export const edgeNumbers: Readonly<Record<Edge, number>> = {
  'line-start': 0,
  'line-end': 1,
  'word-edge': 2,
  'no-word-edge': 3,
};

/** @throws PatternRefusal if it has more steps than allowed. */
export function compileProgram(node: Node): Program {
  const compiler = new Compiler();
  const end = compiler.add(node, Op.end, -1);
  return compiler.program(compiler.compile(node, end));
}

/** Compiles from the end: each piece is told what comes after it. */
class Compiler {
  readonly #ops: number[] = [];
  readonly #next: number[] = [];
  readonly #other: number[] = [];
  readonly #value: number[] = [];
  readonly #takes: { next: number; set: number }[] = [];
  readonly #sets: CharacterSet[] = [];
  readonly #setNumbers = new Map<string, number>();
  readonly #setOf = new Map<Node, CharacterSet>();
  readonly #isEmptyAble = new Map<Node, boolean>();
  /** Pieces looked at: what has no steps may still be repeated a thousand times a thousand. */
  #looks = 0;

  add(at: Node, op: number, next: number, other = -1, value = 0): number {
    if (this.#ops.length >= patternLimits.states)
      throw new PatternRefusal('pattern_too_large', at.start, at.end);
    this.#ops.push(op);
    this.#next.push(next);
    this.#other.push(other);
    this.#value.push(value);
    return this.#ops.length - 1;
  }

  compile(node: Node, next: number): number {
    if (++this.#looks > patternLimits.states * 4) {
      throw new PatternRefusal('pattern_too_large', node.start, node.end);
    }
    switch (node.kind) {
      case 'empty':
        return next;
      case 'literal':
        return this.#literal(node, next);
      case 'any':
      case 'class':
        return this.#take(node, this.#set(node), next);
      case 'edge':
        return this.add(node, Op.edge, next, -1, edgeNumbers[node.edge]);
      case 'row':
        return node.nodes.reduceRight((after, part) => this.compile(part, after), next);
      case 'choice': {
        const [last, ...before] = node.nodes.map((part) => this.compile(part, next)).reverse();
        return before.reduce((other, part) => this.add(node, Op.split, part, other), last ?? next);
      }
      case 'repeat':
        return this.#repeat(node, next);
    }
  }

  #literal(node: Extract<Node, { kind: 'literal' }>, next: number): number {
    const folded = [...foldCharacter(String.fromCodePoint(node.codePoint))];
    return folded.reduceRight(
      (after, part) => this.#take(node, oneCharacter(part.codePointAt(0) ?? 0), after),
      next,
    );
  }

  #set(node: Extract<Node, { kind: 'any' | 'class' }>): CharacterSet {
    const known = this.#setOf.get(node);
    if (known) return known;
    const set = node.kind === 'any' ? anyCharacter : characterClass(node.items, node.isOther);
    this.#setOf.set(node, set);
    return set;
  }

  #take(at: Node, set: CharacterSet, next: number): number {
    let number = this.#setNumbers.get(set.key);
    if (number === undefined) {
      number = this.#sets.push(set) - 1;
      this.#setNumbers.set(set.key, number);
    }
    const take = this.#takes.push({ next, set: number }) - 1;
    return this.add(at, Op.take, next, -1, take);
  }

  /** What is too large is the outermost repetition. */
  #repeat(node: Extract<Node, { kind: 'repeat' }>, next: number): number {
    try {
      return this.#repeated(node, next);
    } catch (error) {
      if (error instanceof PatternRefusal) throw new PatternRefusal(error.error.code, node.start, node.end);
      throw error;
    }
  }

  #repeated(node: Extract<Node, { kind: 'repeat' }>, next: number): number {
    const { node: body, min, max, isLazy } = node;
    if (max === 0 || body.kind === 'empty') return next;
    let start = next;
    if (max === Number.POSITIVE_INFINITY) {
      start = this.add(node, Op.split, next, next);
      const once = this.#optional(body, start);
      this.#choose(start, once, next, isLazy);
    } else {
      for (let left = max - min; left > 0; left--) {
        const once = this.#optional(body, start);
        start = this.add(node, Op.split, -1, -1);
        this.#choose(start, once, next, isLazy);
      }
    }
    for (let left = min; left > 0; left--) start = this.compile(body, start);
    return start;
  }

  #choose(split: number, once: number, next: number, isLazy: boolean): void {
    this.#next[split] = isLazy ? next : once;
    this.#other[split] = isLazy ? once : next;
  }

  /** One repetition that is not asked for. */
  #optional(body: Node, next: number): number {
    if (!this.#mayBeEmpty(body)) return this.compile(body, next);
    const leave = this.add(body, Op.leave, next);
    return this.add(body, Op.enter, this.compile(body, leave));
  }

  #mayBeEmpty(node: Node): boolean {
    const known = this.#isEmptyAble.get(node);
    if (known !== undefined) return known;
    const answer = this.#mayBe(node);
    this.#isEmptyAble.set(node, answer);
    return answer;
  }

  #mayBe(node: Node): boolean {
    switch (node.kind) {
      case 'literal':
        return foldCharacter(String.fromCodePoint(node.codePoint)) === '';
      case 'any':
      case 'class':
        return false;
      case 'row':
        return node.nodes.every((part) => this.#mayBeEmpty(part));
      case 'choice':
        return node.nodes.some((part) => this.#mayBeEmpty(part));
      case 'repeat':
        return node.min === 0 || this.#mayBeEmpty(node.node);
      default:
        return true;
    }
  }

  program(start: number): Program {
    return {
      ops: Uint8Array.from(this.#ops),
      next: Int32Array.from(this.#next),
      other: Int32Array.from(this.#other),
      value: Int32Array.from(this.#value),
      start,
      takes: this.#takes,
      sets: this.#sets,
      hasEdges: this.#ops.includes(Op.edge),
    };
  }
}
