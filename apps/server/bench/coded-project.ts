/** A project as teams have it: 200 letters that five coders have coded in a round that is revealed. */
import { randomUUIDv7 } from 'node:crypto';
import { unknownMetadata } from '@koersvast/contracts';
import { createOffsetMap } from '@koersvast/core/text';
import type { Browser } from '../src/testing/browser.ts';
import type { openInstallation } from '../src/testing/installation.ts';
import { join, openStudy } from '../src/testing/study.ts';

export const letters = 200;
export const coders = 5;
const perLayer = 100;
export const annotations = letters * coders * perLayer;

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

export interface CodedProject {
  readonly owner: Browser;
  readonly reviewer: Browser;
  readonly projectId: string;
  readonly roundId: string;
  readonly documentIds: readonly string[];
  /** In the order in which they were given work. */
  readonly coders: readonly Browser[];
  readonly memberIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly text: string;
}

interface Options {
  readonly tags?: readonly string[];
  /** Keeps first passes, as a reveal does, of all letters but the last, which nobody has finished. */
  readonly firstPasses?: boolean;
}

export async function codedProject(
  installation: Awaited<ReturnType<typeof openInstallation>>,
  { tags = ['a', 'b', 'c', 'd'], firstPasses = false }: Options = {},
): Promise<CodedProject> {
  const { db } = installation;
  const owner = await installation.owner();
  const { projectId, tagIds } = await openStudy(owner, { text, tags });
  const command = () => ({ opId: randomUUIDv7(), projectId });
  const memberIds: string[] = [];
  const browsers: Browser[] = [];
  for (let nth = 0; nth < coders; nth += 1) {
    const browser = installation.browser();
    browsers.push(browser);
    memberIds.push(await join(owner, browser, projectId, { name: `coder${nth}` }));
  }
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
    if (firstPasses && documentId !== documentIds.at(-1))
      await client.query(
        `INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at, source_layer_id,
           source_epoch) VALUES ($1, $2, $3, $4, $5, 'first_pass', true, now(), $6, 0)`,
        [randomUUIDv7(), projectId, documentId, roundId, memberId, layerId],
      );
  }
  client.release(true);
  await db.pool.query(
    `UPDATE assignment SET state = 'done', done_at = now() WHERE project_id = '${projectId}'`,
  );
  if (firstPasses)
    await db.pool.query(
      `UPDATE assignment SET state = 'in_progress', done_at = NULL WHERE project_id = $1 AND document_id = $2`,
      [projectId, documentIds.at(-1)],
    );
  await db.pool.query(
    `UPDATE round SET revealed_at = now(), state = 'revealed' WHERE project_id = '${projectId}' AND blind`,
  );
  await db.pool.query('VACUUM ANALYZE');
  return {
    ...{ owner, reviewer, projectId, roundId, documentIds, coders: browsers },
    ...{ memberIds, tagIds, text },
  };
}
