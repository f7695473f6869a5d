import { execFile } from 'node:child_process';
import { randomUUIDv7 } from 'node:crypto';
import { promisify } from 'node:util';
import { checkDatabase } from '@koersvast/db';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { openDossier } from '../testing/dossier.ts';
import { owner as installationOwner, signInAsOwner } from '../testing/installation.ts';
import { openStudy } from '../testing/study.ts';
import { openFleetOnTestDatabase } from './testing/fleet.ts';
import { type HoldingMailServer, openHoldingMailServer, type Stage } from './testing/mail-server.ts';
import { sizes } from './testing/sizes.ts';

// Servers that are killed while they do long work, or send a mail: what goes on does the work once, and no mail twice.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const PLENTY = { timeout: 30_000, interval: 10 };
const tags = 100;
const csv = `tag,definition\n${Array.from({ length: tags }, (_, nth) => `tag ${nth},${'x'.repeat(1_200)}`).join('\n')}`;

let fleet: Awaited<ReturnType<typeof openFleetOnTestDatabase>>;
let mailServer: HoldingMailServer;
beforeAll(async () => {
  mailServer = await openHoldingMailServer();
  const environment = { SMTP_URL: mailServer.url, MAIL_FROM: 'koersvast@example.org' };
  fleet = await openFleetOnTestDatabase({ places: [{ environment }, { environment }] });
});
afterAll(async () => {
  await fleet.close();
  await mailServer.close();
});
const [killed, left] = [0, 1];

/** The processes that a server has started to read what was sent. */
async function readersOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, ...words]) => Number(parent) === pid && words.join(' ').includes('workers/worker.ts'))
    .map(([own]) => Number(own));
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a codebook, and letters, whose server is killed while they are read or go in are in once, by another', async () => {
  const owner = await signInAsOwner(new Browser(fleet.server(killed).url));
  const { projectId, tagIds } = await openStudy(owner, { text: 'Een brief.' });
  const dossierId = randomUUIDv7();
  const founding = { opId: randomUUIDv7(), id: dossierId, name: 'Dossier', language: 'nl' };
  await owner.mutate('project.create', founding);
  const drop = await openDossier(owner, dossierId);
  for (const name of ['a', 'b', 'c']) await drop.send(`${name}.txt`, `Brief ${name}.\n\nOver ${name}.`);
  expect(await drop.read()).toBe('done');
  // One more, which waits half-way in its reading: its texts are compared with those that are in.
  const readingId = randomUUIDv7();
  await owner.mutate('project.create', { ...founding, opId: randomUUIDv7(), id: readingId });
  const half = await openDossier(owner, readingId);
  await half.send('meer.zip', zipSync({ 'd.txt': strToU8('Brief d.'), 'e.txt': strToU8('Brief e.') }));
  await half.send('lijst.csv', 'bestand,datum\nd.txt,2021-03-04\n');
  const holder = await fleet.db.pool.connect();
  // Who asks is still looked up, for which documents are read: neither is written, and no texts are compared.
  await holder.query(
    'BEGIN; LOCK TABLE tag, document IN EXCLUSIVE MODE; LOCK TABLE document_sketch IN ACCESS EXCLUSIVE MODE',
  );
  const given = { opId: randomUUIDv7(), projectId, csv, dryRun: false };
  // So that it is not the one that takes it.
  process.kill(fleet.server(left).pid, 'SIGSTOP');
  const asked = owner.mutate('tag.importCodebook', given).catch((error: unknown) => error);
  const adding = { projectId: dossierId, intakeId: drop.intakeId, opId: randomUUIDv7() };
  await owner.mutate('intake.add', adding);
  await owner.mutate('intake.read', { projectId: readingId, intakeId: half.intakeId });
  const waiting = () =>
    fleet.db.pool.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
  await expect.poll(async () => (await waiting()).rowCount, PLENTY).toBeGreaterThan(2);
  const readers = await readersOf(fleet.server(killed).pid);
  expect(readers.length).toBeGreaterThan(0);
  await fleet.server(killed).end('SIGKILL');
  process.kill(fleet.server(left).pid, 'SIGCONT');
  expect(await asked).toBeInstanceOf(Error);
  // What read for it ends by itself.
  await expect.poll(() => readers.filter(isThere), PLENTY).toEqual([]);
  await holder.query('ROLLBACK');
  holder.release();
  // As if the half minute had passed in which it might still have given a sign.
  await fleet.db.pool.query(
    `UPDATE job SET leased_until = now() - interval '1 second' WHERE state = 'running'`,
  );

  const other = await signInAsOwner(new Browser(fleet.server(left).url));
  // It looks for work every few seconds, and at once where there is news.
  await other.mutate('tag.importCodebook', { ...given, opId: randomUUIDv7(), dryRun: true });
  const imports = async () => (await other.query('job.list', {})).filter(({ kind }) => kind === 'tag.import');
  await expect.poll(async () => (await imports()).map(({ state }) => state), PLENTY).toEqual(['done']);
  expect(await other.query('tag.list', { projectId })).toHaveLength(tagIds.length + tags);
  const added = async () => {
    const { intake } = await other.query('intake.get', { projectId: dossierId, intakeId: drop.intakeId });
    return [intake.state, intake.added, intake.operationId];
  };
  await expect.poll(added, PLENTY).toEqual(['added', 3, adding.opId]);
  expect(await other.query('document.list', { projectId: dossierId, removed: false })).toHaveLength(3);
  const read = () => other.query('intake.get', { projectId: readingId, intakeId: half.intakeId });
  await expect.poll(async () => (await read()).intake.state, PLENTY).toBe('ready');
  const { items } = await read();
  expect(items.map(({ state, sources, metadata }) => [state, sources[0]?.path, metadata?.date])).toEqual([
    ['read', 'meer/d.txt', '2021-03-04'],
    ['read', 'meer/e.txt', null],
  ]);
  // Asked once more by whoever had no answer, it is the same command.
  expect((await other.mutate('tag.importCodebook', given)).rows).toHaveLength(tags);
  expect(await other.query('tag.list', { projectId })).toHaveLength(tagIds.length + tags);
  expect((await checkDatabase(fleet.db, { structure: false })).problems).toEqual([]);
});

test('a process that breaks while it reads for a job makes that job one that failed, with its reason', async () => {
  // Where there is one server, that does it.
  await fleet.server(killed).end('SIGKILL');
  const owner = await signInAsOwner(new Browser(fleet.server(left).url));
  const { projectId } = await openStudy(owner, { text: 'Een brief.' });
  const given = (dryRun: boolean) => ({ opId: randomUUIDv7(), projectId, csv, dryRun });
  // A process that waits for the next file is stopped where it is, and killed when it has one.
  await owner.mutate('tag.importCodebook', given(true));
  const stopped = await readersOf(fleet.server(left).pid);
  expect(stopped).toHaveLength(1);
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  const asked = owner.mutate('tag.importCodebook', given(false)).catch((error: unknown) => String(error));
  const newest = async () => (await owner.query('job.list', {})).find((job) => job.projectId === projectId);
  await expect.poll(newest, PLENTY).toMatchObject({ kind: 'tag.import', state: 'running', step: 'reading' });
  for (const pid of stopped) process.kill(pid, 'SIGKILL');
  await expect
    .poll(newest, PLENTY)
    .toMatchObject({ state: 'failed', problems: [{ code: 'reading_too_large' }] });
  expect(await asked).toContain('reading_too_large');
  expect(await owner.query('tag.list', { projectId })).toHaveLength(1);
});

/** Asks for a link for another password, which wakes whoever sends. */
const askReset = (email: string) =>
  new Browser(fleet.server(left).url).mutate('session.askReset', { email, language: 'nl' });
const mailsTo = async (email: string) => {
  const { rows } = await fleet.db.pool.query('SELECT state, attempts FROM mail WHERE address = $1', [email]);
  return rows;
};

test.each<[string, Stage, object]>([
  ['before the mail server has any of it is sent by the next', 'DATA', { state: 'sent', attempts: 2 }],
  ['once the mail server may have it is not sent again', 'last byte', { state: 'unsure', attempts: 1 }],
])('a mail whose server is killed %s', async (_, stage, came) => {
  // Where there is one server, that sends it.
  await fleet.server(killed).end('SIGKILL');
  await fleet.db.pool.query('DELETE FROM mail');
  const [before, nobody] = [mailServer.taken.length, `${randomUUIDv7()}@example.org`];
  const stopped = mailServer.hold(stage);
  await askReset(installationOwner.email);
  await stopped;
  await fleet.server(left).end('SIGKILL');
  await fleet.restart(left);
  expect(mailServer.taken.length - before).toBe(stage === 'DATA' ? 0 : 1);
  // As if the ten minutes had passed in which the mail was that server's.
  await fleet.db.pool.query(`UPDATE mail SET leased_until = now() - interval '1 second'`);
  await askReset(nobody);
  await expect.poll(() => mailsTo(installationOwner.email), PLENTY).toEqual([came]);
  // Whatever waits has been looked at when this one, which nobody gets, is gone.
  await askReset(nobody);
  await expect.poll(() => mailsTo(nobody), PLENTY).toEqual([]);
  expect(mailServer.taken.length - before).toBe(1);
});
