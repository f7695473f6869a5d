import { execFileSync } from 'node:child_process';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clearUnfinished, type KeptBackup, readBackup } from '@koersvast/db';
import {
  buildPerson,
  canMountSmallDisk,
  mountSmallDisk,
  type TestPerson,
  unmountSmallDisk,
} from '@koersvast/db/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InnerContext } from '../context.ts';
import { codeOf, openTestApi, refusalIn, type TestApi } from '../testing/study.ts';
import { eraseAccount, findErasable } from './erase.ts';

let api: TestApi;
let els: TestPerson;
let bram: TestPerson;

/** Els owns the installation; Bram does not, or not yet. */
beforeEach(async () => {
  api = await openTestApi();
  els = await buildPerson(api.db, { name: 'Els', email: 'els@example.org' });
  bram = await buildPerson(api.db, { name: 'Bram', email: 'bram@example.org' });
  await api.db.pool.query(`UPDATE "user" SET installation_role = 'owner' WHERE id = $1`, [els.id]);
});
afterEach(() => api.close());

/** As an owner, as far as the session knew when the request came. */
const asOwner = ({ id }: TestPerson, over: Partial<InnerContext> = {}) =>
  api.as(id, { person: { id, installationRole: 'owner' }, ...over }).installation;
const give = (by: TestPerson, { id }: TestPerson, role: 'owner' | 'member') =>
  asOwner(by).setRole({ personId: id, role });
const owners = async () =>
  (await asOwner(els).people({}))
    .filter(({ installationRole }) => installationRole === 'owner')
    .map(({ name }) => name);

describe('people', () => {
  test('are listed with their role, those who are erased left out', async () => {
    expect(await asOwner(els).people({})).toEqual([
      {
        id: els.id,
        name: 'Els',
        email: 'els@example.org',
        installationRole: 'owner',
        projects: 0,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        retiredAt: null,
        waysIn: { password: false, provider: false },
        factor: false,
      },
      expect.objectContaining({ name: 'Bram', installationRole: 'member' }),
    ]);
    await erase(bram);
    expect((await asOwner(els).people({})).map(({ name }) => name)).toEqual(['Els']);
  });

  test('become owner and member again', async () => {
    await give(els, bram, 'owner');
    expect(await owners()).toEqual(['Els', 'Bram']);
    await give(bram, els, 'member');
    expect(await owners()).toEqual(['Bram']);
    await give(bram, bram, 'owner');
    expect(await owners()).toEqual(['Bram']);
  });

  test('who are unknown or erased get no role', async () => {
    await erase(bram);
    const unknown = { ...bram, id: '01900000-0000-7000-8000-000000000001' };
    for (const nobody of [bram, unknown]) expect(await codeOf(give(els, nobody, 'owner'))).toBe('not_found');
    expect(await owners()).toEqual(['Els']);
  });

  test('always have an owner among them', async () => {
    expect(await codeOf(give(els, els, 'member'))).toBe('last_installation_owner');
    expect(await owners()).toEqual(['Els']);
  });

  test.each([
    ['each other', () => [give(els, bram, 'member'), give(bram, els, 'member')], 'not_allowed'],
    ['themselves', () => [give(els, els, 'member'), give(bram, bram, 'member')], 'last_installation_owner'],
  ])('two owners who at once make %s a member: one stays', async (_, both, refusal) => {
    for (let round = 0; round < 5; round += 1) {
      await api.db.pool.query(`UPDATE "user" SET installation_role = 'owner'`);
      const answers = await Promise.all(both().map(refusalIn));
      expect(answers.toSorted()).toEqual([refusal, null].toSorted());
      expect(await owners()).toHaveLength(1);
    }
  });
});

describe('backups', () => {
  test('that were asked for are listed, the newest first, and are whole', async () => {
    expect(await asOwner(els).backups({})).toEqual([]);
    const made: KeptBackup[] = [];
    for (const _ of ['one', 'and another']) {
      const { jobId, ...kept } = await asOwner(els).backUp({});
      expect(jobId).toMatch(/^[0-9a-f-]{36}$/);
      expect(kept.name).toBe(`${kept.at.replaceAll(/[-:.]/g, '')}-by-hand.backup.gz`);
      made.push(kept);
    }
    expect(made.map(({ byHand }) => byHand)).toEqual([true, true]);
    expect(await asOwner(els).backups({})).toEqual(made.toReversed());
    const file = path.join(api.backupFolder, made[1]?.name ?? '');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { manifest } = await readBackup(file);
    expect(manifest.tables).toContainEqual({ name: 'user', rows: 2, sha256: expect.any(String) });
  });

  test('of before a migration are listed as such, and what is no backup of ours is not', async () => {
    await mkdir(api.backupFolder, { recursive: true });
    const names = [
      '20261124T120000Z-20261122000000_foundation.backup.gz',
      '20261124T120000500Z-by-hand.backup.gz',
    ];
    const others = [
      '2026-11-24.backup.gz',
      '20269924T120000Z-1_first.backup.gz',
      `${names[0]}.1f.unfinished`,
      'x',
    ];
    for (const name of [...names, ...others]) await writeFile(path.join(api.backupFolder, name), '');
    expect(await asOwner(els).backups({})).toEqual([
      { name: names[1], at: '2026-11-24T12:00:00.500Z', byHand: true },
      { name: names[0], at: '2026-11-24T12:00:00.000Z', byHand: false },
    ]);
  });

  test('are made one at a time: who asks meanwhile waits for the one that is being made', async () => {
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN; LOCK TABLE annotation IN ACCESS EXCLUSIVE MODE');
    const first = asOwner(els).backUp({});
    await expect.poll(() => api.jobs.inHand).toBe(1);
    const told = await Promise.all([els, els].map((each) => asOwner(each).backUp({ wait: false })));
    await holder.query('ROLLBACK');
    holder.release();
    const one = await first;
    expect(told).toEqual([one, one]);
    expect(await readdir(api.backupFolder)).toEqual([one?.name]);
    const next = await asOwner(els).backUp({});
    expect((await asOwner(els).backups({})).map(({ name }) => name)).toEqual([next.name, one?.name]);
  });

  test('that cannot be written are refused, and the log says why', async () => {
    await writeFile(api.backupFolder, 'in the way');
    expect(await codeOf(asOwner(els).backUp({}))).toBe('backup_not_made');
    expect(api.logged).toEqual([
      expect.objectContaining({
        err: expect.objectContaining({
          message: expect.stringMatching(/for backups could not be made \(EEXIST/),
        }),
      }),
    ]);
    expect(await asOwner(els).backups({})).toEqual([]);
  });

  const onFullDisk = 'for which the disk has no room are refused, leave nothing, and the log says why';
  if (canMountSmallDisk(onFullDisk))
    test(onFullDisk, async () => {
      await mkdir(api.backupFolder);
      mountSmallDisk(api.backupFolder, 16_384);
      try {
        await writeFile(path.join(api.backupFolder, 'filling'), Buffer.alloc(16_384));
        expect(await codeOf(asOwner(els).backUp({}))).toBe('backup_not_made');
        const reason = expect.objectContaining({
          message: expect.stringContaining('no room left on the disk'),
        });
        expect(api.logged).toEqual([expect.objectContaining({ err: reason })]);
        expect(await readdir(api.backupFolder)).toEqual(['filling']);
      } finally {
        unmountSmallDisk(api.backupFolder);
      }
    });

  test('that a killed server left half-written are cleared, and what another writes is not', async () => {
    await mkdir(api.backupFolder);
    const name = '20261124T120000007Z-by-hand.backup.gz';
    const gone = execFileSync(process.execPath, ['-p', 'process.pid']).toString().trim();
    const other = `${name}.${process.ppid}-0123abcd.unfinished`;
    const left = [
      `${name}.${gone}-0123abcd.unfinished`,
      `${name}.${process.pid}-0123abcd.unfinished`,
      `${name}.0a1b.unfinished`,
    ];
    for (const each of [name, other, ...left]) await writeFile(path.join(api.backupFolder, each), '');
    await clearUnfinished(api.backupFolder);
    expect((await readdir(api.backupFolder)).sort()).toEqual([name, other].sort());
    await clearUnfinished(path.join(api.backupFolder, 'none'));
  });

  test.each([
    ['its server ends', 'busy', () => api.jobs.close(), 'queued'],
    ['somebody cancels it', 'job_cancelled', cancelAll, 'cancelled'],
  ])('leave nothing where %s', async (_, code, stop, state) => {
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN; LOCK TABLE annotation IN ACCESS EXCLUSIVE MODE');
    const stopped = codeOf(asOwner(els).backUp({}));
    await expect
      .poll(() => readdir(api.backupFolder).catch(() => []))
      .toEqual([expect.stringMatching(/unfinished$/)]);
    await stop();
    expect(await stopped).toBe(code);
    await holder.query('ROLLBACK');
    holder.release();
    expect(await readdir(api.backupFolder)).toEqual([]);
    expect(await asJobs(els).list({})).toEqual([
      expect.objectContaining({ state, kind: 'installation.backup' }),
    ]);
  });
});

const asJobs = ({ id }: TestPerson) => api.as(id, { person: { id, installationRole: 'owner' } }).job;

async function cancelAll(): Promise<void> {
  for (const { id } of await asJobs(els).list({})) await asJobs(els).cancel({ projectId: null, jobId: id });
}

async function erase({ email }: TestPerson): Promise<void> {
  const person = await findErasable(api.db, email);
  if (!person) throw new Error('nobody to erase');
  await eraseAccount(api.db, person);
}
