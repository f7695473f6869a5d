import { randomUUIDv7 } from 'node:crypto';
import { sql, transact } from '@koersvast/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { buildStudy, openTestApi, type TestApi } from '../testing/study.ts';
import { checkNotUndone } from './inverse.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.db.drop());

/** Asked once for each thing that is taken back: what somebody has done all year must not be read each time. */
test('whether an operation was undone is found without reading the others of its person', async () => {
  const { project, coder } = await buildStudy(api.db);
  const undone = randomUUIDv7();
  const given = (undoes: string | null, from: number, to: number) =>
    sql`INSERT INTO operation (project_id, user_id, op_id, member_id, kind, payload_hash, undoes, result, created_at)
        SELECT ${project.id}::uuid, ${coder.personId}::uuid, gen_random_uuid(), ${coder.id}::uuid, 'annotation.edit', '',
          ${undoes}::uuid, '{"ok": true, "answer": null}', now() FROM generate_series(${from}::int, ${to}::int)`;
  await transact(api.db, async (tx) => {
    await tx.run(given(null, 1, 2_000));
    await tx.run(given(undone, 1, 1));
  });
  await transact(api.db, (tx) => tx.run(sql`ANALYZE operation`));
  const read = await transact(api.db, async (tx) => {
    const command = { tx, projectId: project.id, personId: coder.personId };
    const check = (opId: string) =>
      checkNotUndone(command, {
        ...{ opId, base: opId, ok: true, documentId: null, roundId: null },
        ...{ kind: 'annotation.edit', action: 'undo' },
      });
    await check(randomUUIDv7());
    await expect(check(undone)).rejects.toThrow('nothing_to_undo');
    return tx.row(
      z.object({ rows: z.number() }),
      sql`SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS rows
          FROM pg_stat_xact_user_tables WHERE relname = 'operation'`,
    );
  });
  // By the index it is a few, or some pages of a table that was just written; without it all of them, twice.
  expect(read?.rows).toBeLessThan(400);
});
