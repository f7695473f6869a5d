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

/** Rows as JSON under the names of their columns, which is how the database takes many at once. */
function asColumns(rows: readonly Record<string, unknown>[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([field, value]) => [snake(field), value]))),
  );
}

/** Stores new rows, all with the same fields, in one statement; returns them as stored, in the same order. */
export async function insertRows<N extends Noun>(
  tx: Tx,
  noun: N,
  rows: readonly Rows[N][],
  extra: Extra,
): Promise<Rows[N][]> {
  const [first] = rows;
  if (!first) return [];
  const columns = joinSql(Object.keys({ ...first, ...extra }).map((field) => identifier(snake(field))));
  const stored = await tx.rows<Record<string, unknown>>(
    sql`INSERT INTO ${identifier(noun)} (${columns})
        SELECT ${columns} FROM jsonb_populate_recordset(NULL::${identifier(noun)}, ${asColumns(rows.map((row) => ({ ...row, ...extra })))}::jsonb)
        RETURNING ${selectList(noun)}`,
  );
  return inOrder(noun, rows, stored);
}

/**
 * Compare-and-swap of many rows in one statement: writes these fields of each where it still has the version before
 * that of `rows`; undefined when one of them has not.
 */
export async function updateRows<N extends Versioned>(
  tx: Tx,
  noun: N,
  rows: readonly Rows[N][],
  fields: readonly (keyof Rows[N] & string)[],
): Promise<Rows[N][] | undefined> {
  if (rows.length === 0) return [];
  const table = identifier(noun);
  const written = [...new Set([...fields, 'version'])].map(
    (field) => sql`${identifier(snake(field))} = given.${identifier(snake(field))}`,
  );
  const inLayer =
    noun === 'annotation' || noun === 'reading' ? sql`AND ${table}."layer_id" = given."layer_id"` : noSql;
  const stored = await tx.rows<Record<string, unknown>>(
    sql`UPDATE ${table} SET ${joinSql(written)}
        FROM jsonb_populate_recordset(NULL::${table}, ${asColumns(rows)}::jsonb) AS given
        WHERE ${table}."id" = given."id" ${inLayer} AND ${table}."version" = given."version" - 1
        RETURNING ${selectList(noun)}`,
  );
  return stored.length === rows.length ? inOrder(noun, rows, stored) : undefined;
}

function inOrder<N extends Noun>(
  noun: N,
  rows: readonly Rows[N][],
  stored: readonly Record<string, unknown>[],
): Rows[N][] {
  const byKey = new Map(stored.map((row) => [`${row.layerId} ${row.id}`, row]));
  return rows.map((row) => {
    const found = byKey.get(`${'layerId' in row ? row.layerId : undefined} ${row.id}`);
    if (!found) throw new Error('rows that came back without one of them');
    return toWireRow(noun, found);
  });
}
