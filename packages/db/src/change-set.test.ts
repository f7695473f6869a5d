import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readAnnotationChanges, readSets } from './change-set.ts';
import { checkDatabase } from './check/check.ts';
import type { Command } from './command.ts';
import { readFeeds } from './feed-read.ts';
import type { Rows } from './rows.ts';
import { loadAccess } from './scope.ts';
import { openSetRows, setRows } from './set-rows.ts';
import { sql } from './sql.ts';
import {
  buildDocument,
  buildProject,
  buildTag,
  command,
  createRow,
  createTestDatabase,
  type TestDatabase,
  type TestProject,
} from './testing/index.ts';
import { outsideTransaction } from './transaction.ts';

let db: TestDatabase;
let project: TestProject;
let layer: Rows['layer'];
let made: Rows['annotation'][];
let other: Rows['tag'];

beforeAll(async () => {
  db = await createTestDatabase();
  project = await buildProject(db);
  const document = await buildDocument(db, project);
  const tag = await buildTag(db, project);
  other = await buildTag(db, project);
  await command(db, project, 'annotation.create', async (given) => {
    const at = given.at.toISOString();
    layer = await createRow(
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
    made = [];
    for (const [start, quote] of [
      [0, 'Koersvast'],
      [10, 'richting'],
    ] as const) {
      const span = { start, end: start + quote.length, startCp: start, endCp: start + quote.length, quote };
      const dated = { madeAt: at, createdAt: at, updatedAt: at, deletedAt: null };
      const row = {
        memo: null,
        certainty: null,
        version: 1,
        codebookVersion: 1,
        createdById: given.memberId,
      };
      const place = { layerId: layer.id, documentId: document.id, tagId: tag.id };
      made.push(
        await createRow(
          given,
          'annotation',
          { id: crypto.randomUUID(), ...place, ...span, ...row, ...dated },
          {},
        ),
      );
    }
    return null;
  });
  await command(db, project, 'tag.merge', recodeAll);
});
afterAll(() => db.drop());

/** As a command would: all of a layer in one statement, and one change. */
async function recodeAll(given: Command): Promise<null> {
  const now = given.at.toISOString();
  await openSetRows(given.tx);
  const written = await given.tx.row(
    z.object({ id: z.string() }),
    sql`WITH written AS (UPDATE annotation SET tag_id = ${other.id}::uuid, version = version + 1, updated_at = ${now}
          WHERE layer_id = ${layer.id}::uuid RETURNING id, version)
        INSERT INTO ${setRows} (id, rows) SELECT gen_random_uuid(), jsonb_agg(jsonb_build_object('id', id, 'version', version,
          'before', jsonb_build_object('updatedAt', ${made[0]?.updatedAt}::text)) ORDER BY id) FROM written RETURNING id`,
  );
  given.recordSet({
    stream: 'shared',
    action: 'edit',
    noun: 'annotation',
    layerId: layer.id,
    documentId: layer.documentId,
    before: { tagId: made[0]?.tagId ?? '' },
    after: { tagId: other.id, updatedAt: now },
    rows: written?.id ?? '',
  });
  return null;
}

test('a set is one change, whatever is in it', async () => {
  const sets = await readSets(outsideTransaction(db), sql`WHERE rows IS NOT NULL`);
  expect(sets).toHaveLength(1);
  expect(sets[0]?.rows.map(({ id, version }) => [id, version])).toEqual(
    made.map(({ id }) => [id, 2]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
});

test('what it did to one of them is told in full', async () => {
  const [first] = made;
  if (!first) throw new Error('nothing was made');
  const changes = await readAnnotationChanges(outsideTransaction(db), sql`true`, first);
  expect(changes.map(({ action }) => action)).toEqual(['create', 'edit']);
  expect(changes[1]?.before).toEqual(first);
  expect(changes[1]?.after).toEqual({
    ...first,
    tagId: other.id,
    version: 2,
    updatedAt: changes[1]?.at,
  });
});

test('a reader is told to read the document again, and where they are', async () => {
  const tx = outsideTransaction(db);
  const who = { projectId: project.id, personId: project.owner.personId };
  const access = await loadAccess(tx, who);
  if (!access) throw new Error('no access');
  const reader = {
    personId: who.personId,
    scope: access.scope,
    position: { rev: 0, seen: 0 },
    now: new Date(),
  };
  const [read] = await readFeeds(tx, project.id, [reader]);
  if (read?.kind !== 'changes') throw new Error('no changes');
  expect(read.reread).toEqual([layer.documentId]);
  expect(read.more).toBe(false);
  const set = read.changes.filter(({ noun, action }) => noun === 'annotation' && action === 'edit');
  expect(set).toEqual([]);
  const [next] = await readFeeds(tx, project.id, [{ ...reader, position: read.position }]);
  expect(next).toMatchObject({ kind: 'changes', changes: [], reread: [] });
});

test('the check adds it up', async () => {
  expect((await checkDatabase(db)).problems).toEqual([]);
  await db.pool.query('ALTER TABLE change DISABLE TRIGGER USER');
  await db.pool.query(
    `UPDATE change SET rows = jsonb_set(rows, '{0,before,updatedAt}', '"2020-01-01T00:00:00.000Z"') WHERE rows IS NOT NULL`,
  );
  const { problems } = await checkDatabase(db, { structure: false });
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['chain', 'change_chain']));
});
