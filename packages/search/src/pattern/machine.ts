import { SpanList, type Spans } from '../spans.ts';
import { Alphabet, type CharacterGroup } from './alphabet.ts';
import { KINDS, Kind } from './place-kind.ts';
import type { Program } from './program.ts';
import { MATCH, NO_WAY, Routes } from './routes.ts';
import { type State, States } from './states.ts';
import { PatternRefusal, patternLimits } from './syntax.ts';

/** Counts what was done: characters looked at, and steps of the pattern gone through. */
export interface Meter {
  steps: number;
}

/** States are forgotten, between blocks, when they take more than this. */
const roomForStates = 24_000_000;
const blockLimits = { min: 1_024, max: 65_536 };
const UNKNOWN = -1;
const noGroup: CharacterGroup = { kind: Kind.other, takes: new Int32Array(0) };
const UNCHOSEN = -3;
/** What was chosen is kept for patterns of so many steps at most: for large ones, room matters more. */
const keepsChoices = 256;

// Of the block that is being read; one at a time, so that one room does for all patterns.
const room = { states: new Int32Array(1_025), candidates: new Int32Array(1_025) };

/**
 * Finds all matches in time linear in the text, whatever the pattern.
 *
 * The text is read once from its end: the state at each place says which steps of the pattern can go on from there to a
 * match. States are few, and made when first met. Where a match can begin is then known, and from there it is followed
 * without looking further than its end. A long text is read in blocks, those with matches twice, so that what is kept
 * does not grow with it.
 */
export class Machine {
  readonly #program: Program;
  readonly #alphabet: Alphabet;
  readonly #routes: Routes;
  readonly #block: number;
  readonly #maxStates: number;
  readonly #states: States;
  /** By state and kind of the character before: for the start (0) and each step (from 1) which step comes next. */
  #choices: (Int32Array | undefined)[] = [];
  /** By state and group: 2 x the state before such a character + 1 if a match begins behind it. */
  #table = new Int32Array(0);
  #columns = 16;
  #steps = 0;
  /** Of all texts so far. */
  #work = 0;
  #read = 0;

  constructor(program: Program) {
    this.#program = program;
    this.#alphabet = new Alphabet(program);
    this.#routes = new Routes(program);
    this.#states = new States(program.takes.length);
    const bytes = program.takes.length * (program.takes.length <= keepsChoices ? 5 : 1) + 200;
    this.#maxStates = Math.floor(roomForStates / bytes);
    this.#block = Math.min(blockLimits.max, Math.max(blockLimits.min, this.#maxStates));
  }

  /** In indices of the folded text: from the left, not overlapping, none empty. */
  findAll(folded: string, meter?: Meter): Spans {
    this.#steps = 0;
    const found = new Search(this, folded, this.#block).run();
    if (meter) meter.steps += this.#steps;
    return found;
  }

  /** What follows the end of a text: nothing that can be taken. */
  endState(): State {
    const { takes, hasEdges } = this.#program;
    const taken = new Uint8Array(takes.length);
    return { taken, after: hasEdges ? Kind.lineEnd : Kind.other };
  }

  /**
   * Reads a block from its end, `end` being the state there: fills `room` with the state of each place, and with the
   * places at which a match begins, from the last. The place at `to` is left to the block that begins there.
   */
  read(
    folded: string,
    from: number,
    to: number,
    end: State,
  ): { readonly start: State; readonly count: number } {
    if (this.#states.count > this.#maxStates) this.#forget();
    makeRoom(to - from + 1);
    const { states, candidates } = room;
    const { latin } = this.#alphabet;
    let state = this.#states.number(end);
    this.#makeTable();
    let table = this.#table;
    let columns = this.#columns;
    let count = 0;
    let at = to;
    while (at > from) {
      states[at - from] = state;
      const unit = folded.charCodeAt(at - 1);
      let group = latin[unit] ?? 0;
      let size = 1;
      if (group === 0) {
        const codePoint = codePointBefore(folded, at);
        size = codePoint > 0xffff ? 2 : 1;
        group = this.#alphabet.groupOf(codePoint);
      }
      let entry = group < columns ? (table[state * columns + group] ?? UNKNOWN) : UNKNOWN;
      if (entry === UNKNOWN) {
        entry = this.#step(state, group);
        table = this.#table;
        columns = this.#columns;
      }
      if ((entry & 1) === 1) candidates[count++] = at;
      state = entry >> 1;
      at -= size;
    }
    states[0] = state;
    this.#steps += to - from;
    this.#read += to - from;
    // The last place is the first of another block.
    if (count > 0 && candidates[0] === to) candidates.copyWithin(0, 1, count--);
    if (from < to && this.choose(state, this.kindBefore(folded, from), 0) >= 0) candidates[count++] = from;
    return {
      start: { taken: this.#states.takenOf(state).slice(), after: this.#states.afterOf(state) },
      count,
    };
  }

  /** Which step comes next, at a place of this state behind a character of that kind: from the start, or behind a step. */
  choose(state: number, before: number, from: number): number {
    const row = state * KINDS + before;
    let kept = this.#choices[row];
    if (kept) {
      const choice = kept[from] ?? UNCHOSEN;
      if (choice !== UNCHOSEN) return choice;
    }
    const routes = this.#routes;
    routes.look(this.#states.takenOf(state), before, this.#states.afterOf(state));
    this.#spend(routes.cost);
    const choice = routes.choose(from === 0 ? routes.start : (routes.behind[from - 1] ?? routes.start));
    if (routes.takes > keepsChoices) return choice;
    if (!kept) {
      kept = new Int32Array(routes.takes + 1).fill(UNCHOSEN);
      this.#choices[row] = kept;
    }
    kept[from] = choice;
    return choice;
  }

  kindBefore(folded: string, at: number): number {
    if (!this.#program.hasEdges) return Kind.other;
    if (at === 0) return Kind.lineEnd;
    const group = this.#alphabet.groupOf(codePointBefore(folded, at));
    return this.#alphabet.groups[group]?.kind ?? Kind.other;
  }

  /** Reading a character of the group backwards, from the place before which it stands. */
  #step(state: number, group: number): number {
    const { kind, takes } = this.#alphabet.groups[group] ?? noGroup;
    const routes = this.#routes;
    const draft = this.#states.draft();
    routes.look(this.#states.takenOf(state), kind, this.#states.afterOf(state));
    routes.advance(takes, draft);
    this.#spend(routes.cost + takes.length);
    const begins = routes.choose(routes.start) >= 0 ? 1 : 0;
    const entry = this.#states.numberDraft(kind) * 2 + begins;
    this.#makeTable();
    this.#table[state * this.#columns + group] = entry;
    return entry;
  }

  #makeTable(): void {
    const columns = this.#columns;
    let wide = columns;
    while (wide < this.#alphabet.groups.length) wide *= 2;
    let rows = Math.floor(this.#table.length / columns);
    if (wide === columns && rows >= this.#states.count) return;
    const table = this.#table;
    const had = rows;
    rows = Math.max(8, rows);
    while (rows < this.#states.count) rows *= 2;
    this.#table = new Int32Array(rows * wide).fill(UNKNOWN);
    for (let row = 0; row < had; row++) {
      this.#table.set(table.subarray(row * columns, (row + 1) * columns), row * wide);
    }
    this.#columns = wide;
  }

  #forget(): void {
    this.#states.forget();
    this.#choices = [];
    this.#table = new Int32Array(0);
  }

  /** A pattern that learns something new of each character is refused before it takes long. */
  #spend(work: number): void {
    this.#steps += work;
    this.#work += work;
    const { first, each } = patternLimits.work;
    if (this.#work > first + each * this.#read) throw new PatternRefusal('pattern_too_large', 0, 0);
  }

  /** Counts what is done elsewhere for the same search. */
  count(steps: number): void {
    this.#steps += steps;
  }
}

function makeRoom(length: number): void {
  if (room.states.length >= length) return;
  const size = Math.min(blockLimits.max + 2, length * 2);
  room.states = new Int32Array(size);
  room.candidates = new Int32Array(size);
}

function codePointBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  if ((unit & 0xfc00) !== 0xdc00 || at < 2) return unit;
  const high = text.charCodeAt(at - 2);
  if ((high & 0xfc00) !== 0xd800) return unit;
  return 0x10000 + ((high & 0x3ff) << 10) + (unit & 0x3ff);
}

/** One text: its blocks from the last to the first, then its matches from the first to the last. */
class Search {
  readonly #machine: Machine;
  readonly #folded: string;
  readonly #block: number;
  readonly #blocks: number;
  /** What follows each block. */
  readonly #ends: State[] = [];
  #loaded = -1;
  #count = 0;

  constructor(machine: Machine, folded: string, block: number) {
    this.#machine = machine;
    this.#folded = folded;
    this.#block = block;
    this.#blocks = Math.max(1, Math.ceil(folded.length / block));
  }

  run(): Spans {
    const found = new SpanList();
    const counts = this.#readBackwards();
    let from = 0;
    let block = 0;
    while (block < this.#blocks) {
      if (counts[block] === 0) {
        block++;
        continue;
      }
      if (this.#loaded !== block) this.#load(block);
      for (let each = this.#count - 1; each >= 0 && this.#loaded === block; each--) {
        const start = room.candidates[each] ?? 0;
        if (start < from) continue;
        from = this.#follow(start);
        found.add(start, from);
      }
      block = this.#loaded === block ? block + 1 : this.#loaded;
    }
    return found.spans();
  }

  /** How many matches can begin in each block. */
  #readBackwards(): readonly number[] {
    const counts: number[] = new Array(this.#blocks).fill(0);
    this.#ends[this.#blocks - 1] = this.#machine.endState();
    for (let block = this.#blocks - 1; block >= 0; block--) {
      const start = this.#load(block);
      counts[block] = this.#count;
      if (block > 0) this.#ends[block - 1] = start;
    }
    return counts;
  }

  #load(block: number): State {
    const end = this.#ends[block] ?? this.#machine.endState();
    const { start, count } = this.#machine.read(this.#folded, this.#edge(block), this.#edge(block + 1), end);
    this.#loaded = block;
    this.#count = count;
    return start;
  }

  /** Where a block begins: never within a pair of surrogates. */
  #edge(block: number): number {
    const at = Math.min(this.#folded.length, block * this.#block);
    return at > 0 && codePointBefore(this.#folded, at + 1) > 0xffff ? at - 1 : at;
  }

  /** From where a match begins to where it ends. */
  #follow(start: number): number {
    const machine = this.#machine;
    let from = this.#edge(this.#loaded);
    let to = this.#edge(this.#loaded + 1);
    let at = start;
    let came = 0;
    for (;;) {
      if (at > to) {
        this.#load(this.#loaded + 1);
        from = to;
        to = this.#edge(this.#loaded + 1);
      }
      const choice = machine.choose(room.states[at - from] ?? 0, machine.kindBefore(this.#folded, at), came);
      if (choice === MATCH || choice === NO_WAY) break;
      came = choice + 1;
      at += (this.#folded.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
    machine.count(at - start);
    return at;
  }
}
