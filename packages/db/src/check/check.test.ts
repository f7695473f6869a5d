import { randomUUIDv7 } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DomainError } from '@koersvast/core/error';
import { streamOfLayer } from '@koersvast/core/scope';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Command } from '../command.ts';
import { cancelJob, giveJob } from '../job/store.ts';
import { wireJson } from '../row-columns.ts';
import type { Extra } from '../rows.ts';
import { sql } from '../sql.ts';
import {
  buildAssignment,
  buildDocument,
  buildMember,
  buildPerson,
  buildProject,
  buildRound,
  buildTag,
  command,
  createRow,
  createTestDatabase,
  editMember,
  type TestDatabase,
  type TestProject,
} from '../testing/index.ts';
import { onClient, transact } from '../transaction.ts';
import { checkDatabase, checkWithin } from './check.ts';
import { findUnproven } from './plain-layers.ts';
import { MOST_PROBLEMS, type Problem } from './problem.ts';

let db: TestDatabase;

/** A project in which a bit of everything was done, by commands alone. */
async function fill(): Promise<void> {
  const owner = await buildPerson(db, { name: 'Olga' });
  const project = await buildProject(db, { owner });
  await buildProject(db, { name: 'Another study' });
  const document = await buildDocument(db, project);
  await buildDocument(db, project, { title: 'Second letter' });
  const tag = await buildTag(db, project, { name: 'pressure' });
  await buildTag(db, project, { name: 'cooperation' });
  const coder = await buildMember(db, project);
  const viewer = await buildMember(db, project);
  await editMember(db, project, viewer, { role: 'viewer' });
  const blind = await buildRound(db, project, { blind: true });
  await buildAssignment(db, project, { round: blind, document, member: coder });
  await see(project, document);
  const saw = { independent: false, seenBefore: 'opened' };
  await command(db, project, 'annotation.tagHits', async (given) => {
    await given.tx.run(
      sql`UPDATE operation SET origin = '{"query": "Koersvast"}' WHERE op_id = ${given.opId}::uuid`,
    );
    return code(given, project.round, document, tag, saw);
  });
  const alone = { independent: true, seenBefore: null };
  await command(db, project, 'annotation.create', (given) => code(given, blind, document, tag, alone), coder);
  await command(db, project, 'member.invite', (given) => invite(given, blind, document));
  await command(db, project, 'tag.edit', async () => {
    throw new DomainError('not_found');
  }).catch(() => undefined);
  await command(db, project, 'assignment.setState', (given) => pin(given, project.round));
  await keepAccounts(project);
  const job = { id: randomUUIDv7(), projectId: project.id, personId: owner.id };
  await transact(db, async (tx) => {
    await giveJob(tx, { ...job, kind: 'tag.import', once: null, input: {}, createdAt: new Date() });
    await cancelJob(tx, { place: project.id, id: job.id });
  });
}

/** The owner could open what others had made of the letter, and did. */
async function see({ id, owner, round }: TestProject, document: { id: string }): Promise<void> {
  await db.pool.query(
    `INSERT INTO sight (project_id, member_id, document_id, round_id, since, opened_at) VALUES ($1, $2, $3, $4, now(), now())`,
    [id, owner.id, document.id, round.id],
  );
}

/** A first pass of what was coded. */
async function pin({ tx, record, at }: Command, round: { id: string }): Promise<null> {
  await tx.run(sql`UPDATE layer SET epoch = 1 WHERE round_id = ${round.id}::uuid`);
  const made = await tx.row(
    z.object({
      row: z.object({
        id: z.string(),
        documentId: z.string(),
        roundId: z.string(),
        memberId: z.string().nullable(),
        kind: z.enum(['current', 'first_pass', 'final']),
        independent: z.boolean(),
        finishedAt: z.string().nullable(),
        sourceLayerId: z.string().nullable(),
        version: z.number(),
        createdAt: z.string(),
      }),
    }),
    sql`INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at, source_layer_id, source_epoch)
        SELECT gen_random_uuid(), project_id, document_id, round_id, member_id, 'first_pass', false, ${at}, id, 0 FROM layer
        WHERE round_id = ${round.id}::uuid RETURNING ${wireJson('layer', [])} AS row`,
  );
  if (!made) throw new Error('nothing to pin');
  record('layer', null, made.row, { stream: streamOfLayer(round, { ...made.row, kind: 'current' }) });
  return null;
}

async function code(
  given: Command,
  round: { id: string },
  document: { id: string },
  tag: { id: string },
  sight: Extra,
): Promise<null> {
  const at = given.at.toISOString();
  const place = { documentId: document.id, roundId: round.id, memberId: given.memberId };
  const told = { stream: streamOfLayer(round, { ...place, kind: 'current' }) };
  const layer = await createRow(
    given,
    'layer',
    {
      id: randomUUIDv7(),
      ...place,
      kind: 'current',
      independent: false,
      sourceLayerId: null,
      finishedAt: null,
      version: 1,
      createdAt: at,
    },
    {},
    told,
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
  await createRow(given, 'annotation', { ...base, id: randomUUIDv7(), ...words }, sight, told);
  const more = { start: 10, end: 18, startCp: 10, endCp: 18, quote: 'richting' };
  await createRow(given, 'annotation', { ...base, id: randomUUIDv7(), ...more }, sight, told);
  return null;
}

/** Invites somebody, keeps a letter for them, and keeps and frees another. */
async function invite(
  { tx, projectId, personId, memberId, opId, at }: Command,
  round: { id: string },
  document: { id: string },
) {
  const id = randomUUIDv7();
  await tx.run(
    sql`INSERT INTO invitation (id, project_id, role, token_hash, created_by_id, created_at, expires_at)
        VALUES (${id}::uuid, ${projectId}::uuid, 'coder', ${id}, ${memberId}::uuid, ${at}, ${at})`,
  );
  await tx.run(sql`INSERT INTO invitation_link (token_hash, place) VALUES (${id}, ${projectId}::uuid)`);
  await tx.run(
    sql`INSERT INTO reservation (id, project_id, round_id, document_id, invitation_id, created_at, op_id, removed_at)
        SELECT gen_random_uuid(), ${projectId}::uuid, ${round.id}::uuid, document.id, ${id}::uuid, ${at}, ${opId}::uuid,
          CASE WHEN document.id <> ${document.id}::uuid THEN ${at}::timestamptz END
        FROM document WHERE project_id = ${projectId}::uuid`,
  );
  await tx.run(
    sql`UPDATE operation SET reserved = (SELECT jsonb_agg(jsonb_build_array(round_id, document_id, invitation_id, removed_at IS NULL))
          FROM reservation) WHERE user_id = ${personId}::uuid AND op_id = ${opId}::uuid`,
  );
  return { invitation: { id, role: 'coder' } };
}

async function keepAccounts({ owner }: TestProject): Promise<void> {
  const moment = new Date();
  await db.pool.query(
    `INSERT INTO account (id, account_id, provider_id, user_id, password, updated_at) VALUES ($1, 'x', 'credential', $2, 'hash', $3)`,
    [randomUUIDv7(), owner.personId, moment],
  );
  await db.pool.query(
    `INSERT INTO session (id, token, user_id, expires_at, updated_at) VALUES ($1, 'x', $2, $3, $3)`,
    [randomUUIDv7(), owner.personId, moment],
  );
  await db.pool.query(
    `INSERT INTO api_token (id, user_id, label, token_hash, created_at, expires_at) VALUES ($1, $2, 'R', 'x', $3, $3)`,
    [randomUUIDv7(), owner.personId, moment],
  );
}

beforeAll(async () => {
  db = await createTestDatabase();
  await fill();
});
afterAll(() => db.drop());

/** Does what no command can do, without triggers and foreign keys, looks, and takes it back. */
async function damaged(statements: string, structure: boolean): Promise<readonly Problem[]> {
  const client = await db.pool.connect();
  try {
    // What is sealed would be sealed again under the program's own name.
    await client.query(
      "BEGIN; SET LOCAL session_replication_role = 'replica'; SET LOCAL application_name = 'psql'",
    );
    const results: unknown = await client.query(statements);
    for (const { command: verb, rowCount } of [results].flat() as {
      command: string;
      rowCount: number | null;
    }[])
      if (/INSERT|UPDATE|DELETE/.test(verb)) expect(rowCount, verb).toBeGreaterThan(0);
    return (await checkWithin(onClient(client), db.directUrl, { structure })).problems;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

test('finds nothing in a database that only commands have written', async () => {
  const { problems, counts } = await checkDatabase(db);
  expect(problems).toEqual([]);
  expect(counts).toMatchObject({ projects: 2, documents: 2, annotations: 4 });
});

test('what there was before changes and operations told of it is told by the upgrade', async () => {
  const file = new URL(
    '../../../../prisma/migrations/20261128195420_sight_is_told/migration.sql',
    import.meta.url,
  );
  const migration = await readFile(file, 'utf8');
  const triggers = [...migration.matchAll(/CREATE TRIGGER ("\w+") [^;]*? ON ("(?:sight|reservation)")/g)];
  const client = await db.pool.connect();
  try {
    await client.query(
      `BEGIN; SET LOCAL application_name = 'koersvast-migrate';
       ${triggers.map(([, name, table]) => `DROP TRIGGER ${name} ON ${table};`).join('')}
       DROP FUNCTION note_sight; DROP TABLE sight_note; ALTER TABLE sight DROP COLUMN seal;
       ALTER TABLE reservation DROP COLUMN seal; ALTER TABLE operation DROP COLUMN reserved;
       ALTER TABLE change DROP COLUMN independent, DROP COLUMN seen_before; SELECT chain_again()`,
    );
    const before = await client.query(
      'SELECT layer_id, id, independent, seen_before FROM annotation ORDER BY 1, 2',
    );
    await client.query(migration);
    expect((await checkWithin(onClient(client), db.directUrl)).problems).toEqual([]);
    const after = await client.query(
      'SELECT layer_id, id, independent, seen_before FROM annotation ORDER BY 1, 2',
    );
    expect(after.rows).toEqual(before.rows);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

test('an empty database is a good one', async () => {
  const empty = await createTestDatabase();
  try {
    expect(await checkDatabase(empty)).toEqual({
      problems: [],
      more: false,
      counts: { projects: 0, documents: 0, annotations: 0, changes: 0 },
    });
  } finally {
    await empty.drop();
  }
});

test('what is in a layer is proved by the database itself, and added up only where that cannot', async () => {
  const unproven = async (statements: string) => {
    const client = await db.pool.connect();
    try {
      await client.query(`BEGIN; SET LOCAL session_replication_role = 'replica'; ${statements}`);
      const { rows } = await client.query<{ id: string }>('SELECT id FROM project');
      const found = await Promise.all(rows.map(({ id }) => findUnproven(onClient(client), id)));
      return found.flat();
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };
  expect(await unproven('')).toEqual([]);
  const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM layer ORDER BY id LIMIT 1');
  const [id = ''] = rows.map((row) => row.id);
  const one = `(SELECT id FROM annotation WHERE layer_id = '${id}' LIMIT 1)`;
  for (const statement of [
    `UPDATE annotation SET memo = 'x' WHERE id = ${one}`,
    `UPDATE annotation SET quote = 'x' WHERE id = ${one}`,
    `DELETE FROM annotation WHERE id = ${one}`,
    `UPDATE change SET before = after WHERE entity_id = ${one}`,
    `DELETE FROM change WHERE entity_id = ${one}`,
    `UPDATE layer SET version = 9 WHERE id = '${id}'`,
  ])
    expect(await unproven(statement), statement).toEqual([id]);
});

test('tells a thousand problems and that there are more, however many there are', async () => {
  const client = await db.pool.connect();
  try {
    await client.query(
      `BEGIN; SET LOCAL session_replication_role = 'replica';
       INSERT INTO sentence SELECT document_id, 1000 + nth, block, start, "end", start_cp, end_cp, project_id
         FROM sentence, generate_series(1, 600) AS nth WHERE index = 1`,
    );
    const { problems, more } = await checkWithin(onClient(client), db.directUrl, { structure: false });
    expect([problems.length, more]).toEqual([MOST_PROBLEMS, true]);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

const tagChange = `noun = 'tag' AND action = 'create'`;
const annotationChange = `noun = 'annotation' AND stream LIKE 'work:' || (SELECT id FROM round WHERE blind) || '%'`;
const study = `(SELECT project_id FROM document LIMIT 1)`;
const aChange =
  /^Project .*: the change of revision \d+ \(\w+ .*\) is not what was stored by operation .*\.$/;
const anOperation = /^Project .*: operation .* is not what was stored when it was given\.$/;
const content =
  /^The original bytes, blocks, sentences, lines or attachments of document .* are not those that were stored with it\.$/;
const sealBroken = (name: string) =>
  new RegExp(`^${name} .* was written by something else than this program\\.$`);
const gone = (name: string) => new RegExp(`^The ${name} is gone\\.$`);
const altered = (name: string) => new RegExp(`^The ${name} is not as this program makes it\\.$`);
const foreign = (name: string) => new RegExp(`^The ${name} is not of this program\\.$`);

/** What was damaged, the problem that must be told, and the SQL that does it. */
const kinds: readonly (readonly [string, RegExp, string])[] = [
  // Texts, and what stands in them
  [
    'a changed text',
    /^The text of document .* is not that of its SHA-256\.$/,
    `ALTER TABLE document DROP CONSTRAINT document_sha256_true; UPDATE document SET text = replace(text, 'blijft', 'blieft')`,
  ],
  [
    'a changed text with its hash',
    /^The document .* is not what its changes add up to\.$/,
    `UPDATE document SET text = replace(text, 'blijft', 'blieft'),
       text_sha256 = encode(sha256(convert_to(replace(text, 'blijft', 'blieft'), 'UTF8')), 'hex')`,
  ],
  [
    'a changed length',
    /^The lengths of document .* are not those of its text\.$/,
    'ALTER TABLE document DROP CONSTRAINT document_length_cp; UPDATE document SET length_cp = length_cp + 1',
  ],
  [
    'a letter of which two readings are worked on',
    /^Of the letter .* not one reading is worked on but 2\.$/,
    `UPDATE document SET rendition = 2, rendition_of_id = (SELECT id FROM document WHERE title <> 'Second letter' LIMIT 1)
     WHERE title = 'Second letter'`,
  ],
  [
    'a reading that was replaced by another letter',
    /^The document .* was replaced by one that is of another letter\.$/,
    `UPDATE document SET replaced_by_id = (SELECT id FROM document WHERE title = 'Second letter')
     WHERE title <> 'Second letter' AND project_id = (SELECT project_id FROM document WHERE title = 'Second letter')`,
  ],
  [
    'work that was given in a reading that was replaced',
    /^The assignment .* is in a reading that is no longer worked on\.$/,
    `UPDATE document SET replaced_by_id = (SELECT id FROM document WHERE title = 'Second letter')
     WHERE title <> 'Second letter' AND project_id = (SELECT project_id FROM document WHERE title = 'Second letter')`,
  ],
  ['replaced original bytes', content, `UPDATE document SET original = 'x'`],
  ['a replaced hash of the content', content, `UPDATE document SET content_sha256 = sha256('x')`],
  [
    'replaced original bytes with their hash',
    aChange,
    `UPDATE document SET original = 'x'; UPDATE document SET content_sha256 = document_content_hash(project_id, id)`,
  ],
  [
    'a moved block',
    /^The block 2 of document .* starts?|^The block 2 of document .*/,
    'UPDATE block SET start = start - 1 WHERE index = 2',
  ],
  ['a block that is gone', content, 'DELETE FROM block WHERE index = 1'],
  ['the level of a block', content, 'UPDATE block SET level = 4 WHERE index = 1'],
  ['the kind of a block', content, `UPDATE block SET kind = 'quote' WHERE index = 2`],
  ['who speaks in a block', content, `UPDATE block SET data = '{"speaker": "Blok"}' WHERE index = 2`],
  [
    'a note of another place',
    /^The block 2 of document .* is a note of a place that is not in the text\.$/,
    `UPDATE block SET kind = 'footnote', mark = '1', at = 7, at_cp = 6 WHERE index = 2`,
  ],
  ['lines of a page', content, `INSERT INTO page_lines SELECT project_id, id, 1, '[]' FROM document`],
  [
    'lines outside the text',
    /^The lines of page 2 of document .* are not in its text\.$/,
    `INSERT INTO page_lines SELECT project_id, id, 2, '[[0, 100000, 1, 1, 2, 2]]' FROM document`,
  ],
  [
    'a file beside a document',
    content,
    `INSERT INTO attachment SELECT gen_random_uuid(), project_id, id, 'x.pdf', 'application/pdf', encode(sha256('x'), 'hex'), 1, 'x'
       FROM document`,
  ],
  [
    'a detail that was read',
    /^The document .* is not what its changes add up to\.$/,
    `UPDATE document SET stated = '{"date": {"value": "2019", "start": null, "end": null, "from": "file"}}'`,
  ],
  [
    'the passage of a detail',
    /^A detail of document .* names a passage that is not in its text\.$/,
    `UPDATE document SET stated = '{"date": {"value": "2019", "start": 5, "end": 900000, "from": "letter"}}'`,
  ],
  ['missing sentences', content, 'DELETE FROM sentence'],
  [
    'one missing sentence at the end',
    content,
    'DELETE FROM sentence WHERE index = (SELECT max(index) FROM sentence)',
  ],
  [
    'a sentence cut in two',
    content,
    'UPDATE sentence SET "end" = "end" - 1, end_cp = end_cp - 1 WHERE index = 1',
  ],
  [
    'a sentence that leaves its block',
    /^The sentence 2 of document .* leaves its block\.$/,
    'UPDATE sentence SET block = 1 WHERE index = 2',
  ],
  [
    'a document that is gone',
    /^The document .* was made, and is not stored\.$/,
    `DELETE FROM document WHERE title = 'Second letter'`,
  ],
  [
    'another title',
    /^The document .* is not what its changes add up to\.$/,
    `UPDATE document SET title = 'x' WHERE title = 'Letter'`,
  ],
  [
    'a document in another project',
    /^The document .* is stored, and no change made it\.$/,
    `UPDATE document SET project_id = (SELECT id FROM project WHERE name = 'Another study')`,
  ],

  // Annotations
  [
    'a moved annotation',
    /^The annotation .* in layer .* has a quote that is not its text\.$/,
    'UPDATE annotation SET start = start + 1, "end" = "end" + 1, start_cp = start_cp + 1, end_cp = end_cp + 1 WHERE start = 0',
  ],
  [
    'code points that are not those of the offsets',
    /has code points that are not those of its offsets\.$/,
    'UPDATE annotation SET end_cp = end_cp + 1 WHERE start = 0',
  ],
  [
    'a quote that is not the text',
    /has a quote that is not its text\.$/,
    `UPDATE annotation SET quote = 'Koersvost' WHERE start = 0`,
  ],
  [
    'a memo that no change wrote',
    /^The annotation .* is not what its changes add up to\.$/,
    `UPDATE annotation SET memo = 'x' WHERE start = 0`,
  ],
  [
    'an annotation that is gone',
    /^The annotation .* was made, and is not stored\.$/,
    'DELETE FROM annotation WHERE start = 0',
  ],
  [
    'the same annotation twice',
    /^The annotation .* is there more than once\.$/,
    `DROP INDEX annotation_alive_once; CREATE TEMP TABLE twin AS SELECT * FROM annotation WHERE start = 0;
     UPDATE twin SET id = gen_random_uuid(); INSERT INTO annotation SELECT * FROM twin`,
  ],
  [
    'a layer of somebody else',
    /^The layer .* is not what its changes add up to\.$/,
    `UPDATE layer SET member_id = (SELECT id FROM member WHERE role = 'viewer')`,
  ],

  // Rows of a project
  [
    'a row that nobody made',
    /^The round .* is stored, and no change made it\.$/,
    `INSERT INTO round (id, project_id, number, name, blind, created_at) SELECT gen_random_uuid(), id, 7, 'x', false, now() FROM project`,
  ],
  [
    'a role that nobody gave',
    /^The member .* is not what its changes add up to\.$/,
    `UPDATE member SET role = 'owner' WHERE role = 'viewer'`,
  ],
  [
    'a member who is another person',
    /^Member .* is person .*, and was made by .*\.$/,
    `UPDATE member SET user_id = (SELECT user_id FROM member WHERE project_id <> ${study} LIMIT 1) WHERE role = 'viewer'`,
  ],
  [
    'a round made at another time',
    /^The round .* says that it was made at another moment than its change\.$/,
    `UPDATE round SET created_at = created_at - interval '1 day'`,
  ],
  [
    'a round that is no longer blind',
    /^The round .* is not what its changes add up to\.$/,
    'UPDATE round SET blind = false WHERE blind',
  ],
  [
    'an assignment that is gone',
    /^The assignment .* was made, and is not stored\.$/,
    'DELETE FROM assignment',
  ],
  [
    'an archived tag',
    /^The tag .* is not what its changes add up to\.$/,
    `UPDATE tag SET archived_at = now() WHERE name = 'pressure'`,
  ],
  [
    'an edited version of the codebook',
    /^Version 1 of the codebook of project .* is not what its tags were\.$/,
    `UPDATE codebook_version SET tags = jsonb_set(tags, '{0,definition}', '"x"') WHERE version = 1`,
  ],
  [
    'a deleted version of the codebook',
    /^Version 1 of the codebook of project .* was made, and is not stored\.$/,
    'DELETE FROM codebook_version WHERE version = 1',
  ],
  [
    'a version of the codebook too many',
    /^Version 9 of the codebook of project .* is stored, and no change made it\.$/,
    `INSERT INTO codebook_version SELECT project_id, 9, tags, created_at FROM codebook_version WHERE version = 1`,
  ],
  [
    'a version of the codebook at another time',
    /^Version 1 .* says that it was made at another moment than its change\.$/,
    `UPDATE codebook_version SET created_at = created_at - interval '1 day' WHERE version = 1`,
  ],

  // Changes
  [
    'a change that is gone',
    /^Project .*: operation .* made 1 changes?, and has 0\.$/,
    `DELETE FROM change WHERE noun = 'member' AND action = 'edit'`,
  ],
  [
    'the last change, gone with its revision',
    /^Project .*: operation .* made \d+ changes?, and has \d+\.$/,
    `DELETE FROM change WHERE rev = (SELECT max(rev) FROM change); UPDATE project SET rev = (SELECT max(rev) FROM change WHERE project_id = project.id)`,
  ],
  [
    'a change that was rewritten',
    aChange,
    `UPDATE change SET after = jsonb_set(after, '{name}', '"x"') WHERE ${tagChange}`,
  ],
  [
    'a change whose past was rewritten',
    aChange,
    `UPDATE change SET before = jsonb_set(before, '{role}', '"owner"') WHERE noun = 'member' AND action = 'edit'`,
  ],
  [
    'a change moved to another stream with the counters mended',
    aChange,
    `UPDATE change SET stream = 'shared', seq = (SELECT seq FROM stream WHERE name = 'shared' AND stream.project_id = change.project_id) + 1
       WHERE ${annotationChange} AND seq = (SELECT max(seq) FROM change AS last WHERE last.stream = change.stream);
     UPDATE stream SET seq = (SELECT count(*) FROM change WHERE change.project_id = stream.project_id AND change.stream = stream.name)`,
  ],
  [
    'a change by another member',
    aChange,
    `UPDATE change SET member_id = (SELECT id FROM member WHERE role = 'viewer') WHERE ${tagChange}`,
  ],
  ['a change at another time', aChange, `UPDATE change SET at = at - interval '1 day' WHERE ${tagChange}`],
  ['another action', aChange, `UPDATE change SET action = 'restore' WHERE ${tagChange}`],
  [
    'a change of another thing',
    aChange,
    `UPDATE change SET entity_id = gen_random_uuid() WHERE ${tagChange}`,
  ],
  [
    'a change in another layer',
    aChange,
    `UPDATE change SET layer_id = gen_random_uuid() WHERE ${annotationChange}`,
  ],
  [
    'a change in another document',
    aChange,
    `UPDATE change SET document_id = (SELECT id FROM document WHERE title = 'Second letter') WHERE ${annotationChange}`,
  ],
  ['another noun', aChange, `UPDATE change SET noun = 'reading' WHERE ${annotationChange}`],
  [
    'two changes that changed places',
    aChange,
    `UPDATE change SET rev = 100000 - rev; UPDATE change SET rev = CASE 100000 - rev WHEN 3 THEN 2 WHEN 2 THEN 3 ELSE 100000 - rev END`,
  ],
  [
    'row and last change altered alike',
    aChange,
    `UPDATE tag SET definition = 'x' WHERE name = 'pressure'; UPDATE change SET after = jsonb_set(after, '{definition}', '"x"') WHERE after ->> 'name' = 'pressure'`,
  ],
  [
    'an annotation and its change, taken out alike',
    /^Project .*: operation .* made 3 changes, and has 2\.$/,
    `DELETE FROM change WHERE rev = (SELECT max(rev) FROM change WHERE noun = 'annotation'); DELETE FROM annotation AS gone WHERE NOT EXISTS (SELECT FROM change WHERE entity_id = gone.id)`,
  ],
  [
    'a change that nobody made',
    /^Project .*: operation .* made \d+ changes?, and has \d+\.$/,
    `INSERT INTO change SELECT (jsonb_populate_record(change, jsonb_build_object('rev', 999, 'seq', 999))).* FROM change WHERE ${tagChange} AND after ->> 'name' = 'pressure'`,
  ],

  // Counters
  [
    'a project that has lost count',
    /^The last revision of project .* is \d+, and the project says \d+\.$/,
    'UPDATE project SET rev = rev + 1',
  ],
  [
    'a stream that has lost count',
    /^Stream .* of project .* has \d+ changes up to \d+, and says \d+\.$/,
    'UPDATE stream SET seq = seq - 1',
  ],
  [
    'a stream that is gone',
    /^Stream .* of project .* has \d+ changes up to \d+, and says 0\.$/,
    `DELETE FROM stream WHERE name <> 'shared'`,
  ],

  // Operations and the chain
  [
    'an operation that is gone',
    /^Project .*: operation .* is gone\.$/,
    `DELETE FROM operation WHERE kind = 'tag.create'`,
  ],
  [
    'a refused operation that is gone',
    /^Project .*: operation .* is gone\.$/,
    `DELETE FROM operation WHERE result ->> 'ok' = 'false'`,
  ],
  [
    'another kind of operation',
    anOperation,
    `UPDATE operation SET kind = 'tag.edit' WHERE kind = 'tag.create'`,
  ],
  [
    'another hash of an operation',
    anOperation,
    `UPDATE operation SET payload_hash = repeat('0', 64) WHERE kind = 'tag.create'`,
  ],
  [
    'an operation of somebody else',
    anOperation,
    `UPDATE operation SET member_id = (SELECT id FROM member WHERE role = 'viewer') WHERE kind = 'tag.create'`,
  ],
  [
    'an operation at another time',
    anOperation,
    `UPDATE operation SET created_at = created_at - interval '1 day' WHERE kind = 'tag.create'`,
  ],
  [
    'another refusal',
    anOperation,
    `UPDATE operation SET result = jsonb_set(result, '{refusal,code}', '"busy"') WHERE result ->> 'ok' = 'false'`,
  ],
  [
    'another search that annotations came from',
    anOperation,
    `UPDATE operation SET origin = '{"query": "richting"}' WHERE kind = 'annotation.tagHits'`,
  ],
  [
    'annotations that no longer came from a search',
    anOperation,
    `UPDATE operation SET origin = NULL WHERE kind = 'annotation.tagHits'`,
  ],
  ['an operation without a result', /^Operation .* has no result\.$/, 'UPDATE operation SET result = NULL'],
  [
    'a refused operation with changes',
    /^Operation .* was refused and has changes\.$/,
    `UPDATE operation SET result = '{"ok": false}' WHERE kind = 'tag.create'`,
  ],
  [
    'an operation that nobody gave',
    /^Project .*: operation .* is stored, and the chain has no link of it\.$/,
    `INSERT INTO operation SELECT (jsonb_populate_record(operation, jsonb_build_object('op_id', gen_random_uuid()))).* FROM operation WHERE kind = 'tag.edit'`,
  ],
  [
    'a link that is gone',
    /^Project .*: link 4 of the chain comes after 2: what was between them is gone\.$/,
    'DELETE FROM link WHERE number = 3',
  ],
  [
    'a rewritten link',
    /^Project .*: link 3 of the chain does not follow from the one before it\.$/,
    'UPDATE link SET head = sha256(head) WHERE number = 3',
  ],
  [
    'a link whose parts were mended with a change',
    /^Project .*: link \d+ of the chain does not follow from the one before it\.$/,
    `UPDATE change SET at = at - interval '1 day' WHERE ${tagChange}; UPDATE link SET parts = substring(parts FOR 32) || (SELECT string_agg(change_hash(change.*), '' ORDER BY rev) FROM change WHERE change.op_id = link.op_id) WHERE op_id IN (SELECT op_id FROM change WHERE ${tagChange})`,
  ],
  [
    'a chain that was cut short',
    /^Project .*: the chain says that it ends with link \d+, and its last link is \d+\.$/,
    `DELETE FROM link WHERE number = (SELECT length FROM chain WHERE chain.project_id = link.project_id)`,
  ],
  [
    'another head',
    /^Project .*: the chain says that it ends with link \d+, and its last link/,
    'UPDATE chain SET head = sha256(head)',
  ],
  [
    'a chain that is gone',
    /^Project .*: the chain says that it ends with link 0, and its last link is \d+\.$/,
    'DELETE FROM chain',
  ],

  // What no change tells of
  [
    'an invitation raised to owner',
    /^The invitation .* is not the one that was made\.$/,
    `UPDATE invitation SET role = 'owner'`,
  ],
  [
    'an invitation with another secret',
    sealBroken('The invitation'),
    `UPDATE invitation SET token_hash = 'mine'`,
  ],
  [
    'a link that leads to another project',
    /^The link of the invitation .* of project .* does not lead to it\.$/,
    `UPDATE invitation_link SET place = gen_random_uuid()`,
  ],
  [
    'a link that nobody made',
    /^A link leads to project .*, in which no invitation has it\.$/,
    `INSERT INTO invitation_link SELECT 'mine', place FROM invitation_link`,
  ],
  [
    'an invitation that is open again',
    sealBroken('The invitation'),
    `UPDATE invitation SET expires_at = expires_at + interval '1 year'`,
  ],
  ['an invitation that is gone', /^The invitation .* was made, and is gone\.$/, 'DELETE FROM invitation'],
  [
    'an invitation that nobody made',
    /^The invitation .* is stored, and no operation made it\.$/,
    `INSERT INTO invitation SELECT (jsonb_populate_record(invitation, jsonb_build_object('id', gen_random_uuid(), 'token_hash', 'mine', 'role', 'owner'))).* FROM invitation`,
  ],
  [
    'an owner of the installation whom nobody made one',
    sealBroken('The account of person'),
    `UPDATE "user" SET installation_role = 'owner'`,
  ],
  [
    'the address of a person',
    sealBroken('The account of person'),
    `UPDATE "user" SET email = 'mallory@example.org' WHERE name = 'Olga'`,
  ],
  [
    'an account that was taken back by nobody',
    /^Whether the account of person .* is retired is not what was done to it\.$/,
    `UPDATE "user" SET retired_at = now() WHERE name = 'Olga'`,
  ],
  [
    'what was done to an account',
    sealBroken('The entry about an account'),
    `INSERT INTO account_event SELECT gen_random_uuid(), now(), 'named', id, NULL FROM "user" WHERE name = 'Olga'`,
  ],
  // Long work
  ['the state of a job', sealBroken('The job'), `UPDATE job SET state = 'done', result = '{"name": "x"}'`],
  [
    'who asked for a job',
    sealBroken('The job'),
    `UPDATE job SET user_id = (SELECT id FROM "user" WHERE id <> job.user_id LIMIT 1)`,
  ],
  [
    'a job that keeps what it was given',
    /^The job .* has ended and keeps what it was given\.$/,
    `INSERT INTO job_blob SELECT place, id, 'file', '' FROM job`,
  ],
  [
    'what was given to a job that is gone',
    /^Something was given to the job .*, which is gone\.$/,
    `INSERT INTO job_blob SELECT place, gen_random_uuid(), 'file', '' FROM job`,
  ],
  [
    'a job that nobody holds and that runs',
    /^The job .* is held by nobody while it runs, or by somebody while it does not\.$/,
    `ALTER TABLE job DROP CONSTRAINT job_is_held_while_it_runs, DROP CONSTRAINT job_ends_at_a_moment;
     UPDATE job SET state = 'running'`,
  ],
  ['the password of a person', sealBroken('The way to sign in'), `UPDATE account SET password = 'mine'`],
  [
    'a second way to sign in',
    sealBroken('The way to sign in'),
    `INSERT INTO account SELECT (jsonb_populate_record(account, jsonb_build_object('id', gen_random_uuid(), 'account_id', 'y', 'password', 'mine'))).* FROM account`,
  ],
  [
    'a session that nobody began',
    sealBroken('The session'),
    `INSERT INTO session SELECT (jsonb_populate_record(session, jsonb_build_object('id', gen_random_uuid(), 'token', 'mine'))).* FROM session`,
  ],
  [
    'a token that was prolonged',
    sealBroken('The token'),
    `UPDATE api_token SET expires_at = expires_at + interval '9 years'`,
  ],
  [
    'a person who is gone',
    /^Person .* is gone, and .* \(table member\) speaks of them\.$/,
    `DELETE FROM "user" WHERE name = 'Olga'`,
  ],

  // What could be seen of others' work
  [
    'an annotation that is independent again',
    /^The annotation .* in layer .* says something else of what its coder could see than its change\.$/,
    `UPDATE annotation SET independent = true, seen_before = NULL WHERE seen_before = 'opened'`,
  ],
  [
    'an annotation whose coder saw nothing',
    /^The annotation .* says something else of what its coder could see than its change\.$/,
    'UPDATE annotation SET seen_before = NULL WHERE seen_before IS NOT NULL',
  ],
  [
    'an annotation whose coder did not open what they could',
    /^The annotation .* says something else of what its coder could see than its change\.$/,
    `UPDATE annotation SET seen_before = 'unopened' WHERE seen_before IS NOT NULL`,
  ],
  [
    'an annotation that nobody knows to be independent',
    /^The annotation .* says something else of what its coder could see than its change\.$/,
    'UPDATE annotation SET independent = NULL WHERE independent',
  ],
  [
    'an annotation and its change, made independent alike',
    aChange,
    `UPDATE annotation SET independent = true, seen_before = NULL WHERE seen_before IS NOT NULL;
     UPDATE change SET independent = true, seen_before = NULL WHERE seen_before IS NOT NULL`,
  ],
  [
    'a kept annotation of a first pass that is independent again',
    /^The annotation .* of the first pass .* says something else of what its coder could see than its change\.$/,
    `INSERT INTO first_pass_row SELECT pin.id, 'annotation', annotation.id, pin.project_id, pin.document_id,
       to_jsonb(annotation) || '{"independent": true}' FROM annotation JOIN layer AS pin ON pin.source_layer_id = layer_id;
     UPDATE annotation SET epoch = 1 FROM layer AS pin WHERE pin.source_layer_id = layer_id`,
  ],
  [
    'since when something could be seen',
    sealBroken('The sight of letter'),
    `UPDATE sight SET since = since - interval '1 day'`,
  ],
  [
    'when it was opened',
    sealBroken('The sight of letter'),
    `UPDATE sight SET opened_at = opened_at + interval '1 day'`,
  ],
  [
    'what was opened, and is said not to be',
    /^The sight of letter .* by member .* is not what an annotation says of it\.$/,
    'UPDATE sight SET opened_at = NULL',
  ],
  [
    'the round in which it could be seen',
    sealBroken('The sight of letter'),
    'UPDATE sight SET round_id = (SELECT id FROM round WHERE blind)',
  ],
  [
    'a sight that is gone',
    /^The sight of letter .* by member .* was noted, and is gone\.$/,
    'DELETE FROM sight',
  ],
  [
    'a sight that is gone with its note',
    /^The sight of letter .* by member .* was noted, and is gone\.$/,
    'DELETE FROM sight; DELETE FROM sight_note',
  ],
  [
    'a sight that was never noted',
    /^The sight of letter .* by member .* is stored, and was never noted\.$/,
    `INSERT INTO sight SELECT (jsonb_populate_record(sight, jsonb_build_object('document_id', (SELECT id FROM document WHERE title = 'Second letter')))).* FROM sight`,
  ],

  // What is kept for people who are invited
  [
    'a reservation that is gone',
    /^The reservation of letter .* was made, and is gone\.$/,
    'DELETE FROM reservation',
  ],
  [
    'a reservation that is free',
    /^The reservation of letter .* is not what its operation made of it\.$/,
    'UPDATE reservation SET removed_at = now() WHERE removed_at IS NULL',
  ],
  [
    'a reservation that is kept again',
    /^The reservation of letter .* is not what its operation made of it\.$/,
    'UPDATE reservation SET removed_at = NULL WHERE removed_at IS NOT NULL',
  ],
  [
    'a reservation of another operation',
    /^The reservation of letter .* is not what its operation made of it\.$/,
    `UPDATE reservation SET op_id = (SELECT op_id FROM operation WHERE kind = 'tag.create' LIMIT 1)`,
  ],
  [
    'a reservation at another time',
    sealBroken('The reservation'),
    `UPDATE reservation SET created_at = created_at - interval '1 day'`,
  ],
  [
    'a reservation that nobody made',
    /^The reservation of letter .* was made by no operation\.$/,
    `INSERT INTO reservation SELECT (jsonb_populate_record(reservation, jsonb_build_object('id', gen_random_uuid(), 'round_id', (SELECT id FROM round WHERE NOT blind LIMIT 1)))).* FROM reservation`,
  ],
  [
    'a reservation and its operation, altered alike',
    anOperation,
    `UPDATE reservation SET removed_at = NULL; UPDATE operation SET reserved = replace(reserved::text, 'false', 'true')::jsonb WHERE reserved IS NOT NULL`,
  ],

  // What a first pass shows
  [
    'a first pass that shows what was written later',
    /^The layer .* shows what was written up to another epoch than that in which it was made\.$/,
    `UPDATE layer SET source_epoch = 1 WHERE source_epoch = 0`,
  ],
  [
    'a first pass that shows less',
    /^The annotation .* of the first pass .* is gone\.$/,
    `UPDATE layer SET source_epoch = -1 WHERE source_epoch = 0`,
  ],
  [
    'a layer that was pinned less often',
    /^The layer .* was pinned another number of times than its epoch says\.$/,
    'UPDATE layer SET epoch = 0 WHERE epoch = 1',
  ],
  [
    'rows of an epoch that is yet to come',
    /^The layer .* has rows of an epoch that it has not reached\.$/,
    'UPDATE annotation SET epoch = 7',
  ],
];

/** The same of what is in the database beside rows. */
const structures: typeof kinds = [
  [
    'a dropped trigger',
    gone('trigger change_is_append_only of change'),
    'DROP TRIGGER change_is_append_only ON change',
  ],
  [
    'a trigger that is switched off',
    altered('trigger annotation_quote_is_true of annotation'),
    'ALTER TABLE annotation DISABLE TRIGGER annotation_quote_is_true',
  ],
  [
    'all triggers switched off',
    /^A trigger of the constraint annotation_project_id_fkey of annotation is not as this program makes it\.$/,
    'ALTER TABLE annotation DISABLE TRIGGER ALL',
  ],
  [
    'a trigger that nobody asked for',
    foreign('trigger spy of annotation'),
    `CREATE TRIGGER spy BEFORE INSERT ON annotation FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen()`,
  ],
  [
    'a function that does something else',
    altered('function refuse_change_of_frozen\\(\\)'),
    `CREATE OR REPLACE FUNCTION refuse_change_of_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`,
  ],
  [
    'a function that hides another',
    foreign('function row_hash\\(stored change\\)'),
    `CREATE FUNCTION row_hash(stored change) RETURNS bytea LANGUAGE sql RETURN ''::bytea`,
  ],
  ['a dropped index', gone('index tag_alive_name of tag'), 'DROP INDEX tag_alive_name'],
  [
    'an index that only speeds things up',
    gone('index annotation_project_id_tag_id_layer_id_idx of annotation'),
    'DROP INDEX annotation_project_id_tag_id_layer_id_idx',
  ],
  [
    'a unique index that is none any more',
    altered('index annotation_alive_once of annotation'),
    `DROP INDEX annotation_alive_once; CREATE INDEX annotation_alive_once ON annotation (layer_id, tag_id, start, "end") WHERE deleted_at IS NULL`,
  ],
  [
    'a dropped check',
    gone('constraint annotation_span of annotation'),
    'ALTER TABLE annotation DROP CONSTRAINT annotation_span',
  ],
  [
    'a dropped foreign key',
    gone('constraint annotation_project_id_tag_id_fkey of annotation'),
    'ALTER TABLE annotation DROP CONSTRAINT annotation_project_id_tag_id_fkey',
  ],
  [
    'a column that may be empty',
    altered('column quote of annotation'),
    'ALTER TABLE annotation ALTER COLUMN quote DROP NOT NULL',
  ],
  [
    'a column of somebody else',
    foreign('column spy of annotation'),
    'ALTER TABLE annotation ADD COLUMN spy text',
  ],
  ['a policy', foreign('policy hide of change'), 'CREATE POLICY hide ON change USING (false)'],
  ['a table with row security', altered('table change'), 'ALTER TABLE change ENABLE ROW LEVEL SECURITY'],
  [
    'a rule',
    foreign('rule drop_it of change'),
    'CREATE RULE drop_it AS ON INSERT TO change DO INSTEAD NOTHING',
  ],
  [
    'rights for somebody else',
    foreign('right of pg_monitor of annotation'),
    'GRANT UPDATE ON annotation TO pg_monitor',
  ],
  ['a right for everybody', foreign('right of everybody of session'), 'GRANT SELECT ON session TO PUBLIC'],
  [
    'a right to one column',
    foreign('right of pg_monitor on its column role of member'),
    'GRANT UPDATE (role) ON member TO pg_monitor',
  ],
  ['another owner', altered('owner of link'), 'ALTER TABLE link OWNER TO pg_monitor'],
  [
    'a table that inherits of ours',
    foreign('inheritance of heir of annotation'),
    'CREATE TABLE heir () INHERITS (annotation)',
  ],
  [
    'a table of ours that inherits',
    foreign('inheritance of presence of above'),
    'CREATE TABLE above (); ALTER TABLE presence INHERIT above',
  ],
  [
    'a view that shows something else',
    altered('view layered_reading'),
    'CREATE OR REPLACE VIEW layered_reading AS SELECT * FROM reading',
  ],
  [
    'a rule of a view',
    /^A trigger or rule of the view layered_reading is not of this program\.$/,
    'CREATE RULE elsewhere AS ON DELETE TO layered_reading DO INSTEAD NOTHING',
  ],
  [
    'triggers that are off for whoever connects',
    /^The setting session_replication_role=replica of database .* switches off/,
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database()); END $$`,
  ],
  [
    'triggers that are off for the role of the program',
    /^The setting session_replication_role=replica of role .* in every database switches off/,
    `DO $$ BEGIN EXECUTE format('ALTER ROLE %I SET session_replication_role = replica', current_user); END $$`,
  ],
  [
    'a name under which everybody is this program',
    /^The setting application_name=koersvast of role .* in database .* switches off/,
    `DO $$ BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I SET application_name = koersvast', current_user, current_database()); END $$`,
  ],
  [
    'leave for somebody to switch triggers off',
    /^The setting session_replication_role=pg_monitor of everybody who was given it switches off/,
    'GRANT SET ON PARAMETER session_replication_role TO pg_monitor',
  ],
  ['a table that is not logged', altered('table link'), 'ALTER TABLE link SET UNLOGGED'],
];

describe('finds', () => {
  test.each([
    ...kinds.map((kind) => [...kind, false] as const),
    // Looking at the structure takes as long as all the rest.
    ...structures.map((kind) => [...kind, true] as const),
  ])('%s', async (_, expected, statements, structure) => {
    const problems = await damaged(statements, structure);
    expect(problems.map(({ text }) => text)).toContainEqual(expect.stringMatching(expected));
    // Each is one plain sentence.
    for (const { text } of problems) expect(text).toMatch(/^[A-Z][^\n]*\.$/);
  });
});
