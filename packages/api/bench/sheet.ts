/**
 * `npm run bench:sheet -w packages/api`: a project of 5,000 documents with ten fields of its own: the server's time
 * for the list, its bytes, and one edit of a column of all of them, its undo, and how long the loop stands still
 * meanwhile. `-- --documents 500` for so many.
 */
import { randomUUIDv7 } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { buildDocument, buildProject, startTestCluster } from '@koersvast/db/testing';
import { openTestApi } from '../src/testing/study.ts';

const { documents } = parseArgs({ options: { documents: { type: 'string', default: '5000' } } }).values;
const count = Number(documents);

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const api = await openTestApi();
const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const from = performance.now();
  const result = await work();
  const took = performance.now() - from;
  delay.disable();
  const bytes = JSON.stringify(result).length;
  process.stdout.write(
    `${what}: ${milliseconds(took)}, ${(bytes / 1e6).toFixed(1)} MB of answer, the loop at most ${milliseconds(delay.max / 1e6)}\n`,
  );
  return result;
}
try {
  const project = await buildProject(api.db);
  const first = await buildDocument(api.db, project, { text: 'Een brief.\n\nMet twee alinea’s.' });
  // The others are copies of it: what is measured reads and edits them, and adds none.
  const client = await api.db.pool.connect();
  await client.query("SET session_replication_role = 'replica'");
  const fields = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`veld ${at}`, `waarde ${at}`]));
  await client.query(
    `INSERT INTO document SELECT (jsonb_populate_record(document, jsonb_build_object('id', gen_random_uuid(),
       'title', 'Brief ' || nth, 'fields', $2::jsonb))).* FROM document, generate_series(2, $3::int) AS nth
     WHERE document.id = $1`,
    [first.id, JSON.stringify(fields), count],
  );
  await client.query("SET session_replication_role = 'origin'");
  await client.query('ANALYZE');
  client.release();
  const owner = api.as(project.owner.personId);
  const place = { projectId: project.id };
  const list = await timed(`list of ${count}, first`, () =>
    owner.document.list({ ...place, removed: false }),
  );
  await timed(`list of ${count}, again`, () => owner.document.list({ ...place, removed: false }));
  const edits = list.map(({ document: { id, version, fields: own } }) => ({
    documentId: id,
    version,
    change: { fields: { 'veld 1': 'anders' } },
    base: { fields: { 'veld 1': own['veld 1'] ?? null } },
  }));
  const opId = randomUUIDv7();
  await timed(`a column of ${count}`, () => owner.document.editMany({ ...place, opId, edits }));
  await timed('its undo', () => owner.operation.undo({ ...place, opId: randomUUIDv7(), target: opId }));
} finally {
  // The copies have no blocks, which the check at the end would tell.
  await api.close().catch(() => undefined);
  await cluster.stop();
}
