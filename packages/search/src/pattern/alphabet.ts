import { Kind, kindOf } from './place-kind.ts';
import type { Program } from './program.ts';

/** Characters that a pattern cannot tell apart. */
export interface CharacterGroup {
  readonly kind: number;
  /** Numbers of the steps that take such a character. */
  readonly takes: Int32Array;
}

/**
 * Puts the characters of texts, when first met, in groups that the pattern cannot tell apart: few, so that a table has a
 * column for each. Groups are numbered from 1.
 */
export class Alphabet {
  readonly groups: CharacterGroup[] = [{ kind: Kind.lineEnd, takes: new Int32Array(0) }];
  /** The group of each character below 256; 0 if not met yet. */
  readonly latin = new Uint16Array(256);
  readonly #pages: (Uint16Array | undefined)[] = [this.latin];
  readonly #numbers = new Map<string, number>();
  readonly #program: Program;
  readonly #takesOfSet: readonly (readonly number[])[];

  constructor(program: Program) {
    this.#program = program;
    const takesOfSet: number[][] = program.sets.map(() => []);
    for (const [take, { set }] of program.takes.entries()) takesOfSet[set]?.push(take);
    this.#takesOfSet = takesOfSet;
  }

  groupOf(codePoint: number): number {
    const page = codePoint >> 8;
    let groups = this.#pages[page];
    if (!groups) {
      groups = new Uint16Array(256);
      this.#pages[page] = groups;
    }
    const known = groups[codePoint & 255] ?? 0;
    if (known !== 0) return known;
    const group = this.#group(codePoint);
    groups[codePoint & 255] = group;
    return group;
  }

  #group(codePoint: number): number {
    const { sets, hasEdges } = this.#program;
    const kind = hasEdges ? kindOf(codePoint) : Kind.other;
    const taken = sets.flatMap((set, number) => (set.has(codePoint) ? [number] : []));
    const key = `${kind} ${taken.join(' ')}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      const takes = Int32Array.from(taken.flatMap((set) => this.#takesOfSet[set] ?? []));
      number = this.groups.push({ kind, takes }) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
