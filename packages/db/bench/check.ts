/**
 * `npm run bench:check -w packages/db`: how long the chain of existing changes takes to make, and the check of all of
 * them, and the memory of that. `-- --changes 100000` for fewer than a million. Bar: a minute, 200 MB.
 */
import { randomUUIDv7 } from 'node:crypto';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { workStream } from '@koersvast/core/scope';
import { checkDatabase } from '../src/check/check.ts';
import {
  buildDocument,
  buildMember,
  buildProject,
  buildTag,
  command,
  createRow,
  createTestDatabase,
  startTestCluster,
} from '../src/testing/index.ts';

const { changes } = parseArgs({ options: { changes: { type: 'string', default: '1000000' } } }).values;
const inLayer = 2_000;

const at = new Date().toISOString();
/** As the program writes it: fields under their names in the wire row, moments in ISO 8601. */
const wireRow = `jsonb_build_object('id', made.id, 'layerId', made.layer_id, 'documentId', made.document_id, 'tagId', made.tag_id,
  'start', made.start, 'end', made."end", 'startCp', made.start_cp, 'endCp', made.end_cp, 'quote', made.quote,
  'memo', made.memo, 'certainty', made.certainty, 'version', made.version, 'codebookVersion', made.codebook_version,
  'createdById', made.created_by_id, 'madeAt', '${at}', 'createdAt', '${at}', 'updatedAt', '${at}', 'deletedAt', NULL)`;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function measure(how: string): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  const from = performance.now();
  const { counts, problems } = await checkDatabase(db);
  clearInterval(watch);
  const took = ((performance.now() - from) / 1_000).toFixed(1);
  const memory = ((most - before) / 1_048_576).toFixed(0);
  say(
    `the check of ${counts.changes} changes, ${how}: ${took} s, ${memory} MB more than before, load ${loadavg()[0]?.toFixed(1)}`,
  );
  const codes = new Set(problems.map(({ code }) => code));
  say(`${problems.length} problems: ${[...codes].join(', ')}`);
  if (problems.length > 0) process.exitCode = 1;
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const db = await createTestDatabase();
try {
  const project = await buildProject(db);
  const coder = await buildMember(db, project);
  const tag = await buildTag(db, project);
  const text = `${Array.from({ length: 4_000 }, (_, index) => `woord${index}`).join(' ')}.`;
  const client = await db.pool.connect();
  await client.query('SET statement_timeout = 0');
  for (let layer = 0; layer < Number(changes) / inLayer; layer += 1) {
    const document = await buildDocument(db, project, { text });
    const layerId = randomUUIDv7();
    const stream = workStream(project.round.id, document.id, coder.id);
    await command(db, project, 'annotation.create', (asked) =>
      createRow(
        asked,
        'layer',
        {
          id: layerId,
          documentId: document.id,
          roundId: project.round.id,
          memberId: coder.id,
          kind: 'current',
          independent: false,
          finishedAt: null,
          sourceLayerId: null,
          version: 1,
          createdAt: asked.at.toISOString(),
        },
        {},
        { stream },
      ),
    );
    await client.query(
      `WITH made AS (
         INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
           codebook_version, created_by_id, made_at, created_at, updated_at, epoch, independent)
         SELECT $1, uuidv7(), $2, $3, $4, nth, nth + 20, nth, nth + 20, substring($8 FROM nth + 1 FOR 20),
           1, $5, $9, $9, $9, 0, false FROM generate_series(1, $7::int) AS nth RETURNING *
       ), given AS (
         INSERT INTO operation (user_id, op_id, project_id, member_id, kind, payload_hash, result, created_at)
         SELECT $6, id, $2, $5, 'annotation.create', encode(sha256(uuid_send(id)), 'hex'), '{"ok": true, "answer": null}', $9 FROM made
       )
       INSERT INTO change (project_id, rev, stream, seq, user_id, op_id, member_id, noun, entity_id, layer_id, document_id,
         action, after, at, independent)
       SELECT $2, project.rev + nth, $10, nth + 1, $6, made.id, $5, 'annotation', made.id, layer_id, $3, 'create', after, $9, false
       FROM (SELECT *, row_number() OVER () AS nth, ${wireRow} AS after FROM made) AS made, project WHERE project.id = $2`,
      [layerId, project.id, document.id, tag.id, coder.id, coder.personId, inLayer, text, at, stream],
    );
    await client.query('UPDATE project SET rev = rev + $2 WHERE id = $1', [project.id, inLayer]);
    await client.query('UPDATE stream SET seq = seq + $2 WHERE name = $1', [stream, inLayer]);
    // How a foreign key is looked up is planned once in a session, and for an empty table it is planned badly.
    if (layer === 0) await client.query('ANALYZE');
  }
  const chained = performance.now();
  await client.query('SELECT chain_again()');
  say(`the chain of ${changes} changes: ${((performance.now() - chained) / 1_000).toFixed(1)} s`);
  // As it stands after a restore, when nobody has counted anything yet; and as it is in time.
  await client.query(
    `SELECT pg_clear_relation_stats('public', relname) FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  await client.query(
    `SELECT pg_clear_attribute_stats('public', tablename, attname, inherited) FROM pg_stats WHERE schemaname = 'public'`,
  );
  await measure('as nobody has counted them');
  await client.query('ANALYZE');
  client.release();
  await measure('counted');
} finally {
  await db.drop();
  await cluster.stop();
}
