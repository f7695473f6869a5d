/**
 * `npm run bench:rendition -w packages/api`: a report of 1,000,000 characters in which three coders have 10,000
 * annotations each is read again: the server's time for the report, for moving all of it, and for its undo, and how long
 * the loop stands still. `-- --annotations 1000` for so many of each. What a server does in its worker processes is done
 * here in the same one: that is told by itself, and counts in the report and before the move.
 */
import { randomUUIDv7 } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { workStream } from '@koersvast/core/scope';
import { carryCoding, createOffsetMap, segmentPlainText } from '@koersvast/core/text';
import {
  buildDocument,
  buildMember,
  buildProject,
  buildTag,
  command,
  startTestCluster,
} from '@koersvast/db/testing';
import { beginReading } from '../src/testing/read-again.ts';
import { openTestApi } from '../src/testing/study.ts';

const { annotations } = parseArgs({ options: { annotations: { type: 'string', default: '10000' } } }).values;
const count = Number(annotations);
const coders = 3;

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const api = await openTestApi();
async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const from = performance.now();
  const result = await work();
  const took = performance.now() - from;
  delay.disable();
  process.stdout.write(
    `${what}: ${took.toFixed(0)} ms, the loop at most ${(delay.max / 1e6).toFixed(0)} ms\n`,
  );
  return result;
}

const sentence = (nth: number) =>
  `In alinea ${nth} houdt het kabinet druk op Rusland en werkt het waar dat kan selectief samen (${nth % 97}).`;
const paragraphs = Array.from({ length: 10_000 }, (_, nth) => sentence(nth));
const before = paragraphs.join('\n\n');
const after = paragraphs
  .flatMap((paragraph, nth) => {
    if (nth % 100 === 7) return [];
    return nth % 50 === 3 ? [paragraph.replace('selectief', 'zeer selectief')] : [paragraph];
  })
  .join('\n\n');
const starts = paragraphs.reduce<number[]>((all, _, nth) => {
  all.push(nth === 0 ? 0 : (all[nth - 1] ?? 0) + (paragraphs[nth - 1]?.length ?? 0) + 2);
  return all;
}, []);
const offsets = createOffsetMap(before);

try {
  const project = await buildProject(api.db);
  const document = await buildDocument(api.db, project, { text: before });
  const tag = await buildTag(api.db, project, {});
  const place = { projectId: project.id, documentId: document.id };
  const at = new Date().toISOString();
  for (let nth = 0; nth < coders; nth += 1) {
    const member = await buildMember(api.db, project);
    const layerId = randomUUIDv7();
    const stream = workStream(project.round.id, document.id, member.id);
    await command(api.db, project, 'annotation.create', async (given) => {
      await given.createAll(
        'layer',
        [
          {
            ...{ id: layerId, documentId: document.id, roundId: project.round.id, memberId: member.id },
            ...{ kind: 'current', independent: false, finishedAt: null, sourceLayerId: null },
            ...{ version: 1, createdAt: at },
          },
        ],
        {},
        { stream },
      );
      const rows = Array.from({ length: count }, (_, each) => {
        const block = each % paragraphs.length;
        const start = (starts[block] ?? 0) + 3 + (each % 5);
        const end = (starts[block] ?? 0) + 60 + Math.floor(each / paragraphs.length);
        return {
          ...{ id: randomUUIDv7(), layerId, documentId: document.id, tagId: tag.id, start, end },
          ...{ startCp: offsets.toCodePoint(start), endCp: offsets.toCodePoint(end) },
          ...{ quote: before.slice(start, end), memo: null, certainty: null, version: 1, codebookVersion: 1 },
          ...{ createdById: member.id, madeAt: at, createdAt: at, updatedAt: at, deletedAt: null },
        };
      });
      await given.createAll('annotation', rows, { independent: false }, { stream });
      return null;
    });
  }
  const spans = Array.from({ length: count * coders }, (_, each) => {
    const start = (starts[each % paragraphs.length] ?? 0) + 3;
    return { start, end: start + 57, tagId: `${each}`, layerId: `${each % coders}` };
  });
  const textOf = (text: string) => ({ text, blocks: segmentPlainText(text, 'nl').blocks });
  const [old, fresh] = [textOf(before), textOf(after)];
  await timed('of that, carrying them over', async () =>
    carryCoding(old, fresh, { annotations: spans, readings: [], proposals: [] }),
  );
  const owner = api.as(project.owner.personId);
  const intakeId = await timed('reading the file', () =>
    beginReading(api, { ...place, personId: project.owner.personId }, after),
  );
  const report = await timed('the report', () => owner.rendition.preview({ ...place, intakeId }));
  process.stdout.write(`${report.moved} moved, ${report.changed} changed, ${report.lost} lost\n`);
  const opId = randomUUIDv7();
  const confirm = { ...place, opId, id: randomUUIDv7(), intakeId, key: report.key };
  await timed('moving all of it', () => owner.rendition.confirm(confirm));
  const target = { projectId: project.id, opId: randomUUIDv7(), target: opId };
  await timed('its undo', () => owner.operation.undo(target));
} finally {
  await timed('the check of all of it', () => api.close());
  await cluster.stop();
}
