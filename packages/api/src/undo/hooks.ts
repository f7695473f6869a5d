import type { UndoableNoun } from '@koersvast/core/noun';
import type { Command, Rows, Told } from '@koersvast/db';
import type { UndoableChange } from './inverse.ts';
import type { UndoTarget } from './target.ts';

/** What is undone. */
export interface Undone {
  readonly command: Command;
  readonly target: UndoTarget;
  /** What the operation did to what undo reaches, in the order in which it did it. */
  readonly changes: readonly UndoableChange[];
}

/** Changes that are looked at one by one, by whether the giver may see them. */
export interface LeftOver {
  readonly seen: readonly UndoableChange[];
  readonly unseen: readonly UndoableChange[];
}

/** What a noun has found out and done before its changes are taken back. */
export interface Begun {
  /** Of what it took back by itself, what is left to be taken back one by one. */
  readonly left?: LeftOver;
  /** What the giver can see now of others' work, by which their own counts from now on. */
  readonly sight?: Told['beside'];
  /** The same where it worked on several letters. */
  readonly sightAt?: (change: UndoableChange) => Told['beside'];
}

/** How the commands of a noun are undone, beside the changes that they made. All in this order, and optional. */
export interface UndoOfCommands {
  /** They work in their giver's own work, which does not wait while they code the letter blind. */
  readonly ofOwnWork?: boolean;
  /** What is held before the rounds are. */
  hold?(command: Command, target: UndoTarget): Promise<void>;
  /** Takes back what no change tells of; whether there was anything. */
  beside?(undone: Undone): Promise<boolean>;
  /** Takes all of it back in a way of its own; whether it did. */
  instead?(undone: Undone): Promise<boolean>;
  /** Holds and asks what the command that would do the same holds and asks. */
  before?(undone: Undone): Promise<Begun>;
  /** Puts right what depends on it. `alone` are the changes that were taken back one by one. */
  after?(undone: Undone, alone: readonly UndoableChange[]): Promise<void>;
}

/** A row that is held, and what is to be written over it. */
export interface Inverse<N extends UndoableNoun> {
  readonly current: Rows[N];
  readonly patch: Partial<Rows[N]>;
}

/** How rows of a noun are taken back, whatever command changed them. */
export interface UndoOfRows<N extends UndoableNoun> {
  write(command: Command, current: Rows[N], patch: Partial<Rows[N]>, told: Told): Promise<Rows[N]>;
  /** Whether it is told with a row what its coder can see of others' work. */
  readonly tellsSight?: boolean;
  /** Asks what must be so of rows that are taken back, and completes what is written over them, one for each. */
  settle?(command: Command, inverses: readonly Inverse<N>[]): Promise<Partial<Rows[N]>[]>;
  /** Takes all rows back at once, the last change first, where they depend on one another. */
  together?(
    command: Command,
    target: UndoTarget,
    changes: readonly Extract<UndoableChange, { noun: N }>[],
  ): Promise<void>;
}
