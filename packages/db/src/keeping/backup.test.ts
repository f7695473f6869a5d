import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readChainHeads } from '../chain-heads.ts';
import { checkDatabase } from '../check/check.ts';
import { openDatabase } from '../connect.ts';
import { migrate } from '../migrate.ts';
import { sql } from '../sql.ts';
import {
  buildDocument,
  buildMember,
  buildPerson,
  buildProject,
  buildTag,
  command,
  createEmptyDatabaseUrl,
  createRow,
  createTestDatabase,
  createTestDatabaseUrl,
  dropTestDatabase,
  editMember,
  editRow,
  type TestDatabase,
} from '../testing/index.ts';
import { outsideTransaction } from '../transaction.ts';
import { backUp } from './backup.ts';
import { readBackup } from './backup-file.ts';
import { leftOut, readTables, sortByReference, type Table } from './catalogue.ts';
import { KeepingRefusal } from './keeping-refusal.ts';
import { restore } from './restore.ts';

let folder: string;
let file: string;
let databases: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-backup-'));
  file = path.join(folder, 'study.backup.gz');
  databases = [];
});

afterEach(async () => {
  for (const url of databases) await dropTestDatabase(url);
  await rm(folder, { recursive: true, force: true });
});

async function empty(): Promise<string> {
  const url = await createEmptyDatabaseUrl();
  databases.push(url);
  return url;
}

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A project of every kind of thing that the factories make, with things in the tables that are left out. */
async function fill(db: TestDatabase): Promise<void> {
  const person = await buildPerson(db, { name: 'Noor \\ de "Vries"\t🙂\n', email: 'noor@example.org' });
  const project = await buildProject(db, { owner: person });
  const document = await buildDocument(db, project, {
    text: 'Kop\n\nEen zin met een \\. punt.\n\n\\.\n\nNog een 🙂 zin, met een\ttab.',
  });
  // A letter that was read again: each of its readings names the other.
  const letter = await buildDocument(db, project);
  const renditionOf = { firstId: letter.id, number: 2 };
  const { id: replacedById } = await buildDocument(db, project, { text: 'Opnieuw gelezen.', renditionOf });
  await command(db, project, 'document.readAgain', async (given) => {
    await editRow(given, 'document', letter, { replacedById });
    return null;
  });
  const parent = await buildTag(db, project);
  await buildTag(db, project, { parentId: parent.id, examples: [{ quote: '"\\', note: 'ë', source: null }] });
  const member = await buildMember(db, project);
  await editMember(db, project, member, { removed: true });
  await command(db, project, 'annotation.tagHits', async (given) => {
    const at = given.at.toISOString();
    await given.tx.run(
      sql`UPDATE operation SET origin = '{"query": "\\\\."}' WHERE op_id = ${given.opId}::uuid`,
    );
    const layer = await createRow(
      given,
      'layer',
      {
        id: crypto.randomUUID(),
        documentId: document.id,
        roundId: project.round.id,
        memberId: given.memberId,
        kind: 'current',
        independent: false,
        finishedAt: null,
        sourceLayerId: null,
        version: 1,
        createdAt: at,
      },
      {},
    );
    const dated = { madeAt: at, createdAt: at, updatedAt: at, deletedAt: null };
    const span = { start: 0, end: 3, startCp: 0, endCp: 3, quote: 'Kop' };
    const row = {
      memo: 'a\\.\nb',
      certainty: 3,
      version: 1,
      codebookVersion: 1,
      createdById: given.memberId,
    };
    const place = { layerId: layer.id, documentId: document.id, tagId: parent.id };
    await createRow(
      given,
      'annotation',
      { id: crypto.randomUUID(), ...place, ...span, ...row, ...dated },
      {},
    );
    return null;
  });
  const tx = outsideTransaction(db);
  await tx.run(
    sql`INSERT INTO session (id, token, user_id, expires_at, updated_at, ip_address)
        VALUES (gen_random_uuid(), 'tokentoken', ${person.id}::uuid, now(), now(), '192.0.2.7')`,
  );
  await tx.run(sql`INSERT INTO rate_limit (key, points) VALUES ('address:192.0.2.7', 1)`);
}

async function filled(): Promise<TestDatabase> {
  const db = await createTestDatabase();
  databases.push(db.url);
  await fill(db);
  return db;
}

describe('a backup', () => {
  test('restored into an empty database is the same, row for row, and passes the check', async () => {
    const db = await filled();
    const written = await backUp({ directUrl: db.url, file });
    await db.close();
    const url = await empty();
    const restored = await restore({ directUrl: url, file });
    expect(restored.migrated).toEqual([]);
    expect(restored.manifest).toEqual(written.manifest);
    const again = await backUp({ directUrl: url, file: path.join(folder, 'again') });
    expect(again.manifest.tables).toEqual(written.manifest.tables);
    const copy = openDatabase({ url });
    expect(await checkDatabase(copy)).toMatchObject({ problems: [], counts: { annotations: 1 } });
    await copy.close();
    // Nobody plans by guess what is asked of it first.
    const uncounted = `SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples < 0
      AND relnamespace = current_schema()::regnamespace`;
    expect(await query(url, uncounted)).toEqual([]);
  });

  test('says where the chain of each project ends, and a restore arrives there', async () => {
    const db = await filled();
    const written = await backUp({ directUrl: db.url, file });
    const heads = await readChainHeads(db.pool);
    expect(written.manifest.heads).toEqual(heads);
    expect(heads).toMatchObject([
      { length: expect.any(Number), head: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    await db.close();
    const text = gunzipSync(await readFile(file)).toString();
    const forged = path.join(folder, 'forged');
    await writeFile(
      forged,
      gzipSync(text.replace(`"head":"${heads[0]?.head}"`, `"head":"${'0'.repeat(64)}"`)),
    );
    await expect(restore({ directUrl: await empty(), file: forged })).rejects.toThrow('is damaged');
    const url = await empty();
    await restore({ directUrl: url, file });
    const copy = openDatabase({ url });
    expect(await readChainHeads(copy.pool)).toEqual(heads);
    await copy.close();
  });

  test('is one file for its owner alone, and holds no session and no address', async () => {
    const db = await filled();
    const written = await backUp({ directUrl: db.url, file });
    expect(await readdir(folder)).toEqual([path.basename(file)]);
    const { mode, size } = await stat(file);
    expect({ mode: mode & 0o777, size }).toEqual({ mode: 0o600, size: written.size });
    const text = gunzipSync(await readFile(file)).toString();
    expect(text).toContain('noor@example.org');
    expect(text).not.toMatch(/tokentoken|192\.0\.2\.7/);
    expect(written.header.postgres).toMatch(/^\d+\.\d+/);
    expect(written.header.migrations.length).toBeGreaterThan(0);
    const count = new Map(written.manifest.tables.map(({ name, rows }) => [name, rows]));
    expect([count.get('user'), count.get('tag'), count.get('annotation')]).toEqual([2, 2, 1]);
    await db.close();
  });

  test('does not write over another file, and leaves nothing of what it could not write', async () => {
    const db = await filled();
    await writeFile(file, 'mine');
    await expect(backUp({ directUrl: db.url, file })).rejects.toThrow('There is something at');
    expect(await readFile(file, 'utf8')).toBe('mine');
    await expect(backUp({ directUrl: db.url, file: path.join(folder, 'no', 'where') })).rejects.toThrow(
      'could not be written: its folder is not there',
    );
    const stopped = AbortSignal.abort(new Error('stop'));
    await expect(
      backUp({ directUrl: db.url, file: path.join(folder, 'other'), signal: stopped }),
    ).rejects.toThrow();
    expect(await readdir(folder)).toEqual([path.basename(file)]);
    await db.close();
  });

  test('of a database without a Koersvast is refused', async () => {
    await expect(backUp({ directUrl: await empty(), file })).rejects.toThrow('nothing to back up');
    expect(await readdir(folder)).toEqual([]);
  });

  test('taken while others write is of one moment, and restores clean', async () => {
    const db = await filled();
    const project = await buildProject(db);
    let writing = true;
    const writers = [1, 2, 3].map(async () => {
      while (writing) await buildDocument(db, project);
    });
    const written = await backUp({ directUrl: db.url, file });
    writing = false;
    await Promise.all(writers);
    const url = await empty();
    await restore({ directUrl: url, file });
    const again = await backUp({ directUrl: url, file: path.join(folder, 'again') });
    expect(again.manifest.tables).toEqual(written.manifest.tables);
    const copy = openDatabase({ url });
    expect((await checkDatabase(copy)).problems).toEqual([]);
    await copy.close();
    await db.close();
  });
});

describe('restore', () => {
  test('takes a database that was made and never used, in whatever state its schema is', async () => {
    const db = await filled();
    const written = await backUp({ directUrl: db.url, file });
    await db.close();
    const ready = await createTestDatabaseUrl();
    databases.push(ready);
    await query(ready, "INSERT INTO first_owner_link (token_hash, expires_at) VALUES ('x', now())");
    await restore({ directUrl: ready, file });
    const again = await backUp({ directUrl: ready, file: path.join(folder, 'again') });
    expect(again.manifest.tables).toEqual(written.manifest.tables);
  });

  test('leaves alone what is in a database that is not empty', async () => {
    const db = await filled();
    await backUp({ directUrl: db.url, file });
    const before = await backUp({ directUrl: db.url, file: path.join(folder, 'before') });
    await expect(restore({ directUrl: db.url, file })).rejects.toThrow('This database is not empty');
    const after = await backUp({ directUrl: db.url, file: path.join(folder, 'after') });
    expect(after.manifest).toEqual({ ...before.manifest, header: after.manifest.header });
    await db.close();
    const url = await empty();
    await query(url, 'CREATE TABLE letter (id int)');
    await expect(restore({ directUrl: url, file })).rejects.toThrow('This database is not empty');
  });

  const cases: [string, (whole: Buffer) => Buffer, string][] = [
    ['cut off in the middle', (whole) => whole.subarray(0, whole.length / 2), 'is cut off'],
    ['without its last byte', (whole) => whole.subarray(0, -1), 'is cut off'],
    [
      'without its manifest',
      (whole) =>
        gzipSync(
          gunzipSync(whole)
            .toString()
            .replace(/\n[^\n]+\n$/, '\n'),
        ),
      'is cut off',
    ],
    [
      'with a changed row',
      (whole) => gzipSync(gunzipSync(whole).toString().replace('noor@', 'nora@')),
      'is damaged',
    ],
    [
      'with a changed header',
      (whole) =>
        gzipSync(
          gunzipSync(whole)
            .toString()
            .replace(/"at":"2/, '"at":"3'),
        ),
      'is damaged',
    ],
    ['with something after its end', (whole) => gzipSync(`${gunzipSync(whole)}more\n`), 'is damaged'],
    ['with a broken byte', (whole) => Buffer.from(whole).fill(0x55, 2_000, 2_040), 'is'],
    [
      'of a later format',
      (whole) => gzipSync(gunzipSync(whole).toString().replace('"format":1', '"format":2')),
      'newer Koersvast',
    ],
    [
      'with a later migration',
      (whole) => gzipSync(gunzipSync(whole).toString().replace('_foundation', '_moonbase')),
      'newer than this Koersvast (it has the migration 20261123000000_moonbase)',
    ],
    ['that is text', () => Buffer.from('a letter'), 'is not a backup of Koersvast'],
    [
      'that is gzip of something else',
      () => gzipSync(randomBytes(5_000_000)),
      'is not a backup of Koersvast',
    ],
    ['that is empty', () => Buffer.alloc(0), 'is cut off'],
  ];
  test('refuses a file that is no whole backup, and leaves the database as empty as it was', async () => {
    const db = await filled();
    await backUp({ directUrl: db.url, file });
    await db.close();
    const whole = await readFile(file);
    const url = await empty();
    for (const [what, spoil, words] of cases) {
      const spoiled = path.join(folder, 'spoiled');
      await writeFile(spoiled, spoil(whole));
      const refused = await restore({ directUrl: url, file: spoiled }).catch((error: Error) => error);
      expect(refused, what).toBeInstanceOf(KeepingRefusal);
      expect((refused as Error).message, what).toContain(words);
      expect(await query(url, "SELECT FROM pg_tables WHERE schemaname = 'public'"), what).toEqual([]);
    }
    await expect(restore({ directUrl: url, file: path.join(folder, 'none') })).rejects.toThrow(
      'There is no file',
    );
    await expect(restore({ directUrl: url, file: folder })).rejects.toThrow('cannot be read (EISDIR)');
  });

  test('that fails half way leaves no row', async () => {
    const db = await filled();
    await backUp({ directUrl: db.url, file });
    await db.close();
    const url = await createTestDatabaseUrl();
    databases.push(url);
    await query(url, 'ALTER TABLE annotation ADD CONSTRAINT no_memo CHECK (memo IS NULL)');
    await expect(restore({ directUrl: url, file })).rejects.toThrow(
      /^Nothing was restored: the database does not take the rows of annotation \(.*no_memo.*\)\.$/,
    );
    expect(await query(url, 'SELECT FROM project UNION ALL SELECT FROM "user"')).toEqual([]);
  });
});

describe('any schema', () => {
  const migrations = () => path.join(folder, 'migrations');
  async function add(name: string, text: string): Promise<void> {
    await mkdir(path.join(migrations(), name), { recursive: true });
    await writeFile(path.join(migrations(), name, 'migration.sql'), text);
  }
  const first = `CREATE TYPE mood AS ENUM ('calm', 'angry');
    CREATE TABLE "b_part" (whole_name varchar(40) NOT NULL, n bigint, PRIMARY KEY (whole_name, n));
    CREATE TABLE "a-whole" ("Name" text PRIMARY KEY, above text REFERENCES "a-whole", moods mood[], ids uuid[], bits bytea,
      doc jsonb, at timestamptz, day date, amount numeric, ratio float8, twice int GENERATED ALWAYS AS (length("Name") * 2) STORED);
    ALTER TABLE b_part ADD FOREIGN KEY (whole_name) REFERENCES "a-whole";
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'frozen'; END $$;
    CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON b_part FOR EACH ROW EXECUTE FUNCTION refuse();`;
  const rows = `INSERT INTO "a-whole" ("Name", above, moods, ids, bits, doc, at, day, amount, ratio) VALUES
      ('z', 'a', '{calm,angry}', ARRAY[gen_random_uuid(), NULL], '\\x00ff0a5c', '{"a": [1, null, "\\u00e9\\n"]}',
        '2026-03-29 01:59:59.123456+01', '0044-03-15 BC', 1234567890123456789.000000001, 0.1),
      ('a', NULL, NULL, '{}', '', 'null', 'infinity', NULL, 'NaN', 1e-300), ('É', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO b_part VALUES ('z', 9007199254740993), ('a', -1)`;

  test('comes back with every type, key and frozen row, and an older one is then brought up to date', async () => {
    await add('1_first', first);
    const url = await empty();
    await migrate({ directUrl: url, folder: migrations() });
    await query(url, rows);
    const before = await query(url, 'SELECT * FROM "a-whole" ORDER BY 1');
    const written = await backUp({ directUrl: url, file });
    expect(written.header.tables.map(({ name }) => name)).toEqual(['a-whole', 'b_part']);
    await add(
      '2_second',
      "ALTER TABLE b_part ADD COLUMN note text NOT NULL DEFAULT 'x'; ALTER TYPE mood ADD VALUE 'sad'",
    );
    // One that the program has brought up to date already, without anything in it.
    const target = await empty();
    await migrate({ directUrl: target, folder: migrations() });
    const restored = await restore({ directUrl: target, file, folder: migrations() });
    expect(restored.migrated).toEqual(['2_second']);
    expect(await query(target, 'SELECT * FROM "a-whole" ORDER BY 1')).toEqual(before);
    expect(await query(target, 'SELECT n::text, note FROM b_part ORDER BY n')).toEqual([
      { n: '-1', note: 'x' },
      { n: '9007199254740993', note: 'x' },
    ]);
    await expect(query(target, 'DELETE FROM b_part')).rejects.toThrow('frozen');
  });

  test('of another making under the same name is refused', async () => {
    await add('1_first', first);
    const url = await empty();
    await migrate({ directUrl: url, folder: migrations() });
    await query(url, rows);
    await backUp({ directUrl: url, file });
    await add('1_first', `${first} `);
    await expect(restore({ directUrl: await empty(), file, folder: migrations() })).rejects.toThrow(
      'is not the one of this Koersvast',
    );
  });
});

describe("the program's own schema", () => {
  test('can be restored: no circles, no sequences, and nothing refers to what is left out', async () => {
    const db = await createTestDatabase();
    databases.push(db.url);
    const client = await db.pool.connect();
    const tables = await readTables(client);
    client.release();
    await db.close();
    expect(tables.length).toBeGreaterThan(20);
    const names = new Set(tables.map(({ name }) => name));
    expect([...leftOut].filter((name) => !names.has(name))).toEqual([]);
    const refers = tables.filter(
      ({ name, references }) => !leftOut.has(name) && references.some(({ table }) => leftOut.has(table)),
    );
    expect(refers).toEqual([]);
    expect(tables.filter(({ key }) => key.length === 0)).toEqual([]);
    expect(await query(db.url, 'SELECT sequencename FROM pg_sequences')).toEqual([]);
  });

  test('a circle would be named', () => {
    const table = (name: string, ...targets: string[]): Table => ({
      name,
      columns: [],
      key: [],
      references: targets.map((target) => ({ table: target, columns: [], targets: [] })),
    });
    const names = (tables: Table[]) => sortByReference(tables).map(({ name }) => name);
    expect(names([table('a', 'b', 'a'), table('b', 'c'), table('c')])).toEqual(['c', 'b', 'a']);
    expect(() => names([table('a', 'b'), table('b', 'a'), table('c')])).toThrow(
      'in a circle and cannot be restored: a, b',
    );
  });
});

test('a backup of long rows is read in pieces, wherever they are cut', async () => {
  const db = await createTestDatabase();
  databases.push(db.url);
  const project = await buildProject(db);
  for (let size = 65_530; size < 65_545; size += 3) {
    await buildDocument(db, project, { text: `${'\\.\n'.repeat(40)}${'é'.repeat(size)}` });
  }
  const written = await backUp({ directUrl: db.url, file });
  await db.close();
  expect((await readBackup(file)).manifest).toEqual(written.manifest);
  await truncate(file, written.size - 20);
  await expect(readBackup(file)).rejects.toThrow('is cut off');
});
