/**
 * `npm run bench:quote -w packages/api`: what an edit of 400 characters costs on an annotation over the longest passage
 * that there may be, while ten streams follow: time, disk (the log that the database writes) and what the streams are
 * sent. `-- --passage 20` for an annotation over so many characters.
 */
import { randomUUIDv7 } from 'node:crypto';
import { parseArgs } from 'node:util';
import { liveEvent } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';
import { startTestCluster } from '@koersvast/db/testing';
import { isTrackedEnvelope } from '@trpc/server';
import { buildStudy, openTestApi } from '../src/testing/study.ts';

const { passage, edits } = parseArgs({
  options: {
    passage: { type: 'string', default: String(limits.passage) },
    edits: { type: 'string', default: '20' },
  },
}).values;
const streams = 10;
const text = `${'Het kabinet kiest voor druk op Rusland. '.repeat(Math.ceil(Number(passage) / 40) + 1)}Slot.`;

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const api = await openTestApi();
try {
  const study = await buildStudy(api.db, { text });
  const [coder, colleague] = [study.coder, study.colleague].map(({ personId }) => api.as(personId));
  if (!coder || !colleague) throw new Error('nobody to code');
  const made = study.coding(text.slice(0, Number(passage)));
  await coder.annotation.create(made);
  const { projectId, documentId } = study.place;
  const { cursor } = await colleague.annotation.list({ projectId, documentId });
  const end = new AbortController();
  let sent = 0;
  let told = 0;
  const following = Array.from({ length: streams }, async () => {
    const stream = await api.as(study.colleague.personId, {}, end.signal).live.project({ projectId, cursor });
    for await (const item of stream) {
      if (!isTrackedEnvelope(item)) continue;
      const event = liveEvent.parse(item[1]);
      sent += JSON.stringify(event).length;
      if (event.kind === 'changes') told += event.changes.length;
    }
  });
  const logged = async () =>
    Number((await api.db.pool.query("SELECT pg_current_wal_lsn() - '0/0' AS bytes")).rows[0]?.bytes);
  const from = { disk: await logged(), at: performance.now() };
  for (let version = 1; version <= Number(edits); version += 1) {
    const change = { memo: `${version} ${'w'.repeat(400)}` };
    const of = { opId: randomUUIDv7(), ...study.place, annotationId: made.annotation.id };
    await coder.annotation.edit({ ...of, version, change });
  }
  const took = performance.now() - from.at;
  const disk = (await logged()) - from.disk;
  while (told < streams * Number(edits)) await new Promise((resolve) => setTimeout(resolve, 20));
  const all = performance.now() - from.at;
  end.abort();
  await Promise.allSettled(following);
  const each = (total: number, unit: number) => (total / Number(edits) / unit).toFixed(1);
  process.stdout.write(
    `an edit of 400 characters on ${passage}: ${each(took, 1)} ms, ${each(disk, 1_000)} kB of log, ` +
      `${each(sent, 1_000)} kB to ${streams} streams; all were told after ${each(all, 1)} ms\n`,
  );
} finally {
  await api.close();
  await cluster.stop();
}
