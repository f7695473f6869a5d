/**
 * `npm run bench:csv -w apps/server`: 100,000 annotations as CSV over HTTP beside `COPY ... TO STDOUT` of the same
 * query on the same database, and how much memory the server takes for it. Bar: 5 times, 100 MB.
 */
import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { performance } from 'node:perf_hooks';
import { annotationQuery } from '@koersvast/api';
import { createOffsetMap } from '@koersvast/core/text';
import { loadAccess, outsideTransaction, type Sql, sql } from '@koersvast/db';
import { buildDocument, buildMember, buildProject, buildTag, startTestCluster } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import pg from 'pg';
import { z } from 'zod';
import { openInstallation, owner } from '../src/testing/installation.ts';
import { say } from './say.ts';

const annotations = 100_000;
const documents = 50;
const runs = 5;
const megabyte = 1024 * 1024;

/** The text of a parameter inside a statement: COPY takes none. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]`;
  return value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
}
function inline({ text, values }: Sql): string {
  return text.replaceAll(/\$(\d+)/g, (_match, index: string) => literal(values[Number(index) - 1]));
}

/** COPY as the driver understands it: counts what comes and keeps nothing. */
class Copy implements pg.Submittable {
  bytes = 0;
  readonly done: Promise<void>;
  readonly #text: string;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(query: Sql) {
    this.#text = `COPY (${inline(query)}) TO STDOUT (FORMAT csv)`;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }
  submit(connection: pg.Connection): void {
    connection.query(this.#text);
  }
  handleCopyData(message: { chunk: Buffer }): void {
    this.bytes += message.chunk.length;
  }
  handleCommandComplete(): void {}
  handleReadyForQuery(): void {
    this.#resolve();
  }
  handleError(error: Error): void {
    this.#reject(error);
  }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function makeText(seed: number): string {
  const words = [
    'druk',
    'Rusland',
    'samenwerking',
    'kabinet',
    'brief',
    'de',
    'Kamer',
    'één',
    '🙂',
    'beleid',
    'met',
  ];
  let state = seed;
  const sentence = () =>
    Array.from({ length: 12 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return words[state % words.length];
    }).join(' ');
  return Array.from({ length: 60 }, () => `${sentence()}. ${sentence()}. ${sentence()}.`).join('\n\n');
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
const { db } = installation;
try {
  const tx = outsideTransaction(db);
  const person = await tx.row(
    z.object({ id: z.string(), name: z.string(), email: z.string() }),
    sql`SELECT id, name, email FROM "user" WHERE email = ${owner.email}`,
  );
  if (!person) throw new Error('no owner');
  const project = await buildProject(db, { owner: person });
  const coders = await Promise.all([buildMember(db, project), buildMember(db, project)]);
  const tags: { id: string }[] = [];
  for (let index = 0; index < 6; index += 1) tags.push(await buildTag(db, project, { appearance: index }));
  say(`Making ${annotations} annotations in ${documents} documents`);
  for (let index = 0; index < documents; index += 1) {
    const text = makeText(index + 1);
    const document = await buildDocument(db, project, { text, title: `Brief ${index + 1}` });
    const offsets = createOffsetMap(text);
    const perCoder = annotations / documents / coders.length;
    for (const coder of coders) {
      const layerId = createHash('md5')
        .update(document.id + coder.id)
        .digest('hex');
      await tx.run(
        sql`INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at)
            VALUES (${layerId}::uuid, ${project.id}::uuid, ${document.id}::uuid, ${project.round.id}::uuid,
              ${coder.id}::uuid, 'current', false, now())`,
      );
      const rows = Array.from({ length: perCoder }, (_, nth) => {
        const tag = tags[nth % tags.length];
        const startCp = (nth * 11) % (offsets.codePointLength - 80);
        const endCp = startCp + 20 + (nth % 60);
        const start = offsets.toUtf16(startCp);
        const end = offsets.toUtf16(endCp);
        return {
          tagId: tag?.id,
          start,
          end,
          startCp,
          endCp,
          quote: text.slice(start, end),
          memo: nth % 5 ? null : 'waarom',
        };
      });
      await tx.run(
        sql`INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
              memo, codebook_version, created_by_id, made_at, created_at, updated_at)
            SELECT ${layerId}::uuid, gen_random_uuid(), ${project.id}::uuid, ${document.id}::uuid, "tagId", start, "end",
              "startCp", "endCp", quote, memo, 1, ${coder.id}::uuid, now(), now(), now()
            FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made ("tagId" uuid, start int, "end" int,
              "startCp" int, "endCp" int, quote text, memo text)
            ON CONFLICT DO NOTHING`,
      );
    }
  }
  await db.pool.query('VACUUM ANALYZE');
  const access = await loadAccess(tx, { projectId: project.id, personId: person.id });
  if (!access) throw new Error('no access');
  const query = annotationQuery({ access, documentId: null, layer: 'current' });
  const browser = await installation.owner();
  const path = `/api/projects/${project.id}/annotations.csv`;

  // A plain client: what it costs itself is measured too.
  const download = () =>
    new Promise<number>((resolve, reject) => {
      get(new URL(path, installation.url), { headers: { cookie: browser.cookie } }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on('end', () => resolve(bytes));
        response.on('error', reject);
      }).on('error', reject);
    });
  const copy = async () => {
    const client = new pg.Client({ connectionString: db.url });
    await client.connect();
    const copying = client.query(new Copy(query));
    await copying.done;
    await client.end();
    return copying.bytes;
  };

  const table = readCsv((await browser.ask(path)).text);
  await copy();
  const copies: number[] = [];
  const downloads: number[] = [];
  let growth = 0;
  let bytes = 0;
  for (let run = 0; run < runs; run += 1) {
    let from = performance.now();
    await copy();
    copies.push(performance.now() - from);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 10);
    from = performance.now();
    bytes = await download();
    downloads.push(performance.now() - from);
    clearInterval(watch);
    growth = Math.max(growth, peak - before);
  }
  const [copied, streamed] = [median(copies), median(downloads)];
  say(`${table.length - 1} rows, ${(bytes / megabyte).toFixed(1)} MB`);
  say(`COPY ... TO STDOUT   ${copied.toFixed(0)} ms (median of ${runs})`);
  say(`CSV over HTTP        ${streamed.toFixed(0)} ms (median of ${runs})`);
  say(`ratio                ${(streamed / copied).toFixed(2)} (at most 5)`);
  say(`memory (RSS) grew by ${(growth / megabyte).toFixed(0)} MB (at most 100)`);
  process.exitCode = streamed / copied <= 5 && growth <= 100 * megabyte ? 0 : 1;
} finally {
  await installation.close();
  await cluster.stop();
}
