/**
 * `npm run bench:bulk -w apps/server -- 100000`: what touches many rows, on 200 letters that five coders have coded
 * (100,000 annotations, or as many as are named), while two others go on coding: one in the same round, one in another.
 * Bars: reveal 5 s (30 s from 500,000 on), merge of 40,000 and its undo and redo 5 s each, "done" of 5,000 in a
 * megabyte 1 s; meanwhile nobody's write waits longer than 500 ms, and memory grows by 200 MB at most.
 */
import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { emptyTagContent, unknownMetadata } from '@koersvast/contracts';
import { createOffsetMap } from '@koersvast/core/text';
import { backUp, checkDatabase, findProject, purgeProject, restore } from '@koersvast/db';
import { createEmptyDatabaseUrl, dropTestDatabase, startTestCluster } from '@koersvast/db/testing';
import type { Answer, Browser } from '../src/testing/browser.ts';
import { type Installation, openInstallation } from '../src/testing/installation.ts';
import { join, openStudy } from '../src/testing/study.ts';

const wanted = Number(process.argv[2] ?? 100_000);
const letters = 200;
const coders = 5;
const merged = Math.min(40_000, wanted / 2);
const doneIn = { annotations: 5_000, characters: 1_000_000 };
const bars = {
  reveal: wanted >= 500_000 ? 30_000 : 5_000,
  merge: 5_000,
  done: 1_000,
  wait: 500,
  memory: 200,
};
const megabyte = 1024 * 1024;

const say = (line: string) => process.stdout.write(`${line}\n`);
const command = (projectId: string) => ({ opId: randomUUIDv7(), projectId });

function makeText(characters: number): string {
  const words = ['druk', 'Rusland', 'samenwerking', 'kabinet', 'één', '🙂', 'beleid', 'met', 'de', 'Kamer'];
  const sentences: string[] = [];
  for (let length = 0, nth = 0; length < characters; nth += 1) {
    const sentence = `${Array.from({ length: 12 }, (_, at) => words[(nth * 7 + at * at) % words.length]).join(' ')}.`;
    sentences.push(sentence);
    length += sentence.length + 2;
  }
  return sentences.join('\n\n');
}

interface Place {
  readonly projectId: string;
  readonly documentId: string;
  readonly roundId: string;
}

/** One deed of somebody; null where there is nothing to do. */
type Deed = (nth: number) => Promise<Answer> | null;

/** Somebody who does something all the time; `longest` is how long one of their deeds took. */
class Writer {
  longest = 0;
  written = 0;
  refused = new Map<string, number>();
  readonly #deed: Deed;
  #going = true;
  readonly #work: Promise<void>;

  constructor(deed: Deed) {
    this.#deed = deed;
    this.#work = this.#goOn();
  }

  async #goOn(): Promise<void> {
    for (let nth = 0; this.#going; nth += 1) {
      const from = performance.now();
      const doing = this.#deed(nth);
      if (doing === null) continue;
      const answer = await doing.catch(() => null);
      if (answer === null) return;
      this.longest = Math.max(this.longest, performance.now() - from);
      if (answer.status === 200) this.written += 1;
      else {
        const code = /"code":"([a-z_]+)"/.exec(answer.text)?.[1] ?? String(answer.status);
        this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Begins to measure anew. */
  begin(): void {
    this.longest = 0;
    this.written = 0;
  }

  async stop(): Promise<void> {
    this.#going = false;
    await this.#work;
  }
}

/** Codes. */
function coding(
  browser: Browser,
  { place, tagId, text }: { place: Place; tagId: string; text: string },
): Deed {
  return (nth) => {
    const start = nth % (text.length - 200);
    const end = start + 9 + (Math.floor(nth / (text.length - 200)) % 150);
    const quote = text.slice(start, end);
    if (!quote.isWellFormed()) return null;
    const dated = { memo: null, certainty: null, madeAt: new Date().toISOString() };
    const annotation = { id: randomUUIDv7(), tagId, start, end, quote, ...dated };
    const { documentId, roundId } = place;
    return browser.post('/trpc/annotation.create', {
      ...command(place.projectId),
      documentId,
      roundId,
      annotation,
    });
  };
}

interface Measured {
  readonly name: string;
  readonly took: number;
  readonly wait: number;
  readonly memory: number;
  readonly good: boolean;
}

const measured: Measured[] = [];

async function measure<T>(
  name: string,
  bar: number,
  writers: readonly Writer[],
  work: () => Promise<T>,
): Promise<T> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 10);
  for (const writer of writers) writer.begin();
  const from = performance.now();
  const result = await work();
  const took = performance.now() - from;
  // A write that waits still is measured to its end.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  clearInterval(watch);
  const wait = Math.max(0, ...writers.map(({ longest }) => longest));
  const memory = (peak - before) / megabyte;
  const good = took <= bar && wait <= bars.wait && memory <= bars.memory;
  measured.push({ name, took, wait, memory, good });
  const words = `${name.padEnd(44)} ${took.toFixed(0).padStart(7)} ms (at most ${bar})`;
  const beside = `longest other write ${wait.toFixed(0)} ms, memory +${memory.toFixed(0)} MB`;
  const written = writers.map((writer) => writer.written).join(' + ');
  say(
    `${good ? ' ' : '!'} ${words}, ${beside}, ${written} written meanwhile, load ${loadavg()[0]?.toFixed(1)}`,
  );
  return result;
}

/** Puts annotations into a layer without telling anybody, which a million commands would take too long for. */
async function fill(
  { db }: Installation,
  layer: {
    place: Place;
    memberId: string;
    text: string;
    tags: readonly string[];
    count: number;
    from: number;
  },
): Promise<void> {
  const { place, memberId, text, tags, count, from } = layer;
  const offsets = createOffsetMap(text);
  const rows = Array.from({ length: count }, (_, nth) => {
    const startCp = (nth * 7) % (offsets.codePointLength - 80);
    const endCp = startCp + 10 + Math.floor((nth * 7) / (offsets.codePointLength - 80));
    const [start, end] = [offsets.toUtf16(startCp), offsets.toUtf16(endCp)];
    return {
      tagId: tags[(from + nth) % tags.length],
      start,
      end,
      startCp,
      endCp,
      quote: text.slice(start, end),
    };
  });
  const client = await db.pool.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    const layerId = randomUUIDv7();
    await client.query(
      `INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at)
       VALUES ($1, $2, $3, $4, $5, 'current', true, now())`,
      [layerId, place.projectId, place.documentId, place.roundId, memberId],
    );
    await client.query(
      `INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
         codebook_version, created_by_id, made_at, created_at, updated_at, epoch)
       SELECT $1, gen_random_uuid(), $2, $3, "tagId", start, "end", "startCp", "endCp", quote, 1, $4, now(), now(), now(), 0
       FROM jsonb_to_recordset($5::jsonb) AS made ("tagId" uuid, start int, "end" int, "startCp" int, "endCp" int, quote text)`,
      [layerId, place.projectId, place.documentId, memberId, JSON.stringify(rows)],
    );
  } finally {
    client.release(true);
  }
}

const writing: Writer[] = [];
const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-bulk-'));
try {
  const { db } = installation;
  const owner = await installation.owner();
  const text = makeText(6_000);
  const study = await openStudy(owner, { text, tags: ['goes', 'stays', 'other'] });
  const { projectId } = study;
  const [goes = '', stays = '', other = ''] = study.tagIds;
  const people: { id: string; browser: Browser }[] = [];
  for (let nth = 0; nth < coders + 2; nth += 1) {
    const browser = installation.browser();
    people.push({ id: await join(owner, browser, projectId, { name: `coder${nth}` }), browser });
  }
  const working = people.slice(0, coders);
  const [same, elsewhere] = people.slice(coders);
  if (!same || !elsewhere) throw new Error('nobody to code meanwhile');
  say(`Making ${letters} letters and ${wanted} annotations`);
  const documentIds: string[] = [];
  const big = randomUUIDv7();
  const add = (id: string, title: string, words: string) =>
    owner.mutate('document.add', {
      ...command(projectId),
      id,
      source: { kind: 'pasted', text: words },
      encoding: null,
      metadata: { ...unknownMetadata, title, language: 'nl' },
    });
  for (let nth = 0; nth < letters; nth += 1) {
    const id = randomUUIDv7();
    await add(id, `Brief ${nth}`, text);
    documentIds.push(id);
  }
  const bigText = makeText(doneIn.characters);
  await add(big, 'Groot', bigText);
  const blind = randomUUIDv7();
  const chosen = documentIds.flatMap((documentId) =>
    working.map(({ id: memberId }) => ({ documentId, memberId })),
  );
  const [firstLetter = ''] = documentIds;
  await owner.mutate('round.create', {
    ...command(projectId),
    id: blind,
    name: 'Blind',
    blind: true,
    documentIds,
    assignments: { kind: 'chosen', chosen: [...chosen, { documentId: firstLetter, memberId: same.id }] },
  });
  const perLayer = Math.floor(wanted / letters / coders);
  // So many of the tag that goes; the rest bears another.
  const cycle = Math.max(2, Math.round(wanted / merged));
  const tags = [goes, ...Array.from({ length: cycle - 1 }, () => other)];
  for (const [nth, { documentId, memberId }] of chosen.entries()) {
    const place = { projectId, documentId, roundId: blind };
    await fill(installation, { place, memberId, text, tags, count: perLayer, from: nth * perLayer });
  }
  await db.pool.query(
    `UPDATE assignment SET state = 'done', done_at = now() WHERE round_id = $1 AND member_id <> $2`,
    [blind, same.id],
  );
  const open = randomUUIDv7();
  await owner.mutate('round.create', {
    ...command(projectId),
    id: open,
    name: 'Open',
    blind: false,
    documentIds: [study.documentId, big],
    assignments: { kind: 'chosen', chosen: [] },
  });
  const [finisher] = working;
  if (!finisher) throw new Error('nobody who finishes');
  const openPlace = { projectId, documentId: big, roundId: open };
  await fill(installation, {
    place: openPlace,
    memberId: finisher.id,
    text: bigText,
    tags: [other],
    count: doneIn.annotations,
    from: 0,
  });
  await db.pool.query('VACUUM ANALYZE');
  const count = await db.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM annotation WHERE tag_id = $1',
    [goes],
  );
  say(`${count.rows[0]?.count} of them bear the tag that is to be merged`);

  const writers = writing;
  writers.push(
    new Writer(
      coding(same.browser, {
        place: { projectId, documentId: firstLetter, roundId: blind },
        tagId: other,
        text,
      }),
    ),
    new Writer(
      coding(elsewhere.browser, {
        place: { projectId, documentId: study.documentId, roundId: open },
        tagId: stays,
        text,
      }),
    ),
  );
  const merge = async () => {
    const tagsNow = await owner.query('tag.list', { projectId });
    const version = tagsNow.find(({ id }) => id === goes)?.version ?? 0;
    return owner.mutate('tag.merge', { ...command(projectId), tagId: goes, version, intoId: stays });
  };
  const undo = (target: string) => owner.mutate('operation.undo', { ...command(projectId), target });
  await measure('nothing: what the others wait anyhow', 5_000, writers, async () => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  });
  const merging = await measure('merge, before the reveal', bars.merge, writers, merge);
  await measure('undo of it', bars.merge, writers, () => undo(merging.opId));
  const { rounds } = await owner.query('project.get', { projectId });
  const round = rounds.find(({ id }) => id === blind);
  await measure('reveal', bars.reveal, writers, () =>
    owner.mutate('round.reveal', { ...command(projectId), roundId: blind, version: round?.version ?? 1 }),
  );
  const later = await measure('merge, after it (first passes are kept)', bars.merge, writers, merge);
  const back = await measure('undo of it', bars.merge, writers, () => undo(later.opId));
  await measure('redo of it', bars.merge, writers, () => undo(back.opId));
  const halves = await db.pool.query<{ layerId: string; annotationId: string }>(
    `SELECT layer_id AS "layerId", id AS "annotationId" FROM annotation WHERE tag_id = $1 AND deleted_at IS NULL LIMIT 10000`,
    [stays],
  );
  const tagsNow = await owner.query('tag.list', { projectId });
  await measure('split of 10,000', bars.merge, writers, () =>
    owner.mutate('tag.split', {
      ...command(projectId),
      tagId: stays,
      version: tagsNow.find(({ id }) => id === stays)?.version ?? 0,
      tag: { ...emptyTagContent, id: randomUUIDv7(), name: 'part' },
      annotations: halves.rows,
    }),
  );
  await measure('done of 5,000 in a megabyte', bars.done, writers, () =>
    finisher.browser.mutate('assignment.setState', {
      ...command(projectId),
      documentId: big,
      roundId: open,
      state: 'done',
    }),
  );
  const letter = { documentId: documentIds[1], roundId: blind };
  const accepting = command(projectId);
  await measure('accept alike, one letter of five coders', bars.merge, writers, () =>
    owner.mutate('review.acceptAlike', { ...accepting, ...letter }),
  );
  const starting = command(projectId);
  await measure('start of its final version', bars.merge, writers, () =>
    owner.mutate('adjudication.start', { ...starting, ...letter, rule: { kind: 'unanimous' } }),
  );
  await measure('undo of that', bars.merge, writers, () => undo(starting.opId));
  await measure('undo of the accepting', bars.merge, writers, () => undo(accepting.opId));
  // Others at work in the very things that a merge writes: they edit an annotation of its tag, say that they are done
  // where such annotations are and take it back, and change the codebook.
  const mine = { projectId, documentId: study.documentId, roundId: open };
  const readMine = async () =>
    (await elsewhere.browser.query('annotation.list', { projectId, documentId: study.documentId }))
      .annotations;
  const [edited] = await readMine();
  let version = edited?.version;
  const editing: Deed = async (nth) => {
    const of = { ...command(projectId), ...mine, annotationId: edited?.id, version };
    const answer = await elsewhere.browser.post('/trpc/annotation.edit', {
      ...of,
      change: { memo: `${nth}` },
    });
    version = (await readMine()).find(({ id }) => id === edited?.id)?.version;
    return answer;
  };
  const finishing: Deed = (nth) =>
    finisher.browser.post('/trpc/assignment.setState', {
      ...command(projectId),
      documentId: big,
      roundId: open,
      state: nth % 2 === 0 ? 'in_progress' : 'done',
    });
  const wording: Deed = async (nth) => {
    const tag = (await owner.query('tag.list', { projectId })).find(({ id }) => id === other);
    return owner.post('/trpc/tag.edit', {
      ...command(projectId),
      tagId: other,
      version: tag?.version,
      change: { definition: `said ${nth} times` },
    });
  };
  const [codes] = writing.splice(1, 1);
  await codes?.stop();
  for (const [name, deed] of Object.entries({ finishing, wording, editing })) {
    const worker = new Writer(deed);
    writing.push(worker);
    const into = name === 'finishing' ? stays : other;
    const from = name === 'finishing' ? other : stays;
    const tag = (await owner.query('tag.list', { projectId })).find(({ id }) => id === from);
    const merging = command(projectId);
    await measure(`merge, with somebody ${name} in it`, bars.merge, [worker], () =>
      owner.mutate('tag.merge', { ...merging, tagId: from, version: tag?.version, intoId: into }),
    );
    await worker.stop();
    say(`    of theirs were refused: ${JSON.stringify(Object.fromEntries(worker.refused))}`);
    // What was edited since is not taken back: that one comes last.
    if (name !== 'editing') await undo(merging.opId);
  }
  for (const writer of writers) await writer.stop();
  say(`refused meanwhile: ${JSON.stringify(writers.map(({ refused }) => Object.fromEntries(refused)))}`);
  const file = path.join(folder, 'backup');
  await measure('backup', 60_000, [], () => backUp({ directUrl: db.url, file }));
  const url = await createEmptyDatabaseUrl();
  await measure('restore', wanted >= 500_000 ? 300_000 : 60_000, [], () => restore({ directUrl: url, file }));
  await dropTestDatabase(url);
  const target = await findProject(db, projectId);
  await measure('purge', wanted >= 500_000 ? 300_000 : 60_000, [], () => purgeProject(db, target));
  const { problems } = await checkDatabase(db);
  say(
    problems.length === 0 ? 'the check finds nothing in what is left' : JSON.stringify(problems.slice(0, 3)),
  );
  process.exitCode = measured.every(({ good }) => good) ? 0 : 1;
} catch (error) {
  say(String(error));
  process.exitCode = 1;
} finally {
  for (const writer of writing) await writer.stop();
  await installation.close();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit();
}
