/**
 * `npm run bench:check -w packages/db`: how long the chain of existing changes takes to make, and the check of all of
 * them, and the memory of that. `-- --changes 100000` for fewer than a million. Bar: a minute, 200 MB.
 */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { checkDatabase } from '../src/check/check.ts';
import {
  buildDocument,
  buildMember,
  buildProject,
  buildTag,
  createTestDatabase,
  startTestCluster,
} from '../src/testing/index.ts';

const { changes } = parseArgs({ options: { changes: { type: 'string', default: '1000000' } } }).values;
const inLayer = 2_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const db = await createTestDatabase();
try {
  const project = await buildProject(db);
  const coder = await buildMember(db, project);
  const tag = await buildTag(db, project);
  const text = `${Array.from({ length: 4_000 }, (_, index) => `woord${index}`).join(' ')}.`;
  const client = await db.pool.connect();
  await client.query('SET statement_timeout = 0; ALTER TABLE change DISABLE TRIGGER USER');
  for (let layer = 0; layer < Number(changes) / inLayer; layer += 1) {
    const document = await buildDocument(db, project, { text });
    const given = [
      project.id,
      document.id,
      project.round.id,
      coder.id,
      tag.id,
      coder.personId,
      inLayer,
      text,
    ];
    await client.query(
      `WITH layer AS (
         INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, 'current', false, now()) RETURNING *
       ), made AS (
         INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
           codebook_version, created_by_id, made_at, created_at, updated_at, epoch)
         SELECT layer.id, gen_random_uuid(), $1, $2, $5, nth, nth + 20, nth, nth + 20, substring($8 FROM nth + 1 FOR 20),
           1, $4, now(), now(), now(), 0 FROM layer, generate_series(1, $7::int) AS nth RETURNING *
       ), given AS (
         INSERT INTO operation (user_id, op_id, project_id, member_id, kind, payload_hash, result, created_at)
         SELECT $6, id, $1, $4, 'annotation.create', repeat('0', 64), '{"ok": true, "answer": null}', now() FROM made
       )
       INSERT INTO change (project_id, rev, stream, seq, user_id, op_id, member_id, noun, entity_id, layer_id, document_id,
         action, after, at)
       SELECT $1, project.rev + row_number() OVER (), 'bench', project.rev + row_number() OVER (), $6, made.id, $4,
         'annotation', made.id, layer_id, $2, 'create', to_jsonb(made), now() FROM made, project WHERE project.id = $1`,
      given,
    );
    await client.query(
      'UPDATE project SET rev = (SELECT max(rev) FROM change WHERE project_id = project.id)',
    );
  }
  await client.query('ANALYZE');
  const chained = performance.now();
  await client.query('SELECT chain_again()');
  say(`the chain of ${changes} changes: ${((performance.now() - chained) / 1_000).toFixed(1)} s`);
  client.release();
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  const from = performance.now();
  const { counts } = await checkDatabase(db);
  clearInterval(watch);
  say(
    `the check of ${counts.changes} changes: ${((performance.now() - from) / 1_000).toFixed(1)} s, ${((most - before) / 1_048_576).toFixed(0)} MB more than before`,
  );
} finally {
  await db.drop();
  await cluster.stop();
}
