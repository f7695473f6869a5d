import { sql, transact } from '@koersvast/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStudy, countWaiting, openTestApi, type TestApi } from '../testing/study.ts';
import { inTurns } from './in-turns.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  // No command wrote here.
  await api.db.pool.query("UPDATE tag SET definition = ''");
  await api.close();
});

test('what somebody waits for is let go, written last, and all of it is there at once', async () => {
  const study = await buildStudy(api.db);
  const ids = [study.pressure.id, study.cooperation.id];
  const parts = [...ids, study.document.id].map((id) => ({ id, size: 100_000 }));
  const [first = ''] = ids;
  const order: string[] = [];
  const write = (id: string) => sql`UPDATE tag SET definition = definition || 'x' WHERE id = ${id}::uuid`;
  const read = async () =>
    (
      await api.db.pool.query<{ definition: string }>('SELECT definition FROM tag ORDER BY position')
    ).rows.map(({ definition }) => definition);
  let other: Promise<void> | undefined;
  await transact(api.db, async (tx) => {
    const written = await inTurns(tx, parts, async ([part]) => {
      const id = part?.id ?? '';
      order.push(id);
      if (id === ids[1] && !other) {
        other = api.db.pool
          .query("UPDATE tag SET definition = definition || 'y' WHERE id = $1", [first])
          .then(() => undefined);
        await expect.poll(() => countWaiting(api.db), { timeout: 20_000 }).toBe(1);
      }
      // Whoever waited is done before we are.
      if (id === study.document.id) await other;
      await tx.run(write(id));
      return id;
    });
    expect(await read()).toEqual(['y', '']);
    expect(written).toEqual([ids[1], study.document.id, first]);
  });
  expect(order).toEqual([first, ids[1], ids[1], study.document.id, first]);
  expect(await read()).toEqual(['yx', 'x']);
});

test('who goes on waiting is not given way to for ever', async () => {
  const study = await buildStudy(api.db);
  let turns = 0;
  const others: Promise<unknown>[] = [];
  await transact(api.db, async (tx) => {
    await inTurns(tx, [{ size: 1 }], async () => {
      turns += 1;
      // Whoever waited was let go.
      await others.at(-1);
      await tx.run(sql`UPDATE tag SET definition = 'ours' WHERE id = ${study.pressure.id}::uuid`);
      others.push(
        api.db.pool.query("UPDATE tag SET definition = 'theirs' WHERE id = $1", [study.pressure.id]),
      );
      await expect.poll(() => countWaiting(api.db), { interval: 5, timeout: 20_000 }).toBe(1);
    });
  });
  await Promise.all(others);
  // What is written last is written three times: who waits then waits for one turn and the end.
  expect(turns).toBe(3);
});
