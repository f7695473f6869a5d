import { randomUUIDv7 } from 'node:crypto';
import { expect, test } from 'vitest';
import { eachInAStudy } from '../testing/each.ts';
import { codeOf, type Study, type TestApi } from '../testing/study.ts';
import { longCodebook } from './import-job.ts';

let api: TestApi;
let study: Study;
eachInAStudy((given) => {
  ({ api, study } = given);
});

const as = () => api.as(study.project.owner.personId);
const definition = (nth: number) => `"what ${nth} means, é 🙂 ${'x'.repeat(1_200)}"`;
const long = `tag,definition\n${Array.from({ length: 100 }, (_, nth) => `tag ${nth},${definition(nth)}`).join('\n')}`;
const input = (dryRun: boolean) => ({ opId: randomUUIDv7(), projectId: study.project.id, csv: long, dryRun });
const jobs = async () => (await as().job.list({})).filter(({ projectId }) => projectId === study.project.id);
const tags = async () => (await as().tag.list({ projectId: study.project.id })).length;

test('a long codebook is read as long work, and answered as a short one is', async () => {
  expect(long.length).toBeGreaterThan(longCodebook);
  const before = await tags();
  const tried = await as().tag.importCodebook(input(true));
  expect(tried.rows).toHaveLength(100);
  expect(await tags()).toBe(before);
  const given = input(false);
  const { jobId, ...read } = await as().tag.importCodebook(given);
  expect(read).toEqual({ ...tried, jobId: undefined, rows: read.rows });
  expect(await tags()).toBe(before + 100);
  const found = (await as().tag.list({ projectId: study.project.id })).find(({ name }) => name === 'tag 7');
  expect(found?.definition).toBe(definition(7).slice(1, -1));
  expect(await jobs()).toMatchObject([
    { id: jobId, kind: 'tag.import', state: 'done' },
    { kind: 'tag.tryImport', state: 'done' },
  ]);
  // Given once more, as after a lost answer, it is the same command: nothing is read in twice.
  expect((await as().tag.importCodebook(given)).rows).toEqual(read.rows);
  expect(await tags()).toBe(before + 100);
});

test('the same bytes as a file, in whatever encoding, and a text that no encoding has', async () => {
  const file = Buffer.from(long, 'utf16le').toString('base64');
  const { csv: _, ...asFile } = { ...input(true), file, encoding: 'utf-16le' as const };
  expect((await as().tag.importCodebook(asFile)).rows).toHaveLength(100);
  const broken = { ...input(true), csv: `${long}\n\ud800,half a character` };
  const short = { ...broken, csv: 'tag,definition\n\ud800,half a character', opId: randomUUIDv7() };
  const [ofLong, ofShort] = await Promise.all([broken, short].map((each) => as().tag.importCodebook(each)));
  const codes = (report: typeof ofLong) => report?.problems.map(({ code }) => code);
  expect(codes(ofLong)).toEqual(codes(ofShort));
});

test('what is wrong with it is the refusal of the command, and of the job', async () => {
  const wrong = { ...input(false), csv: `${long}\ntag 7,again` };
  expect(await codeOf(as().tag.importCodebook(wrong))).toBe('codebook_file_not_valid');
  const [job] = await jobs();
  expect(job).toMatchObject({ state: 'failed', problems: [{ code: 'codebook_file_not_valid' }] });
});

test('a server that stops in the middle hands it over: it is read in once', async () => {
  const before = await tags();
  const holder = await api.db.pool.connect();
  await holder.query('BEGIN; LOCK TABLE tag IN ACCESS EXCLUSIVE MODE');
  const given = input(false);
  const reading = as().tag.importCodebook(given);
  await expect.poll(() => api.jobs.inHand, { timeout: 20_000, interval: 5 }).toBe(1);
  await api.db.pool.query(`UPDATE job SET lease = gen_random_uuid(), leased_until = now() - interval '1 second'
    WHERE state = 'running'`);
  await holder.query('ROLLBACK');
  holder.release();
  expect((await reading).rows).toHaveLength(100);
  expect(await tags()).toBe(before + 100);
});
