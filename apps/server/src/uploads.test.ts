import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { connect } from 'node:net';
import { intakeFile } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Browser, origin, refusalOf } from './testing/browser.ts';
import { openDossier } from './testing/dossier.ts';
import { type Installation, openInstallation } from './testing/installation.ts';
import { join } from './testing/study.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const room = { file: 1_000_000, project: 2_500_000 };
const PLENTY = { timeout: 20_000, interval: 20 };
let installation: Installation;
let browser: Browser;
let projectId: string;
let intakeId: string;
beforeAll(async () => {
  installation = await openInstallation({ uploads: room });
  browser = await installation.owner();
  projectId = (await browser.query('project.list', {}))[0]?.project.id ?? '';
  intakeId = await open();
});
afterAll(() => installation.close());

async function open(): Promise<string> {
  const opened = randomUUIDv7();
  await browser.mutate('intake.open', { projectId, intakeId: opened });
  return opened;
}

interface Sending {
  readonly by?: Browser;
  readonly to?: string;
  readonly fileId?: string;
  readonly headers?: Record<string, string>;
}

const addressOf = (fileId: string, path: string, to = intakeId) =>
  `/api/projects/${projectId}/intakes/${to}/files/${fileId}?path=${encodeURIComponent(path)}`;

function send(
  path: string,
  bytes: Uint8Array,
  { by = browser, to, fileId = randomUUIDv7(), headers = {} }: Sending = {},
) {
  const body = new Uint8Array(bytes);
  return by.ask(addressOf(fileId, path, to), { method: 'PUT', headers: { origin, ...headers }, body });
}

const rowsOf = async (fileId: string) => {
  const { rows } = await installation.db.pool.query<{ rows: number }>(
    `SELECT (SELECT count(*)::int FROM intake_file WHERE id = $1)
       + (SELECT count(*)::int FROM intake_file_part WHERE file_id = $1) AS rows`,
    [fileId],
  );
  return rows[0]?.rows;
};
const codeIn = ({ status, json }: { status: number; json: unknown }) => [
  status,
  (json as { error?: { code?: string } } | null)?.error?.code,
];

test('a file goes in as it is, and its owner gets the same bytes back, never as a page', async () => {
  const bytes = randomBytes(600_000);
  const fileId = randomUUIDv7();
  const { status, json } = await send('letters/één brief.pdf', bytes, { fileId });
  expect(status).toBe(200);
  expect(intakeFile.parse(json)).toMatchObject({ id: fileId, path: 'letters/één brief.pdf', size: 600_000 });
  const back = await browser.fetch(addressOf(fileId, 'x'));
  expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
  expect(back.headers.get('content-type')).toBe('application/octet-stream');
  expect(back.headers.get('content-disposition')).toMatch(/^attachment/);
  const { files, intake } = await browser.query('intake.get', { projectId, intakeId });
  expect(files).toMatchObject([{ id: fileId, size: 600_000, problem: null }]);
  expect(intake).toMatchObject({ state: 'gathering', files: 1, bytes: 600_000 });
  // Sent again, it is there: nothing is read, whatever comes.
  const again = await send('another name', randomBytes(10), { fileId });
  expect(again.json).toEqual(json);
});

test.each([
  ['../../etc/passwd', 'etc/passwd'],
  ['..\\..\\C:\\a.txt', 'a.txt'],
  ['a\u0000b\u001b[31m.txt', 'a_b_[31m.txt'],
  ['\u202Efdp.exe', '_fdp.exe'],
  ['.', '_'],
])('the name %j leads nowhere', async (given, path) => {
  expect((await send(given, randomBytes(3))).json).toMatchObject({ path });
});

test('a long name keeps what it ends with, and names equal but for case are two files', async () => {
  const long = await send(`${'x'.repeat(300)}.docx`, randomBytes(3));
  expect(long.json).toMatchObject({ path: expect.stringMatching(/^x{100,}….docx$/) });
  const to = await open();
  for (const name of ['Brief.txt', 'brief.TXT', 'brief.txt']) await send(name, randomBytes(3), { to });
  const { files } = await browser.query('intake.get', { projectId, intakeId: to });
  expect(files.map(({ path }) => path)).toEqual(['Brief.txt', 'brief.TXT', 'brief.txt']);
  await browser.mutate('intake.leave', { projectId, intakeId: to });
});

test('a file that is too large is refused by its length before it comes, and leaves nothing', async () => {
  const fileId = randomUUIDv7();
  const answer = await send('a.pdf', randomBytes(1_000_001), { fileId });
  expect(codeIn(answer)).toEqual([413, 'file_too_large']);
  expect(answer.json).toMatchObject({ error: { details: { maximum: 1 } } });
  expect(await rowsOf(fileId)).toBe(0);
});

test('a file of 200 MB is refused by its length alone: of its bytes nothing is waited for', async () => {
  const fileId = randomUUIDv7();
  const sent = await byHand(fileId, ['content-length: 200000000'], [], false);
  await expect.poll(sent.answer, PLENTY).toMatch(/^HTTP\/1.1 413[\s\S]*"file_too_large"/);
  sent.socket.destroy();
  expect(await rowsOf(fileId)).toBe(0);
});

/** Writes a request by hand, and ends where it is told to. */
async function byHand(
  fileId: string,
  head: readonly string[],
  body: readonly Buffer[],
  ends: boolean,
  to = intakeId,
  by = browser,
) {
  const { hostname, port } = new URL(installation.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const lines = [
    `PUT ${addressOf(fileId, 'a.pdf', to)} HTTP/1.1`,
    'host: x',
    `origin: ${origin}`,
    `cookie: ${by.cookie}`,
  ];
  socket.write([...lines, ...head, '', ''].join('\r\n'));
  for (const each of body) socket.write(each);
  return { socket, closed, answer: () => answer, ...(ends && { ended: socket.end() }) };
}

test('what says nothing of its length is stopped where it becomes too large, and leaves nothing', async () => {
  const fileId = randomUUIDv7();
  const chunk = Buffer.concat([Buffer.from('30000\r\n'), randomBytes(0x30000), Buffer.from('\r\n')]);
  const sent = await byHand(fileId, ['transfer-encoding: chunked'], Array(8).fill(chunk), false);
  await expect.poll(sent.answer, PLENTY).toMatch(/^HTTP\/1.1 413/);
  sent.socket.destroy();
  await expect.poll(() => rowsOf(fileId), PLENTY).toBe(0);
});

test('what breaks off half-way leaves nothing, and can be sent again under its name', async () => {
  const fileId = randomUUIDv7();
  const sent = await byHand(fileId, ['content-length: 900000'], [randomBytes(600_000)], false);
  await expect.poll(() => rowsOf(fileId), PLENTY).toBe(3);
  sent.socket.destroy();
  await expect.poll(() => rowsOf(fileId), PLENTY).toBe(0);
  expect((await send('a.pdf', randomBytes(10), { fileId })).status).toBe(200);
});

test('a disk that is full is told, nothing stays of the file, and it goes in once there is room', async () => {
  const fileId = randomUUIDv7();
  const bytes = randomBytes(1_000);
  await installation.db.pool.query(`
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON intake_file_part FOR EACH ROW EXECUTE FUNCTION no_room()`);
  expect(codeIn(await send('vol.txt', bytes, { fileId }))).toEqual([422, 'disk_full']);
  await installation.db.pool.query('DROP TRIGGER no_room ON intake_file_part');
  expect(await rowsOf(fileId)).toBe(0);
  expect((await send('vol.txt', bytes, { fileId })).status).toBe(200);
});

test('who begins again takes the place of what still comes', async () => {
  const fileId = randomUUIDv7();
  const sent = await byHand(fileId, ['content-length: 900000'], [randomBytes(300_000)], false);
  await expect.poll(() => rowsOf(fileId), PLENTY).toBe(2);
  const bytes = randomBytes(20);
  expect((await send('a.pdf', bytes, { fileId })).status).toBe(200);
  sent.socket.write(randomBytes(600_000));
  await expect.poll(sent.answer, PLENTY).toMatch(/^HTTP\/1.1 503/);
  // Nothing of it is read any more: it is hung up, whether or not its sender is still there.
  await sent.closed;
  const back = await browser.fetch(addressOf(fileId, 'x'));
  expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
});

test('a project has room for so much, and leaving gives it back', async () => {
  const to = await open();
  const { limits: before } = await browser.query('intake.list', { projectId });
  expect(before).toMatchObject({ file: room.file, project: room.project });
  const answers = [];
  for (let nth = 0; nth < 3; nth += 1)
    answers.push(codeIn(await send('a.pdf', randomBytes(900_000), { to })));
  expect(answers.at(-1)).toEqual([422, 'intake_full']);
  expect((await browser.query('intake.list', { projectId })).limits.taken).toBeGreaterThan(before.taken);
  await browser.mutate('intake.leave', { projectId, intakeId: to });
  expect((await browser.query('intake.list', { projectId })).limits.taken).toBe(before.taken);
  expect(codeIn(await send('a.pdf', randomBytes(10), { to }))).toEqual([404, 'not_found']);
});

test('an empty file is taken in, to be told of', async () => {
  expect((await send('empty.txt', new Uint8Array())).json).toMatchObject({ size: 0 });
});

test('only a page of ours sends, for somebody who may, into what is their own', async () => {
  const bytes = randomBytes(10);
  const nobody = installation.browser();
  expect(codeIn(await send('a', bytes, { by: nobody }))).toEqual([401, 'not_signed_in']);
  const foreign = { origin: 'https://evil.example' };
  expect(codeIn(await send('a', bytes, { headers: foreign }))).toEqual([403, 'not_allowed']);
  const other = { 'koersvast-person': randomUUIDv7() };
  expect(codeIn(await send('a', bytes, { headers: other }))).toEqual([401, 'not_signed_in']);
  const fileId = randomUUIDv7();
  await send('a', bytes, { fileId });
  const [coder, reviewer] = [installation.browser(), installation.browser()];
  await join(browser, coder, projectId, { name: 'Cas' });
  await join(browser, reviewer, projectId, { name: 'Rik', role: 'reviewer' });
  expect(codeIn(await send('a', bytes, { by: coder }))).toEqual([403, 'not_allowed']);
  expect(codeIn(await send('a', bytes, { by: reviewer }))).toEqual([404, 'not_found']);
  expect((await reviewer.ask(addressOf(fileId, 'x'))).status).toBe(404);
  expect((await reviewer.query('intake.list', { projectId })).intakes).toEqual([]);
});

test('what began before an import was added, and ends after it, waits to be read', async () => {
  const drop = await openDossier(browser, projectId);
  await drop.send('a.txt', 'Een brief.');
  const fileId = randomUUIDv7();
  const sent = await byHand(fileId, ['content-length: 20'], [randomBytes(10)], false, drop.intakeId);
  await expect.poll(() => rowsOf(fileId), PLENTY).toBe(1);
  expect([await drop.read(), await drop.add()]).toEqual(['done', 'done']);
  expect((await drop.get()).intake.state).toBe('added');
  sent.socket.write(randomBytes(10));
  await expect.poll(sent.answer, PLENTY).toMatch(/^HTTP\/1.1 200/);
  sent.socket.destroy();
  expect((await drop.get()).intake).toMatchObject({ state: 'gathering', added: 1 });
});

test('what ends while an import is being added waits to be read as well', async () => {
  const drop = await openDossier(browser, projectId);
  await drop.send('b.txt', 'Een tweede brief.');
  await drop.read();
  const fileId = randomUUIDv7();
  const sent = await byHand(fileId, ['content-length: 20'], [randomBytes(10)], false, drop.intakeId);
  await expect.poll(() => rowsOf(fileId), PLENTY).toBe(1);
  const holder = await installation.db.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `documents into ${projectId}`,
  ]);
  const added = drop.add();
  await expect.poll(async () => (await drop.get()).intake.state, PLENTY).toBe('adding');
  sent.socket.write(randomBytes(10));
  await expect.poll(sent.answer, PLENTY).toMatch(/^HTTP\/1.1 200/);
  await holder.query('COMMIT');
  holder.release();
  sent.socket.destroy();
  expect(await added).toBe('done');
  expect((await drop.get()).intake).toMatchObject({ state: 'gathering', added: 1 });
});

test('who signs out, or changes the password, goes on with the same drop once they are signed in again', async () => {
  const own = installation.browser();
  const person = { email: `saar-${projectId}@example.org`, password: 'a long enough password' };
  await join(browser, own, projectId, { name: 'Saar', role: 'reviewer' });
  const drop = await openDossier(own, projectId);
  const first = await drop.send('a.txt', 'Een brief van Saar.');
  const fileId = randomUUIDv7();
  const half = await byHand(
    fileId,
    ['content-length: 900000'],
    [randomBytes(300_000)],
    false,
    drop.intakeId,
    own,
  );
  await expect.poll(() => rowsOf(fileId), PLENTY).toBe(2);
  await own.mutate('session.signOut', { everywhere: true });
  // What was let in while they were signed in comes to its end; nothing more begins.
  half.socket.write(randomBytes(600_000));
  await expect.poll(half.answer, PLENTY).toMatch(/^HTTP\/1.1 200/);
  half.socket.destroy();
  const other = randomUUIDv7();
  const refused = await send('c.txt', randomBytes(5), { by: own, to: drop.intakeId, fileId: other });
  expect(codeIn(refused)).toEqual([401, 'not_signed_in']);
  expect(await rowsOf(other)).toBe(0);
  await own.mutate('session.signIn', { email: person.email, password: person.password });
  const next = 'second long enough password';
  await own.mutate('session.changePassword', { current: person.password, next });
  const { files } = await drop.get();
  expect(files.map(({ id }) => id)).toEqual([first, fileId]);
  const again = await send('c.txt', Buffer.from('Nog een brief van Saar.'), {
    by: own,
    to: drop.intakeId,
    fileId: other,
  });
  expect(again.status).toBe(200);
  expect([await drop.read(), await drop.add()]).toEqual(['done', 'done']);
  await own.mutate('intake.leave', { projectId, intakeId: drop.intakeId });
});

test('imports that are added keep nobody from opening others', async () => {
  const id = randomUUIDv7();
  await browser.mutate('project.create', { opId: randomUUIDv7(), id, name: 'Full', language: 'nl' });
  const openOne = () => browser.post('/trpc/intake.open', { projectId: id, intakeId: randomUUIDv7() });
  for (let nth = 0; nth < limits.intakes; nth += 1) expect((await openOne()).status).toBe(200);
  expect(refusalOf(await openOne()).code).toBe('over_limit');
  await installation.db.pool.query("UPDATE intake SET state = 'added' WHERE project_id = $1", [id]);
  expect((await openOne()).status).toBe(200);
});
