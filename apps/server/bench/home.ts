/**
 * `npm run bench:home -w apps/server`: what the server does for the home of a reviewer and of an owner, of 200 letters
 * that five coders have coded (100,000 annotations), beside what it did when a home began with the list of documents.
 */
import { randomUUIDv7 } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { unknownMetadata } from '@koersvast/contracts';
import { createOffsetMap } from '@koersvast/core';
import { startTestCluster } from '@koersvast/db/testing';
import type { Browser } from '../src/testing/browser.ts';
import { openInstallation } from '../src/testing/installation.ts';
import { join, openStudy } from '../src/testing/study.ts';

const letters = 200;
const coders = 5;
const perLayer = 100;
const times = 15;

const say = (line: string) => process.stdout.write(`${line}\n`);
const words = ['druk', 'Rusland', 'samenwerking', 'kabinet', 'één', 'beleid', 'met', 'de', 'Kamer'];
const text = Array.from(
  { length: 80 },
  (_, nth) =>
    `${Array.from({ length: 12 }, (_, at) => words[(nth * 7 + at * at) % words.length]).join(' ')}.`,
).join('\n\n');
const offsets = createOffsetMap(text);

/** What the `nth` coder of a letter has there: a third of it at places of their own, so that they differ. */
function rowsOf(nth: number, tagIds: readonly string[]) {
  return Array.from({ length: perLayer }, (_, at) => {
    const startCp = at * 31 + (at % 3 === 0 ? nth : 0);
    const [start, end] = [offsets.toUtf16(startCp), offsets.toUtf16(startCp + 10)];
    const tagId = tagIds[at % tagIds.length];
    return { tagId, start, end, startCp, endCp: startCp + 10, quote: text.slice(start, end) };
  });
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
try {
  const { db } = installation;
  const owner = await installation.owner();
  const { projectId, tagIds } = await openStudy(owner, { text, tags: ['a', 'b', 'c', 'd'] });
  const command = () => ({ opId: randomUUIDv7(), projectId });
  const memberIds: string[] = [];
  for (let nth = 0; nth < coders; nth += 1)
    memberIds.push(await join(owner, installation.browser(), projectId, { name: `coder${nth}` }));
  const reviewer = installation.browser();
  await join(owner, reviewer, projectId, { name: 'reviewer', role: 'reviewer' });
  const documentIds: string[] = [];
  for (let nth = 0; nth < letters; nth += 1) {
    const id = randomUUIDv7();
    documentIds.push(id);
    await owner.mutate('document.add', {
      ...command(),
      id,
      source: { kind: 'pasted', text: `${text} ${nth}` },
      encoding: null,
      metadata: { ...unknownMetadata, title: `Brief ${nth}`, language: 'nl' },
    });
  }
  const roundId = randomUUIDv7();
  const chosen = documentIds.flatMap((documentId) =>
    memberIds.map((memberId, nth) => ({ documentId, memberId, nth })),
  );
  await owner.mutate('round.create', {
    ...command(),
    id: roundId,
    name: 'Blind',
    blind: true,
    documentIds,
    assignments: { kind: 'chosen', chosen: chosen.map(({ nth: _, ...each }) => each) },
  });
  const client = await db.pool.connect();
  await client.query("SET session_replication_role = 'replica'");
  for (const { documentId, memberId, nth } of chosen) {
    const layerId = randomUUIDv7();
    await client.query(
      `INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at)
       VALUES ($1, $2, $3, $4, $5, 'current', true, now())`,
      [layerId, projectId, documentId, roundId, memberId],
    );
    await client.query(
      `INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
         codebook_version, created_by_id, made_at, created_at, updated_at, epoch)
       SELECT $1, gen_random_uuid(), $2, $3, "tagId", start, "end", "startCp", "endCp", quote, 1, $4, now(), now(), now(), 0
       FROM jsonb_to_recordset($5::jsonb) AS made ("tagId" uuid, start int, "end" int, "startCp" int, "endCp" int, quote text)`,
      [layerId, projectId, documentId, memberId, JSON.stringify(rowsOf(nth, tagIds))],
    );
  }
  client.release(true);
  await db.pool.query(
    `UPDATE assignment SET state = 'done', done_at = now() WHERE project_id = '${projectId}'`,
  );
  await db.pool.query(
    `UPDATE round SET revealed_at = now(), state = 'revealed' WHERE project_id = '${projectId}' AND blind`,
  );
  await db.pool.query('VACUUM ANALYZE');

  const here = { projectId };
  const calls = {
    list: (who: Browser) => who.query('document.list', { ...here, removed: false }),
    work: (who: Browser) => who.query('assignment.work', here),
    awaiting: (who: Browser) => who.query('review.awaiting', here),
    board: (who: Browser) => who.query('assignment.board', { ...here, roundId }),
  };
  const measure = async (name: string, who: Browser, asked: readonly (keyof typeof calls)[]) => {
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const from = performance.now();
      for (const call of asked) await calls[call](who);
      took.push(performance.now() - from);
    }
    const [fastest = 0, ...others] = took.toSorted((one, other) => one - other);
    const median = others[Math.floor(times / 2) - 1] ?? 0;
    say(
      `${name.padEnd(22)} ${asked.join(' + ').padEnd(24)} ${median.toFixed(0)} ms (at best ${fastest.toFixed(0)})`,
    );
  };
  say(
    `${letters} letters, ${coders} coders, ${letters * coders * perLayer} annotations; the median of ${times}`,
  );
  await measure('a reviewer, before', reviewer, ['list', 'work']);
  await measure('a reviewer', reviewer, ['work', 'awaiting']);
  await measure('an owner, before', owner, ['list', 'work', 'board']);
  await measure('an owner', owner, ['work', 'board', 'awaiting']);
} finally {
  await installation.close();
  await cluster.stop();
}
