import { randomUUIDv7 } from 'node:crypto';
import { outsideTransaction } from '@koersvast/db';
import { buildPerson } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../testing/study.ts';
import { playDemo } from './play.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
// What is played passes the check: closing asks it.
afterAll(() => api.close());

test('the example is its owner’s, and begun again after it was broken off it stands once', async () => {
  const { id } = await buildPerson(api.db);
  const owner = { id, installationRole: 'member' } as const;
  const gone = new AbortController();
  const given = { db: api.db, owner, key: randomUUIDv7(), until: new Date(), letters: 2 };
  const broken = playDemo({
    ...given,
    signal: gone.signal,
    progress: (step) => (step === 'reviewing' ? gone.abort() : undefined),
  });
  await expect(broken).rejects.toThrow('aborted');
  const { projectId, name } = await playDemo(given);
  expect((await api.as(id).project.list({})).map(({ project }) => project.name)).toEqual([name]);

  const { members, me, tags, rounds } = await api.as(id).project.get({ projectId });
  expect(me.role).toBe('owner');
  expect(members.map(({ role }) => role).toSorted()).toEqual([
    'coder',
    'coder',
    'coder',
    'owner',
    'reviewer',
  ]);
  expect(tags).toHaveLength(8);
  expect(tags.filter(({ parentId }) => parentId !== null)).toHaveLength(4);
  expect(rounds.map(({ blind, state, repeats: of }) => [blind, state, of?.perCoder ?? null])).toEqual([
    [true, 'revealed', null],
    [true, 'revealed', 4],
    [true, 'revealed', 4],
  ]);
  // Two coders beside themselves, in what they coded again.
  const repeats = await api.as(id).agreement.repeats({ projectId, selection: {} });
  if (repeats.state !== 'ready') throw new Error('missing');
  expect(repeats.coders.map(({ documentIds }) => documentIds.length)).toEqual([2, 2]);
  const report = await api.as(id).agreement.overview({ projectId, selection: {} });
  expect(report).toMatchObject({ state: 'ready', basis: { documents: 2, doubleCoded: 2 } });
  // A text calls the tags what its readers call them.
  for (const [language, called] of [
    ['nl', 'maatregel > geld'],
    ['en', 'measure > money'],
  ] as const) {
    const methods = await api.as(id).agreement.methods({ projectId, selection: {}, language });
    if (methods.state !== 'ready') throw new Error('missing');
    expect(methods.table.rows.map(([tag]) => tag)).toContain(called);
    expect(methods.paragraphs.join(' ')).toContain(called);
  }
  const finals = await api.as(id).adjudication.overview({ projectId });
  expect(finals).toMatchObject([
    { final: 'finished', left: 0, unjudged: 0 },
    { final: 'finished', left: 0, unjudged: 0 },
  ]);
});

test('its people are the same in another one, and nobody can sign in as them', async () => {
  const { id } = await buildPerson(api.db);
  const owner = { id, installationRole: 'member' } as const;
  await playDemo({ db: api.db, owner, key: randomUUIDv7(), until: new Date(), letters: 1 });
  const people = await outsideTransaction(api.db).user.findMany({
    where: { email: { endsWith: '@voorbeeld.invalid' } },
    select: { name: true, accounts: true, sessions: true, _count: { select: { members: true } } },
  });
  expect(people).toHaveLength(4);
  for (const { accounts, sessions, _count } of people)
    expect([accounts, sessions, _count.members]).toEqual([[], [], 2]);
});
