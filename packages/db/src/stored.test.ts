import { nouns } from '@koersvast/core/noun';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { kindOf, snake } from './row-columns.ts';
import { rowSchemas } from './rows.ts';
import { sql } from './sql.ts';
import { dated, toWire } from './stored.ts';
import { buildProject, createTestDatabase } from './testing/index.ts';
import { outsideTransaction } from './transaction.ts';

test('each field of a contract is a column of its noun, stored as the contract says', async () => {
  const db = await createTestDatabase({ poolSize: 1 });
  const columns = await outsideTransaction(db).rows(
    z.object({ name: z.string(), type: z.string(), optional: z.boolean() }),
    sql`SELECT table_name || '.' || column_name AS name, data_type AS type, is_nullable = 'YES' AS optional
        FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  await db.drop();
  const stored = new Map(columns.map((column) => [column.name, column]));
  const kinds = new Map([
    ['timestamp with time zone', 'moment'],
    ['jsonb', 'json'],
  ]);
  for (const noun of nouns) {
    for (const [field, schema] of Object.entries(rowSchemas[noun].shape)) {
      const column = stored.get(`${noun}.${snake(field)}`);
      expect([noun, field, column && (kinds.get(column.type) ?? 'plain')]).toEqual([
        noun,
        field,
        kindOf(noun, field),
      ]);
      // By this name a model is given it as a date.
      expect([noun, field, kindOf(noun, field) === 'moment']).toEqual([noun, field, field.endsWith('At')]);
      expect([noun, field, column?.optional]).toEqual([noun, field, schema.safeParse(null).success]);
    }
  }
});

test('what is stored as JSON goes over the wire as it is, or not at all', () => {
  const id = '0199d0c0-0000-7000-8000-000000000001';
  const createdAt = new Date('2026-11-28T12:00:00.120Z');
  const stored = {
    id,
    layerId: id,
    documentId: id,
    annotationId: id,
    text: 'x',
    mentions: [id],
    version: 1,
    createdById: id,
    createdAt,
    updatedAt: createdAt,
    deletedAt: null,
  };
  expect(toWire('reply', stored)).toEqual({
    ...stored,
    createdAt: '2026-11-28T12:00:00.120Z',
    updatedAt: '2026-11-28T12:00:00.120Z',
  });
  expect(() => toWire('reply', { ...stored, mentions: [{ id }] })).toThrow();
});

test('a row that is written at another moment is planned as the one before', async () => {
  const db = await createTestDatabase({ poolSize: 1 });
  const { id: projectId } = await buildProject(db);
  // It has no types: what Prisma makes its plans with.
  const runtime = '@prisma/client/runtime/query_compiler_fast_bg.postgresql.mjs';
  const { QueryCompiler } = await import(runtime);
  const compile = vi.spyOn(QueryCompiler.prototype, 'compile');
  const rename = (name: string, archivedAt: string) =>
    outsideTransaction(db).project.updateMany({
      where: { id: projectId },
      data: dated({ name, archivedAt }),
    });
  await rename('One', '2026-11-24T08:00:00.000Z');
  const planned = compile.mock.calls.length;
  await rename('Two', '2026-11-25T09:30:00.000Z');
  expect([planned, compile.mock.calls.length]).toEqual([1, 1]);
  compile.mockRestore();
  await db.drop();
});
