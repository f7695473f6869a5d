import { buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';
import { watchStatements } from '../testing/watch-statements.ts';
import { type Drop, openDrop } from './testing/drop.ts';

let api: TestApi;
let project: TestProject;
let drop: Drop;
beforeAll(async () => {
  api = await openTestApi();
  project = await buildProject(api.db);
  drop = await openDrop(api, project.owner.personId, project.id);
  for (let nth = 0; nth < 12; nth += 1)
    await drop.send(`${nth}.txt`, `Brief ${nth}.\n\nDe tekst van ${nth}.`);
  expect(await drop.read()).toBe('done');
});
afterAll(() => api.close());

const asOwner = () => api.as(project.owner.personId).intake;

test('what is chosen for many is stored by one statement, as for one', async () => {
  const watch = watchStatements(api.db);
  const { items } = await drop.get();
  const itemIds = items.map(({ id }) => id);
  const written = (texts: readonly string[]) => texts.filter((text) => text.startsWith('UPDATE intake_item'));
  const ask = (ids: readonly string[], more: object) =>
    watch.during(() => asOwner().choose({ ...drop.at, itemIds: [...ids], ...more }));
  const metadata = { author: 'J. Jansen', date: '2021-03-04' };
  const [one, many] = [await ask(itemIds.slice(0, 1), { metadata }), await ask(itemIds, { metadata })];
  expect([many.length, written(many).length]).toEqual([one.length, 1]);
  const after = await drop.get();
  expect(after.items.map(({ metadata: found }) => found)).toEqual(
    items.map(({ metadata: found }) => ({ ...found, ...metadata })),
  );
  expect(after.items.map(({ metadata: _, written: __, ...item }) => item)).toEqual(
    items.map(({ metadata: _, written: __, ...item }) => item),
  );
});

test('mends change the text and what tells that it is like another; leaving out keeps both', async () => {
  const [first, second] = (await drop.get()).items;
  const sketchOf = async (id: string | undefined) => {
    const { rows } = await api.db.pool.query(
      `SELECT sketch_of, octet_length(sketch) AS sketch, packed IS NOT NULL AS packed FROM intake_item WHERE id = $1`,
      [id],
    );
    return rows[0];
  };
  const [one, other] = [await sketchOf(first?.id), await sketchOf(second?.id)];
  const ids = [first?.id ?? '', second?.id ?? ''];
  const mends = [{ kind: 'drop' as const, block: 1 }];
  const chosen = await asOwner().choose({ ...drop.at, itemIds: ids.slice(0, 1), choice: { mends } });
  expect(chosen.items[0]?.reading?.textSha256).not.toBe(first?.reading?.textSha256);
  await asOwner().choose({ ...drop.at, itemIds: ids, choice: { include: false } });
  expect((await sketchOf(first?.id)).sketch_of).not.toBe(one.sketch_of);
  expect(await sketchOf(first?.id)).toMatchObject({ sketch: one.sketch, packed: true });
  expect(await sketchOf(second?.id)).toEqual(other);
  // Another encoding is another reading: nothing stays of the one before.
  await asOwner().choose({ ...drop.at, itemIds: ids, choice: { encoding: 'windows-1252' } });
  const { items } = await drop.get();
  expect(items.slice(0, 3).map(({ state, reading }) => [state, reading === null])).toEqual([
    ['waiting', true],
    ['waiting', true],
    ['read', false],
  ]);
  const { rows } = await api.db.pool.query(
    'SELECT reading IS NULL AS none, problem IS NULL AS fine FROM intake_item WHERE id = ANY($1)',
    [ids],
  );
  expect(rows).toEqual(Array(2).fill({ none: true, fine: true }));
  expect(await drop.read()).toBe('done');
});

test('of two windows that mend one text the second takes nothing back: it is told', async () => {
  const [, , , item] = (await drop.get()).items;
  const ids = [item?.id ?? ''];
  const [first, second] = [
    { kind: 'drop' as const, block: 1 },
    { kind: 'drop' as const, block: 2 },
  ];
  const mend = (mends: (typeof first)[], seen: (typeof first)[]) =>
    asOwner().choose({ ...drop.at, itemIds: ids, choice: { mends }, seen: { mends: seen } });
  await mend([first], []);
  expect(await refusalIn(mend([second], []))).toBe('intake_changed');
  const { items } = await drop.get();
  expect(items[3]?.choice.mends).toEqual([first]);
  // At the same time, one of them wins.
  const both = await Promise.all([refusalIn(mend([], [first])), refusalIn(mend([first, second], [first]))]);
  expect(both.filter((code) => code === null)).toHaveLength(1);
});
