import { randomUUIDv7 } from 'node:crypto';
import type { Command, Sql } from '@koersvast/db';
import { expect, test } from 'vitest';
import { type Cell, freeCells, keepCells } from './write-reservations.ts';

test.each([keepCells, freeCells])(
  'names cells by the ten thousand in few places of a statement',
  async (write) => {
    const asked: Sql[] = [];
    const tx = { run: async (query: Sql) => asked.push(query) };
    const command = { tx, newId: randomUUIDv7, at: new Date() } as unknown as Command;
    const cells = Array.from({ length: 20_000 }, (): Cell => {
      return { documentId: randomUUIDv7(), memberId: randomUUIDv7(), assigned: true };
    });
    await write(command, randomUUIDv7(), cells);
    // PostgreSQL takes 65,535 values in one statement.
    expect(asked.map(({ values }) => values.length < 20)).toEqual([true]);
  },
);
