import { createFirstOwner } from '@koersvast/api';
import { createTestDatabase, type TestDatabase } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from './command-line.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await createFirstOwner(db, { name: 'Els', email: 'els@example.org', password: 'a long enough one' });
});

afterAll(() => db.drop());

async function run(...argv: string[]) {
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
  });
  expect(closed).toBe(opened);
  return { code, opened, said: said.join('\n'), complained: complained.join('\n') };
}

test.each([[[]], [['help']], [['--help']], [['users', '-h']]])(
  '%o lists the commands and opens nothing',
  async (argv) => {
    const { code, opened, said } = await run(...argv);
    expect({ code, opened }).toEqual({ code: 0, opened: 0 });
    for (const name of ['check', 'users', 'reset-password EMAIL', 'help'])
      expect(said).toContain(`  ${name} `);
  },
);

test.each([
  [['chekc'], 'There is no command chekc.'],
  [['check', '--deep'], "Unknown option '--deep'"],
  [['reset-password'], 'Usage: npm run koersvast -- reset-password EMAIL'],
  [['users', 'els'], 'Usage: npm run koersvast -- users'],
  [['constructor'], 'There is no command constructor.'],
])('%o is refused with what would be right', async (argv, words) => {
  const { code, opened, said, complained } = await run(...argv);
  expect({ code, opened, said }).toEqual({ code: 2, opened: 0, said: '' });
  expect(complained).toContain(words);
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

test('check names what is wrong, and ends with 1', async () => {
  // As by hand, past the write protocol: the table is no longer what the changes add up to.
  await db.pool.query(
    "BEGIN; SET LOCAL session_replication_role = replica; UPDATE tag SET name = name || '!'; COMMIT",
  );
  const { code, said } = await run('check');
  expect(code).toBe(1);
  expect(said).toMatch(/\n[1-9]\d* problems? in /);
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
