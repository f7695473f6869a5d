import { parseArgs } from 'node:util';
import { KeepingRefusal } from '@koersvast/db';
import { agreementCommands } from './command-line/agreement.ts';
import {
  type CommandLine,
  type DataCommand,
  exitCodes,
  type Given,
  type OptionName,
  optionNames,
  plainly,
  type Subcommand,
} from './command-line/command.ts';
import { demoCommands } from './command-line/demo.ts';
import { findCommands } from './command-line/find.ts';
import { keepingCommands } from './command-line/keeping.ts';
import { mailCommands } from './command-line/mail.ts';
import { peopleCommands } from './command-line/people.ts';
import { readingCommands } from './command-line/reading.ts';

const COMMANDS: Record<string, Subcommand> = {
  ...keepingCommands,
  ...peopleCommands,
  ...mailCommands,
  ...readingCommands,
  ...findCommands,
  ...agreementCommands,
  ...demoCommands,
};

/** How wide the list of commands has the column of how each is called. */
const USAGE = 22;

/** Runs one command and returns the process's exit code. */
export async function runCommandLine(argv: string[], line: CommandLine): Promise<number> {
  const parsed = parse(argv);
  if (typeof parsed === 'string') {
    line.complain(`${parsed}\n\n${help()}`);
    return exitCodes.misused;
  }
  const { name, help: asksHelp, given } = parsed;
  if (name === 'help') {
    line.say(help());
    return exitCodes.done;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    line.complain(`There is no command ${name}.\n\n${help()}`);
    return exitCodes.misused;
  }
  if (asksHelp) {
    line.say(helpOf(command));
    return exitCodes.done;
  }
  if (!takes(command, given)) {
    line.complain(`Usage: npm run koersvast -- ${usageOf(command)}`);
    return exitCodes.misused;
  }
  return 'runAlone' in command ? command.runAlone(given, line) : runOpened(command, given, line);
}

function isEnough(many: Subcommand['arguments'], given: number): boolean {
  if (many === 'one or none') return given <= 1;
  return many === 'some' ? given > 0 : given === many;
}

function takes({ arguments: many, takesName, takesOptions = [] }: Subcommand, given: Given): boolean {
  const { length } = given.args;
  if (!isEnough(many, length)) return false;
  const isTaken = (name: OptionName) => given[name] === undefined || takesOptions.includes(name);
  return (given.name === undefined || takesName === true) && optionNames.every(isTaken);
}

async function runOpened(command: DataCommand, given: Given, line: CommandLine): Promise<number> {
  const { db, close } = await line.open(command.how ?? plainly);
  try {
    return await command.run(db, given, line);
  } catch (error) {
    if (line.signal?.aborted) {
      line.complain('Stopped. What had not been finished was taken back.');
      return exitCodes.stopped;
    }
    if (!(error instanceof KeepingRefusal)) throw error;
    line.complain(error.message);
    return exitCodes.found;
  } finally {
    await close();
  }
}

function parse(argv: string[]): { name: string; help: boolean; given: Given } | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        name: { type: 'string' },
        round: { type: 'string' },
        json: { type: 'boolean' },
        cases: { type: 'string' },
      },
    });
    const [name = 'help', ...args] = positionals;
    const { help: asksHelp, ...options } = values;
    return { name, help: asksHelp === true, given: { args, ...options, name: values.name } };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function usageOf({ usage, takesName }: Subcommand): string {
  return takesName ? `${usage} [--name NAME]` : usage;
}

function helpOf(command: Subcommand): string {
  return `npm run koersvast -- ${usageOf(command)}\n\n${command.about}\n\n${command.more}`;
}

function help(): string {
  const rows = [...Object.values(COMMANDS), { usage: 'help', about: 'this list' }];
  // What is longer than its column has the next line for what it does.
  const asColumn = (usage: string) =>
    usage.length < USAGE ? usage.padEnd(USAGE) : `${usage}\n${' '.repeat(USAGE + 2)}`;
  const list = rows.map(({ usage, about }) => `  ${asColumn(usage)}${about}`).join('\n');
  return `npm run koersvast -- COMMAND\n\n${list}\n\nCOMMAND --help says more about one of them. The server may be running or not. The same settings apply as to the\nserver (DATA_DIR, DATABASE_URL).`;
}
