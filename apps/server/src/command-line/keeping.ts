import path from 'node:path';
import {
  type Backup,
  backUp,
  checkDatabase,
  countProject,
  type Database,
  findProject,
  purgeProject,
  restore as restoreBackup,
} from '@koersvast/db';
import {
  amount,
  type CommandLine,
  exitCodes,
  type Given,
  progressOf,
  type Subcommand,
  withholdUnlessNamed,
} from './command.ts';

/** The commands that keep, prove and delete what is in the database. */
export const keepingCommands: Record<string, Subcommand> = {
  check: {
    usage: 'check',
    about: 'verify the whole database: spans, quotes, offsets, streams, history',
    more: 'It changes nothing, and ends with 1 when something is wrong.',
    arguments: 0,
    run: (db, _given, line) => check(db, line),
  },
  backup: {
    usage: 'backup FILE',
    about: 'write everything into one file, while others go on working',
    more: `All of it is of one moment. Sessions, counters of sign-in attempts and presence are left out: after a restore
everybody signs in again. The file is compressed, readable by you alone, and there only when it is whole.`,
    arguments: 1,
    how: { schema: 'as it is', mayMake: false },
    run: backup,
  },
  restore: {
    usage: 'restore FILE',
    about: 'fill an empty database from such a file, and verify it',
    more: `The database must be empty: set DATA_DIR to a new folder, or DATABASE_URL to a new database. A backup of an
earlier Koersvast, or of another version of PostgreSQL, is brought up to date.`,
    arguments: 1,
    how: { schema: 'as it is', mayMake: true },
    run: restore,
  },
  purge: {
    usage: 'purge PROJECT',
    about: 'delete a project for good, with its history',
    more: `PROJECT is its id, or its name where only one project has it. You are shown what there is, and asked for the
name; --name NAME gives it without a terminal. People and other projects stay. There is no way back but a backup.`,
    arguments: 1,
    takesName: true,
    run: purge,
  },
};

async function check(db: Database, { say }: CommandLine): Promise<number> {
  const { problems, more, counts } = await checkDatabase(db);
  for (const { text } of problems) say(text);
  if (more) say('More is wrong than is listed here.');
  const looked = Object.entries(counts).map(([what, count]) => amount(count, what.replace(/s$/, '')));
  const found = problems.length === 0 ? 'No problems' : amount(problems.length, 'problem');
  say(`${found} in ${looked.join(', ')}.`);
  return problems.length === 0 ? exitCodes.done : exitCodes.found;
}

async function backup(db: Database, { args }: Given, line: CommandLine): Promise<number> {
  const file = fileOf(line, args);
  const progress = progressOf(line);
  const written = await backUp({
    directUrl: db.directUrl,
    file,
    signal: line.signal,
    onProgress: (step) => progress('Backing up', step),
  });
  line.say(`${file} holds ${summaryOf(written)} (${Math.ceil(written.size / 1000)} kB).`);
  return exitCodes.done;
}

async function restore(db: Database, { args }: Given, line: CommandLine): Promise<number> {
  const file = fileOf(line, args);
  const progress = progressOf(line);
  const restored = await restoreBackup({
    directUrl: db.directUrl,
    file,
    signal: line.signal,
    onProgress: (step, where) => progress(step === 'reading' ? 'Reading the file' : 'Restoring', where),
  });
  for (const name of restored.migrated) line.complain(`Brought up to date: ${name}`);
  line.complain('Everything is restored; verifying it');
  const code = await check(db, line);
  const { at } = restored.header;
  line.say(
    code === exitCodes.done
      ? `Restored ${summaryOf(restored)}, as of ${at}. Everybody signs in again.`
      : `Restored as of ${at}, exactly as the backup has it, and what is named above is wrong in it.`,
  );
  return code;
}

async function purge(db: Database, { args, name }: Given, line: CommandLine): Promise<number> {
  const [wanted = ''] = args;
  const project = await findProject(db, wanted);
  line.say(`${project.name} (${project.id})`);
  for (const { table, rows } of await countProject(db, project)) {
    line.say(`  ${table.padEnd(20)}${String(rows).padStart(10)}`);
  }
  const question = 'All of this will be deleted for good. Type the name of the project: ';
  const withheld = await withholdUnlessNamed(line, name, { name: project.name, question });
  if (withheld !== null) return withheld;
  const deleted = await purgeProject(db, project);
  const rows = deleted.reduce((sum, each) => sum + each.rows, 0);
  line.say(`${project.name} is gone, with ${amount(rows, 'row')}. Backups made before still hold it.`);
  return exitCodes.done;
}

/** npm runs its scripts in the folder of the program; a person names a file from where they are. */
function fileOf({ folder }: CommandLine, [file = '']: readonly string[]): string {
  return path.resolve(folder, file);
}

function summaryOf({ header, manifest }: Backup): string {
  const rows = new Map(manifest.tables.map((table) => [table.name, table.rows]));
  const counted = ['project', 'document', 'annotation', 'change'].map((noun) =>
    amount(rows.get(noun) ?? 0, noun),
  );
  return `${counted.join(', ')}, from PostgreSQL ${header.postgres}`;
}
