import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  buildDocument,
  buildMember,
  buildProject,
  buildTag,
  command,
  createTestDatabase,
  editMember,
  type TestDatabase,
  type TestProject,
} from '../testing/index.ts';
import { checkDatabase } from './check.ts';

let db: TestDatabase;
let project: TestProject;

beforeEach(async () => {
  db = await createTestDatabase();
  project = await buildProject(db);
  const document = await buildDocument(db, project);
  const tag = await buildTag(db, project);
  const member = await buildMember(db, project);
  await editMember(db, project, member, { role: 'viewer' });
  await command(db, project, 'annotation.create', async (given) => {
    const at = given.at.toISOString();
    const layer = await given.create(
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
    const base = {
      layerId: layer.id,
      documentId: document.id,
      tagId: tag.id,
      memo: null,
      certainty: null,
      version: 1,
      codebookVersion: 1,
      createdById: given.memberId,
      madeAt: at,
      createdAt: at,
      updatedAt: at,
      deletedAt: null,
    };
    const words = { start: 0, end: 9, startCp: 0, endCp: 9, quote: 'Koersvast' };
    await given.create('annotation', { ...base, id: crypto.randomUUID(), ...words }, {});
    const more = { start: 10, end: 18, startCp: 10, endCp: 18, quote: 'richting' };
    await given.create('annotation', { ...base, id: crypto.randomUUID(), ...more }, {});
    return null;
  });
});
afterEach(() => db.drop());

/** Does what no program of ours can do: without triggers, foreign keys and the rules named. */
async function damage(statement: string, ...rules: string[]): Promise<void> {
  const client = await db.pool.connect();
  try {
    for (const rule of rules) await client.query(rule);
    await client.query("SET session_replication_role = 'replica'");
    const { rowCount } = await client.query(statement);
    expect(rowCount).toBeGreaterThan(0);
  } finally {
    client.release(true);
  }
}

const codes = async () =>
  [...new Set((await checkDatabase(db)).problems.map((problem) => problem.code))].sort();

test('finds nothing in a database that only commands have written', async () => {
  expect(await checkDatabase(db)).toEqual({
    problems: [],
    counts: { projects: 1, documents: 1, annotations: 2, changes: 11 },
  });
});

test('an empty database is a good one', async () => {
  const empty = await createTestDatabase();
  try {
    expect((await checkDatabase(empty)).counts).toEqual({
      projects: 0,
      documents: 0,
      annotations: 0,
      changes: 0,
    });
  } finally {
    await empty.drop();
  }
});

describe('finds', () => {
  test.each([
    [
      'a changed text',
      ['document_text'],
      "UPDATE document SET text = replace(text, 'blijft', 'blieft')",
      ['ALTER TABLE document DROP CONSTRAINT document_sha256_true'],
    ],
    [
      'a changed length',
      ['document_text', 'table_differs'],
      'UPDATE document SET length_cp = length_cp + 1',
      ['ALTER TABLE document DROP CONSTRAINT document_length_cp'],
    ],
    ['a moved block', ['document_blocks'], 'UPDATE block SET start = start - 1 WHERE index = 2', []],
    ['a block that is gone', ['document_blocks'], 'DELETE FROM block WHERE index = 1', []],
    [
      'a sentence that leaves its block',
      ['document_blocks'],
      'UPDATE sentence SET block = 1 WHERE index = 2',
      [],
    ],
    [
      'a moved annotation',
      ['annotation_span', 'table_differs'],
      'UPDATE annotation SET start = start + 1, "end" = "end" + 1 WHERE start = 0',
      [],
    ],
    [
      'code points that are not those of the offsets',
      ['annotation_span', 'table_differs'],
      'UPDATE annotation SET end_cp = end_cp + 1 WHERE start = 0',
      [],
    ],
    [
      'a quote that is not the text',
      ['annotation_span', 'table_differs'],
      "UPDATE annotation SET quote = 'Koersvost' WHERE start = 0",
      [],
    ],
    [
      'a memo that no change wrote',
      ['table_differs'],
      "UPDATE annotation SET memo = 'x' WHERE start = 0",
      [],
    ],
    ['a row that is gone', ['table_differs'], 'DELETE FROM annotation WHERE start = 0', []],
    [
      'a row that nobody made',
      ['table_differs'],
      `INSERT INTO round (id, project_id, number, name, blind, created_at)
         SELECT gen_random_uuid(), id, 7, 'x', false, now() FROM project`,
      [],
    ],
    [
      'a role that nobody gave',
      ['table_differs'],
      "UPDATE member SET role = 'owner' WHERE role = 'viewer'",
      [],
    ],
    [
      'a change that is gone',
      ['chain', 'change_chain', 'revision_gap', 'stream_gap'],
      "DELETE FROM change WHERE noun = 'member' AND action = 'create' AND rev > 3",
      [],
    ],
    [
      'a change that was rewritten',
      ['chain', 'table_differs'],
      `UPDATE change SET after = jsonb_set(after, '{name}', '"x"') WHERE noun = 'tag'`,
      [],
    ],
    [
      'a change whose past was rewritten',
      ['chain', 'change_chain'],
      `UPDATE change SET before = jsonb_set(before, '{role}', '"owner"') WHERE noun = 'member' AND action = 'edit'`,
      [],
    ],
    ['a project that has lost count', ['revision_gap'], 'UPDATE project SET rev = rev + 1', []],
    ['a stream that has lost count', ['stream_gap'], 'UPDATE stream SET seq = seq - 1', []],
    [
      'an operation without a result',
      ['chain', 'operation_result'],
      'UPDATE operation SET result = NULL',
      [],
    ],
    [
      'a refused operation with changes',
      ['chain', 'operation_result'],
      `UPDATE operation SET result = '{"ok": false}' WHERE kind = 'tag.create'`,
      [],
    ],
    [
      'the same annotation twice',
      ['doubled', 'table_differs'],
      `INSERT INTO annotation SELECT layer_id, gen_random_uuid(), project_id, document_id, tag_id, start, "end", start_cp,
         end_cp, quote, memo, certainty, version, codebook_version, created_by_id, made_at, created_at, updated_at, deleted_at
         FROM annotation WHERE start = 0`,
      ['DROP INDEX annotation_alive_once'],
    ],
    [
      'a change by another member',
      ['chain'],
      `UPDATE change SET member_id = (SELECT id FROM member WHERE role = 'viewer') WHERE noun = 'tag'`,
      [],
    ],
    [
      'a change at another time',
      ['chain'],
      `UPDATE change SET at = at - interval '1 day' WHERE noun = 'tag'`,
      [],
    ],
    [
      'another kind of operation',
      ['chain'],
      `UPDATE operation SET kind = 'tag.edit' WHERE kind = 'tag.create'`,
      [],
    ],
    ['a link that is gone', ['chain'], 'DELETE FROM link WHERE number = 3', []],
    ['a rewritten link', ['chain'], `UPDATE link SET head = sha256(head) WHERE number = 3`, []],
    [
      'a chain that was cut short',
      ['chain'],
      'DELETE FROM link WHERE number = (SELECT length FROM chain)',
      [],
    ],
  ])('%s', async (_, expected, statement, rules) => {
    await damage(statement, ...rules);
    expect(await codes()).toEqual(expected);
  });
});
