import type { Database } from '@koersvast/db';

export interface CommandLine {
  /** Opened only by a command that needs it. */
  open: (how: OpenHow) => Promise<{ db: Database; close: () => Promise<void> }>;
  say: (line: string) => void;
  /** For what went wrong, and for how far long work has come: what is said may be piped on. */
  complain: (line: string) => void;
  /** What a person types at the terminal; null where there is nobody who could. */
  ask: (question: string) => Promise<string | null>;
  /** Aborted when the person stops the command. */
  signal?: AbortSignal;
  /** The folder that the names of files count from. */
  folder: string;
}

/** How a command needs its database. */
export interface OpenHow {
  /** As it is: a backup is of what is there, and a restore makes the schema itself. */
  readonly schema: 'migrate' | 'as it is';
  /** Whether a data folder without a database gets a new one. */
  readonly mayMake: boolean;
}

interface Described {
  usage: string;
  about: string;
  /** What `COMMAND --help` says beside that. */
  more: string;
  /** How many it takes; some are one or more, and one may be left out. */
  arguments: number | 'some' | 'one or none';
  /** Whether it deletes, and so takes the name of what is to go: typed, or by `--name`. */
  takesName?: boolean;
  /** Which of the other options it takes. */
  takesOptions?: readonly OptionName[];
}

/** Options that only some commands take. */
export const optionNames = ['round', 'json', 'cases'] as const;
export type OptionName = (typeof optionNames)[number];

/** A command over the database. */
export interface DataCommand extends Described {
  how?: OpenHow;
  run: (db: Database, given: Given, line: CommandLine) => Promise<number>;
}

/** A command that needs no database. */
interface LoneCommand extends Described {
  runAlone: (given: Given, line: CommandLine) => Promise<number>;
}

export type Subcommand = DataCommand | LoneCommand;

export interface Given {
  readonly args: readonly string[];
  readonly name: string | undefined;
  readonly round?: string | undefined;
  readonly json?: boolean | undefined;
  readonly cases?: string | undefined;
}

/** What a command ends with. */
export const exitCodes = { done: 0, found: 1, misused: 2, stopped: 130 } as const;

export const plainly: OpenHow = { schema: 'migrate', mayMake: false };

const PROGRESS_MS = 2_000;

/** Says how far long work has come, and not too often. */
export function progressOf({ complain }: CommandLine) {
  let last = Date.now();
  return (doing: string, { table, bytes }: { table: string; bytes: number }) => {
    if (Date.now() - last < PROGRESS_MS) return;
    last = Date.now();
    complain(`${doing}: ${Math.round(bytes / 1_000_000)} MB so far, in the table ${table}`);
  };
}

/** Null when the person has given the name of what is to go; otherwise the exit code, and nothing is to be done. */
export async function withholdUnlessNamed(
  line: CommandLine,
  given: string | undefined,
  { name, question }: { name: string; question: string },
): Promise<number | null> {
  const typed = given ?? (await line.ask(question));
  if (typed === null) {
    line.complain('Nothing was done. Without a terminal to type it at, give the name with --name.');
    return exitCodes.misused;
  }
  if (typed.trim() === name.trim()) return null;
  line.complain(`Nothing was done: the name is ${name}.`);
  return exitCodes.found;
}

export function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
