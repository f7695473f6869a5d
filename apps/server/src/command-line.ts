import { parseArgs } from 'node:util';
import { listUsers, resetPassword } from '@koersvast/api';
import { checkDatabase, type Database } from '@koersvast/db';

export interface CommandLine {
  /** Opened only by a command that needs it. */
  open: () => Promise<{ db: Database; close: () => Promise<void> }>;
  say: (line: string) => void;
  complain: (line: string) => void;
}

interface Command {
  usage: string;
  about: string;
  arguments: number;
  run: (db: Database, args: string[], line: CommandLine) => Promise<number>;
}

/** What a command ends with. */
const exitCodes = { done: 0, found: 1, misused: 2 } as const;

const COMMANDS: Record<string, Command> = {
  check: {
    usage: 'check',
    about: 'verify the whole database: spans, quotes, offsets, streams, history',
    arguments: 0,
    run: check,
  },
  users: { usage: 'users', about: 'list who has an account', arguments: 0, run: users },
  'reset-password': {
    usage: 'reset-password EMAIL',
    about: 'give somebody a new password, and end their sessions',
    arguments: 1,
    run: reset,
  },
};

/** Runs one command and returns the process's exit code. */
export async function runCommandLine(argv: string[], line: CommandLine): Promise<number> {
  const parsed = parse(argv);
  if (typeof parsed === 'string') {
    line.complain(`${parsed}\n\n${help()}`);
    return exitCodes.misused;
  }
  const { name, args } = parsed;
  if (name === 'help') {
    line.say(help());
    return exitCodes.done;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    line.complain(`There is no command ${name}.\n\n${help()}`);
    return exitCodes.misused;
  }
  if (args.length !== command.arguments) {
    line.complain(`Usage: npm run koersvast -- ${command.usage}`);
    return exitCodes.misused;
  }
  const { db, close } = await line.open();
  try {
    return await command.run(db, args, line);
  } finally {
    await close();
  }
}

function parse(argv: string[]): { name: string; args: string[] } | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    });
    const [name = 'help', ...args] = positionals;
    return values.help ? { name: 'help', args: [] } : { name, args };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function help(): string {
  const rows = [...Object.values(COMMANDS), { usage: 'help', about: 'this list' }];
  const list = rows.map(({ usage, about }) => `  ${usage.padEnd(22)}${about}`).join('\n');
  return `npm run koersvast -- COMMAND\n\n${list}\n\nThe server may be running or not. The same settings apply as to the server (DATA_DIR, DATABASE_URL).`;
}

async function check(db: Database, _args: string[], { say }: CommandLine): Promise<number> {
  const { problems, counts } = await checkDatabase(db);
  for (const { text } of problems) say(text);
  const looked = Object.entries(counts).map(([what, count]) => amount(count, what.replace(/s$/, '')));
  const found = problems.length === 0 ? 'No problems' : amount(problems.length, 'problem');
  say(`${found} in ${looked.join(', ')}.`);
  return problems.length === 0 ? exitCodes.done : exitCodes.found;
}

async function users(db: Database, _args: string[], { say }: CommandLine): Promise<number> {
  const people = await listUsers(db);
  if (people.length === 0) say('Nobody has an account yet: npm start prints the link of the first owner.');
  for (const { name, email, installationRole, projects, createdAt } of people) {
    say(
      [email, name, installationRole, amount(projects, 'project'), createdAt.toISOString().slice(0, 10)].join(
        '\t',
      ),
    );
  }
  return exitCodes.done;
}

async function reset(db: Database, [email = '']: string[], { say, complain }: CommandLine): Promise<number> {
  const password = await resetPassword(db, email);
  if (password === null) {
    complain(`Nobody has the address ${email}.`);
    return exitCodes.found;
  }
  say(`The new password of ${email} is ${password}`);
  return exitCodes.done;
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
