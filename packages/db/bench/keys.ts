/**
 * `npm run bench:keys -w packages/db`: how long it takes to let the keys of an existing installation lead with the
 * project. `-- --annotations 100000` for fewer than a million. Bar: two minutes.
 */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { applyMigrations, migrate } from '../src/migrate.ts';
import { connectDirect, MIGRATIONS_FOLDER, readMigrations } from '../src/migration-history.ts';
import { createEmptyDatabaseUrl, startTestCluster } from '../src/testing/index.ts';

const { annotations } = parseArgs({
  options: { annotations: { type: 'string', default: '1000000' } },
}).values;
const letters = 200;
const coders = 5;
const inLayer = Math.ceil(Number(annotations) / letters / coders);
const say = (line: string) => process.stdout.write(`${line}\n`);
const since = (from: number) => `${((performance.now() - from) / 1_000).toFixed(1)} s`;

/** A study as the version before kept it; rows that the migration does not touch are left out. */
const study = `SET session_replication_role = 'replica';
  INSERT INTO project (id, name, language, created_at) VALUES (uuidv7(), 'Study', 'nl', now());
  INSERT INTO "user" (id, name, email, updated_at) SELECT uuidv7(), 'Person ' || nth, nth || '@example.org', now()
    FROM generate_series(1, ${coders}) AS nth;
  INSERT INTO member (id, project_id, user_id, role, created_at) SELECT uuidv7(), project.id, "user".id, 'coder', now() FROM project, "user";
  INSERT INTO round (id, project_id, number, name, blind, created_at) SELECT uuidv7(), id, 1, '', false, now() FROM project;
  INSERT INTO tag (id, project_id, name, appearance, position, created_at)
    SELECT uuidv7(), id, 'tag ' || nth, nth, nth, now() FROM project, generate_series(1, 40) AS nth;
  INSERT INTO document (id, project_id, title, language, text, text_sha256, length_utf16, length_cp, original, encoding, reader,
      segmenter, created_by_id, created_at)
    SELECT uuidv7(), project.id, 'Letter ' || nth, 'nl', repeat('woord ', 2000),
      encode(sha256(convert_to(repeat('woord ', 2000), 'UTF8')), 'hex'), 12000, 12000, '', 'utf-8', '1', '1',
      (SELECT id FROM member LIMIT 1), now() FROM project, generate_series(1, ${letters}) AS nth;
  INSERT INTO block (document_id, index, kind, paragraph, start, "end", start_cp, end_cp)
    SELECT id, nth, 'paragraph', nth, nth, nth + 1, nth, nth + 1 FROM document, generate_series(1, 100) AS nth;
  INSERT INTO sentence (document_id, index, block, start, "end", start_cp, end_cp)
    SELECT id, nth, 1 + (nth - 1) / 4, nth, nth + 1, nth, nth + 1 FROM document, generate_series(1, 400) AS nth;
  INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at)
    SELECT uuidv7(), project.id, document.id, round.id, member.id, 'current', false, now() FROM project, document, round, member;
  INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote, codebook_version,
      created_by_id, made_at, created_at, updated_at, epoch, independent)
    SELECT layer.id, uuidv7(), layer.project_id, layer.document_id, tag.id, nth, nth + 20, nth, nth + 20, 'woord woord woord wo', 1,
      layer.member_id, now(), now(), now(), 0, false
    FROM layer, generate_series(1, ${inLayer}) AS nth JOIN LATERAL (SELECT id FROM tag WHERE position = 1 + nth % 40) AS tag ON true;
  INSERT INTO operation (user_id, op_id, project_id, member_id, kind, payload_hash, result, created_at)
    SELECT member.user_id, annotation.id, annotation.project_id, member.id, 'annotation.create', encode(sha256(uuid_send(annotation.id)), 'hex'),
      '{"ok": true, "answer": null}', now() FROM annotation JOIN member ON member.id = annotation.created_by_id;
  INSERT INTO change (project_id, rev, stream, seq, user_id, op_id, member_id, noun, entity_id, layer_id, document_id, action, after, at, independent)
    SELECT project_id, nth, 'work', nth, user_id, op_id, member_id, 'annotation', op_id, layer_id, document_id, 'create',
      jsonb_build_object('id', op_id, 'layerId', layer_id, 'documentId', document_id, 'quote', 'woord woord woord wo', 'start', nth), created_at, false
    FROM (SELECT operation.*, annotation.layer_id, annotation.document_id AS of_document, row_number() OVER () AS nth
      FROM operation JOIN annotation ON annotation.id = operation.op_id) AS made (user_id, op_id, project_id, member_id, kind,
        payload_hash, of_letter, round_id, undoes, result, created_at, reserved, layer_id, document_id, nth);
  INSERT INTO review (id, project_id, document_id, layer_id, annotation_id, annotation_version, verdict, created_by_id, created_at)
    SELECT uuidv7(), project_id, document_id, layer_id, id, 1, 'accept', created_by_id, now() FROM annotation WHERE start % 5 = 0;
  INSERT INTO reply (id, project_id, document_id, layer_id, annotation_id, text, created_by_id, created_at, updated_at)
    SELECT uuidv7(), project_id, document_id, layer_id, id, 'Why?', created_by_id, now(), now() FROM annotation WHERE start % 20 = 0;
  SET session_replication_role = 'origin';`;

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
try {
  const directUrl = await createEmptyDatabaseUrl();
  const all = await readMigrations(MIGRATIONS_FOLDER);
  const client = await connectDirect(directUrl, 'koersvast-bench');
  await applyMigrations(
    client,
    all.slice(
      0,
      all.findIndex(({ name }) => name.endsWith('_keys_lead_with_project')),
    ),
  );
  await client.query(study);
  await client.query('VACUUM ANALYZE');
  await client.end();
  const from = performance.now();
  await migrate({ directUrl, onStep: (step) => say(`${since(from)}: ${step}`) });
  say(`the keys of ${inLayer * letters * coders} annotations lead with the project: ${since(from)}`);
} finally {
  await cluster.stop();
}
