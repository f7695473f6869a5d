import { type Kind, kindOf, selectList, snake, toWireRow } from './row-columns.ts';
import type { Extra, Noun, RowKey, Rows, Versioned } from './rows.ts';
import { identifier, joinSql, noSql, type Sql, sql } from './sql.ts';
import type { Tx } from './transaction.ts';

function parameter(kind: Kind | undefined, value: unknown): unknown {
  return kind === 'json' && value !== null ? JSON.stringify(value) : value;
}

/** All rows of a noun for which `rest` (WHERE, ORDER BY, FOR UPDATE ...) holds. */
export async function readRows<N extends Noun>(tx: Tx, noun: N, rest: Sql): Promise<Rows[N][]> {
  const query = sql`SELECT ${selectList(noun)} FROM ${identifier(noun)} ${rest}`;
  return (await tx.rows<Record<string, unknown>>(query)).map((row) => toWireRow(noun, row));
}

/**
 * The same of what stands in layers, in first passes that are pinned too, for a condition that names the layers or
 * the document. Nothing of it can be held.
 */
export async function readLayered<N extends 'annotation' | 'reading'>(
  tx: Tx,
  noun: N,
  rest: Sql,
): Promise<Rows[N][]> {
  const query = sql`SELECT ${selectList(noun)} FROM ${layered[noun]} ${rest}`;
  return (await tx.rows<Record<string, unknown>>(query)).map((row) => toWireRow(noun, row));
}

/** What stands in layers, as a table of the name of its noun. */
export const layered = {
  annotation: sql`layered_annotation AS annotation`,
  reading: sql`layered_reading AS reading`,
};

/** Stores a new row, with what the table holds beside it, and returns it as it was stored. */
export async function insertRow<N extends Noun>(
  tx: Tx,
  noun: N,
  row: Rows[N],
  extra: Extra,
  onConflict: Sql = noSql,
): Promise<Rows[N] | undefined> {
  const values = { ...row, ...extra } as Record<string, unknown>;
  const names = Object.keys(values);
  const stored = await tx.row<Record<string, unknown>>(
    sql`INSERT INTO ${identifier(noun)} (${joinSql(names.map((name) => identifier(snake(name))))})
        VALUES (${joinSql(names.map((name) => parameter(kindOf(noun, name), values[name])))})
        ${onConflict} RETURNING ${selectList(noun)}`,
  );
  return stored && toWireRow(noun, stored);
}

export function whereRow<N extends Noun>(noun: N, key: RowKey<N>): Sql {
  const byId = sql`${identifier(noun)}."id" = ${key.id}`;
  return 'layerId' in key && (noun === 'annotation' || noun === 'reading')
    ? sql`${identifier(noun)}."layer_id" = ${key.layerId} AND ${byId}`
    : byId;
}

/**
 * Compare-and-swap: writes `patch`, what the table holds `beside` the wire row, and the next version where the row still has the version of `current`;
 * undefined when it has not.
 */
export async function updateRow<N extends Versioned>(
  tx: Tx,
  noun: N,
  current: Rows[N],
  patch: Partial<Rows[N]>,
  beside: Extra = {},
): Promise<Rows[N] | undefined> {
  const sets = Object.entries({ ...patch, ...beside })
    .filter(([field]) => field !== 'version')
    .map(([field, value]) => sql`${identifier(snake(field))} = ${parameter(kindOf(noun, field), value)}`);
  const stored = await tx.row<Record<string, unknown>>(
    sql`UPDATE ${identifier(noun)} SET ${joinSql([...sets, sql`"version" = "version" + 1`])}
        WHERE ${whereRow(noun, current)} AND "version" = ${current.version} RETURNING ${selectList(noun)}`,
  );
  return stored && toWireRow(noun, stored);
}
