import type { CopiedNoun } from '@koersvast/core/noun';
import { mapByTurns } from './by-turns.ts';
import { selectedRow, selectList, toWireRow } from './row-columns.ts';
import type { Noun, Rows } from './rows.ts';
import { identifier, type Sql, sql } from './sql.ts';
import type { Statements } from './transaction.ts';

/** All rows of a noun for which `rest` (WHERE, ORDER BY, FOR UPDATE ...) holds. */
export async function readRows<N extends Noun>(tx: Statements, noun: N, rest: Sql): Promise<Rows[N][]> {
  const query = sql`SELECT ${selectList(noun)} FROM ${identifier(noun)} ${rest}`;
  return mapByTurns(await tx.rows(selectedRow[noun], query), (row) => toWireRow(noun, row));
}

/**
 * The same of what stands in layers, in first passes that are pinned too, for a condition that names the layers or
 * the document. Nothing of it can be held.
 */
export async function readLayered<N extends CopiedNoun>(
  tx: Statements,
  noun: N,
  rest: Sql,
): Promise<Rows[N][]> {
  const query = sql`SELECT ${selectList(noun)} FROM ${layered[noun]} ${rest}`;
  return mapByTurns(await tx.rows(selectedRow[noun], query), (row) => toWireRow(noun, row));
}

/** What stands in layers, as a table of the name of its noun. */
export const layered = {
  annotation: sql`layered_annotation AS annotation`,
  reading: sql`layered_reading AS reading`,
} satisfies Record<CopiedNoun, Sql>;
