/**
 * `npm run bench:replica -w packages/api`: an export, a search, agreement and a chart of 200 letters with 20,000
 * annotations, by turns from the primary and from a replica that follows it on the same machine; and what it costs a read
 * to make sure that the replica has all that its reader may have seen. On one machine a replica makes nothing faster: what
 * is shown is what it takes off the primary, in statements.
 */
import { randomUUIDv7 } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { type Database, onReplica, snapshot, sql } from '@koersvast/db';
import { buildDocument, startTestReplica } from '@koersvast/db/testing';
import { openDownload } from '../src/export/download.ts';
import { buildStudy, testApiOn } from '../src/testing/study.ts';

const letters = 200;
const each = 50;
const turns = 15;
const checks = 300;

const replica = await startTestReplica();
const api = testApiOn(replica.db);
const answers = new Map<string, number>();
replica.db.replica?.hear((answer) => answers.set(answer, 1 + (answers.get(answer) ?? 0)));
const { project, coder, colleague, pressure, cooperation, text } = await buildStudy(replica.db);
for (let nth = 0; nth < letters; nth += 1) {
  const { id } = await buildDocument(replica.db, project, { text });
  await fill(id);
}
await replica.db.pool.query('VACUUM ANALYZE');
await replica.caughtUp();

/** Two coders who have finished a letter: made beside the commands, of which there would be 20,000. */
async function fill(documentId: string): Promise<void> {
  const client = await replica.db.pool.connect();
  await client.query("SET session_replication_role = 'replica'");
  for (const member of [coder, colleague]) {
    const layer = [randomUUIDv7(), project.id, documentId, project.round.id, member.id];
    await client.query(
      `INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at)
       VALUES ($1, $2, $3, $4, $5, 'current', true, now())`,
      layer,
    );
    await client.query(
      `INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
         codebook_version, created_by_id, made_at, created_at, updated_at, epoch)
       SELECT $1, gen_random_uuid(), $2, $3, ($4::uuid[])[1 + at % 2], at, at + 5, at, at + 5, substring($5, at + 1, 5), 1, $6,
         now(), now(), now(), 0 FROM generate_series(0, ${each - 1}) AS at`,
      [layer[0], project.id, documentId, [pressure.id, cooperation.id], text, member.id],
    );
    await client.query(
      `INSERT INTO assignment (id, project_id, round_id, document_id, member_id, state, created_at, done_at)
       VALUES ($1, $2, $3, $4, $5, 'done', now(), now())`,
      [randomUUIDv7(), ...layer.slice(1, 2), project.round.id, documentId, member.id],
    );
  }
  client.release(true);
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The medians of both, by turns: a machine has moods. */
async function beside(times: number, work: (db: Database) => Promise<unknown>): Promise<[number, number]> {
  const primary: number[] = [];
  const following: number[] = [];
  const alone: Database = { ...replica.db, replica: null };
  await work(alone);
  for (let turn = 0; turn < times; turn += 1) {
    primary.push(await timed(() => work(alone)));
    following.push(await timed(() => work(replica.db)));
  }
  return [middle(primary), middle(following)];
}

async function tell(what: string, times: number, work: (db: Database) => Promise<unknown>): Promise<void> {
  const [primary, following] = await beside(times, work);
  const ratio = (following / primary).toFixed(2);
  process.stdout.write(
    `${what}: ${primary.toFixed(1)} ms from the primary, ${following.toFixed(1)} ms from the replica (${ratio})\n`,
  );
}

const personId = project.owner.personId;
const projectId = project.id;
const as = (db: Database) => api.as(personId, { db });
let nth = 0;
/** Another each time, so that nothing is kept of it. */
const another = () => {
  nth += 1;
  return 'abcdefghijklmnopqrstuvwxyz'[nth % 26];
};

try {
  await tell('an export of annotations as CSV', turns, async (db) => {
    const of = { projectId, documentId: null, personId };
    const download = await openDownload(onReplica(db, projectId), {
      ...{ ...of, file: 'annotations', preset: 'data', layer: 'current' },
    });
    for await (const _ of download.chunks);
  });
  await tell('a search', turns, (db) => as(db).search.find({ projectId, query: `druk OR ${another()}*` }));
  await tell('agreement', turns, (db) =>
    as(db).agreement.overview({
      projectId,
      selection: { roundId: project.round.id, onlyIndependent: false },
    }),
  );
  await tell('a chart', turns, (db) =>
    as(db).count.table({ projectId, selection: { layers: 'current' }, by: { kind: 'coder' } }),
  );
  const nothing = sql`SELECT 1`;
  await tell('the smallest read', checks, (db) =>
    snapshot(onReplica(db, projectId), (tx) => tx.rows(nothing)),
  );
  process.stdout.write(
    `answered: ${[...answers].map(([answer, times]) => `${answer} ${times}`).join(', ')}\n`,
  );
} finally {
  await api.jobs.close();
  await api.feed.close();
  await replica.stop();
}
