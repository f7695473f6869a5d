import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createFirstOwner } from '@koersvast/api';
import { checkDatabase, openDatabase, outsideTransaction } from '@koersvast/db';
import {
  buildMember,
  buildPerson,
  buildProject,
  buildRound,
  buildTag,
  createEmptyDatabaseUrl,
  createTestDatabase,
  dropTestDatabase,
  type TestDatabase,
} from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandLine } from './command-line/command.ts';
import { runCommandLine } from './command-line.ts';
import { bare } from './testing/server-process.ts';

let db: TestDatabase;
let folder: string;

beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-commands-'));
  await createFirstOwner(db, { name: 'Els', email: 'els@example.org', password: 'a long enough one' });
});

afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

async function run(...argv: string[]) {
  return runAs({}, ...argv);
}

async function runAs(over: Partial<CommandLine>, ...argv: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  let opened = 0;
  let closed = 0;
  const code = await runCommandLine(argv, {
    open: async () => {
      opened += 1;
      return {
        db,
        close: async () => {
          closed += 1;
        },
      };
    },
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
    ask: async () => null,
    folder,
    ...over,
  });
  if (!over.open) expect(closed).toBe(opened);
  return { code, opened, said: said.join('\n'), complained: complained.join('\n') };
}

test('first-owner refuses where there are people', async () => {
  const { code, said, complained } = await run('first-owner');
  expect({ code, said }).toEqual({ code: 1, said: '' });
  expect(complained).toContain('There are people already');
});

test.each([[[]], [['help']], [['--help']]])('%o lists the commands and opens nothing', async (argv) => {
  const { code, opened, said } = await run(...argv);
  expect({ code, opened }).toEqual({ code: 0, opened: 0 });
  const names = ['check', 'backup FILE', 'restore FILE', 'purge PROJECT'];
  for (const name of [
    ...names,
    'read FILE…',
    'agreement PROJECT',
    'find --cases FILE',
    'users',
    'first-owner',
    'reset-password EMAIL',
    'reset-factor EMAIL',
    'mail-test ADDRESS',
    'role EMAIL ROLE',
    'hand-over EMAIL SUCCESSOR',
    'erase EMAIL',
    'demo [EMAIL]',
    'help',
  ])
    expect(said.split('\n').map((line) => `${line} `)).toContainEqual(expect.stringContaining(`  ${name} `));
  // However long a command is, what it does is apart from it.
  expect(said).toMatch(/^ {2}hand-over EMAIL SUCCESSOR\n {24}make a member owner/m);
});

const commands = [
  'check',
  'backup',
  'restore',
  'purge',
  'users',
  'first-owner',
  'reset-password',
  'reset-factor',
  'role',
  'hand-over',
  'erase',
  'mail-test',
  'read',
  'find',
  'agreement',
  'demo',
];

test('each command that is listed is asked for more about it', async () => {
  const listed = [...(await run('help')).said.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name);
  expect(listed).toEqual([...commands, 'help']);
});

test.each(commands)('%s --help says more about it, and opens nothing', async (name) => {
  const { code, opened, said } = await run(name, '--help');
  expect({ code, opened }).toEqual({ code: 0, opened: 0 });
  expect(said).toMatch(new RegExp(`^npm run koersvast -- ${name}.*\\n\\n.+\\n\\n.+`));
});

test.each([
  [['chekc'], 'There is no command chekc.'],
  [['check', '--deep'], "Unknown option '--deep'"],
  [['reset-password'], 'Usage: npm run koersvast -- reset-password EMAIL'],
  [['reset-factor'], 'Usage: npm run koersvast -- reset-factor EMAIL'],
  [['users', 'els'], 'Usage: npm run koersvast -- users'],
  [['backup'], 'Usage: npm run koersvast -- backup FILE'],
  [['backup', 'file', '--name', 'x'], 'Usage: npm run koersvast -- backup FILE'],
  [['purge'], 'Usage: npm run koersvast -- purge PROJECT [--name NAME]'],
  [['role', 'els@example.org'], 'Usage: npm run koersvast -- role EMAIL ROLE'],
  [['read'], 'Usage: npm run koersvast -- read FILE…'],
  [['check', '--round', '1'], 'Usage: npm run koersvast -- check'],
  [['agreement'], 'Usage: npm run koersvast -- agreement PROJECT [--round N] [--json]'],
  [['demo', 'a@example.org', 'b@example.org'], 'Usage: npm run koersvast -- demo [EMAIL]'],
  [['constructor'], 'There is no command constructor.'],
])('%o is refused with what would be right', async (argv, words) => {
  const { code, opened, said, complained } = await run(...argv);
  expect({ code, opened, said }).toEqual({ code: 2, opened: 0, said: '' });
  expect(complained).toContain(words);
});

test('read prints a line for each file, in their order, and opens no database', async () => {
  const files = {
    'brief 😀.xml':
      '<kamerstuk><al>Een 😀 brief.<noot id="a"><noot.nr>1</noot.nr><noot.al>Noot.</noot.al></noot></al></kamerstuk>',
    'diep.xml': `<?xml version="1.0"?>${'<a>'.repeat(20_000)}`,
    'leeg.txt': '',
    'kst-1-2.xml': '<kamerstuk><al>Kort.</al></kamerstuk>',
    'kst-1-2.metadata.xml':
      '<metadata_gegevens><metadata name="DC.identifier" content="kst-1-2"/></metadata_gegevens>',
  };
  const inbox = await mkdtemp(path.join(tmpdir(), 'koersvast-read-'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(inbox, name), text);
  await symlink('kring.txt', path.join(inbox, 'kring.txt'));
  const names = [...Object.keys(files), 'nergens.txt', '.', '/dev/zero', 'kring.txt'];
  const { code, opened, said } = await runAs({ folder: inbox }, 'read', ...names);
  await rm(inbox, { recursive: true });
  expect({ code, opened }).toEqual({ code: 0, opened: 0 });
  const lines = said.split('\n').map((line) => JSON.parse(line));
  expect(lines.map(({ file }) => file)).toEqual(names);
  expect(Object.keys(lines[0]).join(' ')).toBe(
    'file format reader title language text blocks notes metadata notices',
  );
  expect(lines[0]).toEqual({
    ...{
      file: 'brief 😀.xml',
      format: 'op-xml',
      reader: 'op-xml 6',
      title: null,
      language: 'nl',
      notices: [],
    },
    text: 'Een 😀 brief.\n\nNoot.',
    blocks: [
      { kind: 'paragraph', level: null, start: 0, end: 12 },
      { kind: 'footnote', level: null, start: 14, end: 19 },
    ],
    notes: [{ mark: '1', start: 14, end: 19, at: 12 }],
    metadata: { kind: { value: 'Kamerstuk', start: null, end: null } },
  });
  expect(lines.slice(1).map(({ error, metadata }) => error ?? metadata)).toEqual([
    expect.stringContaining('more things lie within each other'),
    'There is no text in this file.',
    { kind: expect.anything(), identifier: { value: 'kst-1-2', start: null, end: null } },
    expect.stringContaining('details of another file'),
    'There is no file of this name.',
    'This is a folder: name the files in it.',
    'This is a pipe or a device, and no file.',
    'This is a link that leads to itself.',
  ]);
});

test('users lists who has an account', async () => {
  expect(await run('users')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^els@example\.org\tEls\towner\t1 project\t\d{4}-\d\d-\d\d$/),
  });
});

test('check finds nothing wrong with what a new installation has', async () => {
  expect(await run('check')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^No problems in 1 project, 1 document, \d+ annotations?, \d+ changes?\.$/),
  });
});

test('a backup restores into another database, named from where the person is', async () => {
  const made = await run('backup', 'study.gz');
  expect(made).toMatchObject({
    code: 0,
    said: expect.stringMatching(
      /study\.gz holds 1 project, 1 document, \d+ annotations?, \d+ changes?, from PostgreSQL \d+\.\d+.* \(\d+ kB\)\.$/,
    ),
  });
  expect(await readdir(folder)).toEqual(['study.gz']);
  expect(await run('backup', 'study.gz')).toMatchObject({
    code: 1,
    complained: `There is something at ${path.join(folder, 'study.gz')} already: choose another name.`,
  });
  const url = await createEmptyDatabaseUrl();
  const other = openDatabase({ url });
  const into = { open: async () => ({ db: other, close: async () => undefined }) };
  const restore = async () => {
    const { code, said, complained } = await runAs(into, 'restore', 'study.gz');
    return { code, said, complained };
  };
  expect(await restore()).toEqual({
    code: 0,
    // How far it is, where it takes long, comes before.
    complained: expect.stringMatching(/^(?:Restoring: .*\n)*Everything is restored; verifying it$/),
    said: expect.stringMatching(
      /^No problems in 1 project, .*\nRestored 1 project, 1 document, .*, as of \d{4}-.*Z\. Everybody signs in again\.$/,
    ),
  });
  expect(await restore()).toMatchObject({ code: 1, complained: expect.stringContaining('is not empty') });
  await writeFile(path.join(folder, 'study.gz'), 'no backup');
  expect(await restore()).toMatchObject({
    code: 1,
    complained: `${path.join(folder, 'study.gz')} is not a backup of Koersvast.`,
  });
  await other.close();
  await dropTestDatabase(url);
});

test('a backup that is stopped says so and leaves nothing', async () => {
  const stopped = await runAs({ signal: AbortSignal.abort() }, 'backup', 'stopped.gz');
  expect(stopped).toMatchObject({ code: 130, complained: expect.stringMatching(/^Stopped\./) });
  expect(await readdir(folder)).not.toContain('stopped.gz');
});

test('purge shows what there is, and deletes when the name is given', async () => {
  const { id } = await buildProject(db, { name: 'Old study' });
  await buildProject(db, { name: 'Twin' });
  await buildProject(db, { name: 'Twin' });
  const untyped = await run('purge', 'Old study');
  expect(untyped).toMatchObject({ code: 2, complained: expect.stringContaining('with --name') });
  expect(untyped.said).toMatch(
    new RegExp(`^Old study \\(${id}\\)\n(?: {2}\\w+ +\\d+\n)* {2}project {14} +1\n`),
  );
  expect(await run('purge', 'Old study', '--name', 'old study')).toMatchObject({
    code: 1,
    complained: 'Nothing was done: the name is Old study.',
  });
  expect(await run('purge', 'No study')).toMatchObject({
    code: 1,
    complained: 'There is no project No study.',
  });
  expect(await run('purge', 'Twin')).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/^2 projects are called Twin: name one by its id/),
  });
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return 'Old study';
  };
  expect(await runAs({ ask }, 'purge', id.toUpperCase())).toMatchObject({
    code: 0,
    said: expect.stringMatching(/Old study is gone, with \d+ rows\. Backups made before still hold it\.$/),
  });
  expect(asked).toEqual(['All of this will be deleted for good. Type the name of the project: ']);
  expect(await run('purge', id)).toMatchObject({ code: 1, complained: `There is no project ${id}.` });
  expect((await checkDatabase(db)).problems).toEqual([]);
});

test('erase leaves neither name nor address, in no table and so in no backup', async () => {
  const person = await buildPerson(db, { name: 'Wilhelmina Quist', email: 'w.quist@example.org' });
  const project = await buildProject(db);
  await buildMember(db, project, { person });
  const own = await buildProject(db, { owner: person, name: 'Own study' });
  expect(await run('erase', 'nobody@example.org', '--name', 'x')).toMatchObject({
    code: 1,
    complained: 'Nobody has the address nobody@example.org.',
  });
  expect(await run('erase', 'w.quist@example.org')).toMatchObject({ code: 2 });
  expect(await run('erase', 'w.quist@example.org', '--name', 'Wilhelmina Quist')).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/^Wilhelmina Quist is the only owner of Own study: /),
  });
  await buildMember(db, own, { role: 'owner' });
  expect(await run('erase', 'W.Quist@example.org', '--name', 'Wilhelmina Quist')).toMatchObject({
    code: 0,
    said: expect.stringMatching(
      /^No memo, reason or reply mentions them\.\nThe account is erased; .* Former member 1\./,
    ),
  });
  await run('backup', 'erased.gz');
  const text = gunzipSync(await readFile(path.join(folder, 'erased.gz'))).toString();
  expect(text).toContain('Former member 1');
  expect(text).not.toMatch(/wilhelmina|quist/i);
  expect((await checkDatabase(db)).problems).toEqual([]);
});

test('role hands the installation over, which never stands without an owner', async () => {
  const { email } = await buildPerson(db, { name: 'Bram', email: 'bram@example.org' });
  expect(await run('role', email, 'boss')).toMatchObject({
    code: 2,
    complained: 'There is no role boss: owner or member.',
  });
  expect(await run('role', 'nobody@example.org', 'owner')).toMatchObject({
    code: 1,
    complained: 'Nobody has the address nobody@example.org.',
  });
  const alone = {
    code: 1,
    complained:
      'Els is the only owner of this installation, which needs one: make somebody else an owner first.',
  };
  expect(await run('role', 'els@example.org', 'member')).toMatchObject(alone);
  expect(await run('role', 'Bram@Example.org', 'owner')).toMatchObject({
    code: 0,
    said: 'Bram is owner of this installation.',
  });
  const both = await Promise.all(
    ['els@example.org', email].map(async (address) => (await run('role', address, 'member')).code),
  );
  expect(both.sort()).toEqual([0, 1]);
  await run('role', 'els@example.org', 'owner');
  await run('role', email, 'member');
  expect((await run('users')).said).toMatch(
    /els@example\.org\tEls\towner.*\n(?:.*\n)*bram@example\.org\tBram\tmember/,
  );
});

test.each([['users'], ['help'], ['check']])(
  '%s ends in order when nobody reads on (| head)',
  async (name) => {
    const program = path.join(import.meta.dirname, 'koersvast.ts');
    const child = spawn(process.execPath, [program, name], {
      env: { ...bare, DATABASE_URL: db.url, DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // As head does that has seen enough, and before anything is printed.
    child.stdout.destroy();
    let complained = '';
    child.stderr.setEncoding('utf8').on('data', (part) => {
      complained += part;
    });
    const [code] = await once(child, 'close');
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
  },
  60_000,
);

test('check names what is wrong, and ends with 1', async () => {
  // As by hand, past the write protocol: the table is no longer what the changes add up to.
  await db.pool.query(
    "BEGIN; SET LOCAL session_replication_role = replica; UPDATE tag SET name = name || '!'; COMMIT",
  );
  const { code, said } = await run('check');
  expect(code).toBe(1);
  expect(said).toMatch(/\n[1-9]\d* problems? in /);
});

test('reset-factor says whether there was one, and when nobody has the address', async () => {
  expect(await run('reset-factor', 'Els@Example.org')).toMatchObject({
    code: 0,
    said: expect.stringContaining('has no second factor.'),
  });
  expect(await run('reset-factor', 'nobody@example.org')).toMatchObject({
    complained: expect.stringContaining('Nobody has'),
  });
});

test('reset-password makes one, in any case of letters, and says when nobody has the address', async () => {
  const { code, said } = await run('reset-password', 'Els@Example.org');
  expect(code).toBe(0);
  expect(said).toMatch(/^The new password of Els@Example\.org is \S{20,}$/);
  expect(await run('reset-password', 'nobody@example.org')).toMatchObject({
    code: 1,
    complained: 'Nobody has the address nobody@example.org.',
  });
});

test('agreement tells how far coders agree, in words or as JSON, and why there is no figure', async () => {
  const owner = await buildPerson(db);
  const project = await buildProject(db, { owner, name: 'Measured' });
  await buildTag(db, project, { name: 'pressure' });
  const told = await run('agreement', 'Measured', '--round', '1');
  expect(told.code).toBe(0);
  const [headline, , pressure] = told.said.split('\n');
  expect(headline).toBe('Measured: 0 coders, 0 documents that two or more of them finished, 0 spans.');
  expect(pressure).toBe('pressure\t-\tno interval\tF1 -\t0 spans\tcannot-tell: nothing-pairable');
  const { said } = await run('agreement', project.id, '--json');
  expect(JSON.parse(said)).toMatchObject({
    state: 'ready',
    pooled: { value: null, reason: 'nothing-pairable' },
  });
  const round = await buildRound(db, project, { blind: true, number: 2 });
  const blind = await run('agreement', 'Measured', '--round', String(round.number));
  expect(blind).toMatchObject({ code: 1, complained: expect.stringContaining('has not been revealed') });
  expect(await run('agreement', 'Measured', '--round', '9')).toMatchObject({
    code: 1,
    complained: 'There is no round 9.',
  });
  expect(await run('agreement', 'Measured', '--round', 'x')).toMatchObject({ code: 2 });
  expect(await run('agreement', 'No such project')).toMatchObject({ code: 1 });
});

test('demo adds the example for the first owner, or whoever is named, and check finds nothing wrong', async () => {
  expect(await run('demo', 'nobody@example.org')).toMatchObject({
    code: 1,
    complained: 'Nobody has the address nobody@example.org.',
  });
  const own = await createTestDatabase();
  const runThere = (...argv: string[]) =>
    runAs({ open: async () => ({ db: own, close: async () => undefined }) }, ...argv);
  try {
    expect(await runThere('demo')).toMatchObject({ code: 1, said: '' });
    await createFirstOwner(own, { email: 'els@example.org', password: 'a long enough one' });
    expect(await runThere('demo')).toMatchObject({
      code: 0,
      said: 'Voorbeeld: brieven van zes ministeries is there, with els@example.org as its owner.',
    });
    const users = (await runThere('users')).said.split('\n');
    expect(users.filter((line) => line.includes('@voorbeeld.invalid\t'))).toHaveLength(4);
    expect((await runThere('reset-password', 'anna@voorbeeld.invalid')).complained).toContain('Nobody has');
    expect(await runThere('check')).toMatchObject({ code: 0 });
    const kind = 'final';
    const finals = await outsideTransaction(own).layer.findMany({ where: { kind } });
    expect([finals.length, finals.filter(({ finishedAt }) => finishedAt !== null).length]).toEqual([12, 8]);
    const { said } = await runThere('agreement', 'Voorbeeld: brieven van zes ministeries');
    const [headline, all, ...tags] = said.split('\n');
    expect(headline).toMatch(/: 3 coders, 24 documents that two or more of them finished, \d{3,} spans\.$/);
    expect(all).toMatch(/^all tags\t/);
    expect(tags).toHaveLength(8);
  } finally {
    await own.drop();
  }
}, 60_000);
