import { randomUUIDv7 } from 'node:crypto';
import { buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, openTestApi, type TestApi } from '../testing/study.ts';
import { type Drop, openDrop } from './testing/drop.ts';

/* Letters on their way in, without a server between: what comes late, or meanwhile. */

let api: TestApi;
let project: TestProject;
let drop: Drop;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  project = await buildProject(api.db);
  drop = await openDrop(api, project.owner.personId, project.id);
});
afterAll(() => api.close());

const asOwner = () => api.as(project.owner.personId);
const letter = (about: string) => `Een brief.\n\nOver ${about}.`;

describe('a list', () => {
  const dates = 'bestand,datum\na.txt,2021-03-04\nb.txt,2021-03-05\n';
  const senders = 'bestand,afzender,datum\na.txt,J. Jansen,2022-01-01\nc.txt,P. Pieters,2022-01-02\n';
  const files = { 'a.txt': letter('water'), 'b.txt': letter('lucht') };
  const sendFiles = async () => {
    for (const [path, text] of Object.entries(files)) await drop.send(path, text);
  };
  const found = async () => {
    const { items, files: sent } = await drop.get();
    return {
      said: Object.fromEntries(
        items.map(({ sources, metadata }) => [sources[0]?.path, [metadata?.date, metadata?.author]]),
      ),
      left: Object.fromEntries(
        sent.flatMap(({ path, lists, unmatched }) =>
          lists === null ? [] : [[path, (unmatched?.rows ?? []).map(({ name }) => name)]],
        ),
      ),
    };
  };

  test.each<[string, () => Promise<void>]>([
    [
      'comes with its letters',
      async () => {
        await drop.send('lijst.csv', dates);
        await sendFiles();
      },
    ],
    [
      'comes after they were read',
      async () => {
        await sendFiles();
        expect(await drop.read()).toBe('done');
        await drop.send('lijst.csv', dates);
      },
    ],
    [
      'was there before them',
      async () => {
        await drop.send('lijst.csv', dates);
        expect(await drop.read()).toBe('done');
        expect((await found()).left).toEqual({ 'lijst.csv': ['a.txt', 'b.txt'] });
        await sendFiles();
      },
    ],
    [
      'was there before some of them',
      async () => {
        await drop.send('lijst.csv', dates);
        await drop.send('a.txt', files['a.txt']);
        expect(await drop.read()).toBe('done');
        expect((await found()).left).toEqual({ 'lijst.csv': ['b.txt'] });
        await drop.send('b.txt', files['b.txt']);
      },
    ],
  ])('that %s is laid over them', async (_, send) => {
    await send();
    expect(await drop.read()).toBe('done');
    expect(await found()).toEqual({
      said: { 'a.txt': ['2021-03-04', null], 'b.txt': ['2021-03-05', null] },
      left: { 'lijst.csv': [] },
    });
  });

  test.each([
    ['together, before the letters', [['dates', 'senders'], ['files']]],
    ['one after the other, the letters between', [['dates'], ['files'], ['senders']]],
    ['one after the other, after the letters', [['files'], ['dates'], ['senders']]],
  ])(
    'and another say what each knows, and of the same thing what the last one says: %s',
    async (_, rounds) => {
      for (const round of rounds) {
        for (const each of round) {
          if (each === 'files') await sendFiles();
          else await drop.send(`${each}.csv`, each === 'dates' ? dates : senders);
        }
        expect(await drop.read()).toBe('done');
      }
      expect(await found()).toEqual({
        said: { 'a.txt': ['2022-01-01', 'J. Jansen'], 'b.txt': ['2021-03-05', null] },
        left: { 'dates.csv': [], 'senders.csv': ['c.txt'] },
      });
    },
  );

  test('brings the files of one letter together, also where it was there before them', async () => {
    await drop.send('lijst.csv', 'bestand,titel\neen.txt;twee.html,De brief\n');
    expect(await drop.read()).toBe('done');
    await drop.send('een.txt', letter('water'));
    await drop.send('twee.html', '<!doctype html><html><body><p>Een brief over water.</p></body></html>');
    expect(await drop.read()).toBe('done');
    const { items } = await drop.get();
    expect(items.map(({ sources }) => sources.map(({ path }) => path).sort())).toEqual([
      ['een.txt', 'twee.html'],
    ]);
  });

  test('leaves what a person wrote, and what is in', async () => {
    await sendFiles();
    expect(await drop.read()).toBe('done');
    const { id } = await drop.item('a.txt');
    await asOwner().intake.choose({ ...drop.at, itemIds: [id], metadata: { date: '2000-01-01' } });
    await drop.send('dates.csv', dates);
    expect(await drop.read()).toBe('done');
    expect((await found()).said).toEqual({ 'a.txt': ['2000-01-01', null], 'b.txt': ['2021-03-05', null] });
    expect(await drop.add()).toBe('done');
    await drop.send('senders.csv', senders);
    expect(await drop.read()).toBe('done');
    expect((await drop.item('a.txt')).metadata).toMatchObject({ date: '2000-01-01', author: null });
  });
});

test('the same adding again is the same, also when more has come to the import since', async () => {
  await drop.send('a.txt', letter('water'));
  expect(await drop.read()).toBe('done');
  const opId = randomUUIDv7();
  expect(await drop.add(opId)).toBe('done');
  const { jobId } = await asOwner().intake.add({ ...drop.at, opId });
  await drop.send('b.txt', letter('lucht'));
  expect((await drop.get()).intake.state).toBe('gathering');
  expect(await asOwner().intake.add({ ...drop.at, opId })).toEqual({ jobId });
  // Another one has nothing to add yet.
  expect(await codeOf(asOwner().intake.add({ ...drop.at, opId: randomUUIDv7() }))).toBe('intake_empty');
  expect(await drop.read()).toBe('done');
  expect(await asOwner().intake.add({ ...drop.at, opId })).toEqual({ jobId });
  expect((await drop.get()).intake).toMatchObject({ state: 'ready', added: 1 });
  expect(await drop.add()).toBe('done');
  expect((await drop.get()).intake).toMatchObject({ state: 'added', added: 2 });
  expect(await asOwner().intake.add({ ...drop.at, opId })).toEqual({ jobId });
});
