import { isCopied } from '@koersvast/core/noun';
import { jsonByTurns, mapByTurns } from './by-turns.ts';
import { selectedRow, selectList, snake, toWireRow } from './row-columns.ts';
import type { Extra, Noun, Rows, Versioned } from './rows.ts';
import { identifier, joinSql, noSql, sql } from './sql.ts';
import type { Statements } from './transaction.ts';

/*
 * Rows by the thousand, in one statement whatever their number: what a model would send in as many parameters as there
 * are fields. What is written of one row is written by its model, in its noun's own commands.
 */

/** Some fields of rows as JSON under the names of their columns, which is how the database takes many at once. */
function asColumns(rows: readonly Record<string, unknown>[], fields: readonly string[]): Promise<string> {
  const columns = fields.map((field) => [field, snake(field)] as const);
  return jsonByTurns(rows, (row) =>
    Object.fromEntries(columns.map(([field, column]) => [column, row[field]])),
  );
}

/** Stores new rows, all with the same fields, in one statement; returns them as stored, in the same order. */
export async function insertRows<N extends Noun>(
  tx: Statements,
  noun: N,
  rows: readonly Rows[N][],
  extra: Extra,
): Promise<Rows[N][]> {
  const [first] = rows;
  if (!first) return [];
  const fields = Object.keys({ ...first, ...extra });
  const columns = joinSql(fields.map((field) => identifier(snake(field))));
  const given = await asColumns(
    rows.map((row) => ({ ...row, ...extra })),
    fields,
  );
  const stored = await tx.rows(
    selectedRow[noun],
    sql`INSERT INTO ${identifier(noun)} (${columns})
        SELECT ${columns} FROM jsonb_populate_recordset(NULL::${identifier(noun)}, ${given}::jsonb)
        RETURNING ${selectList(noun)}`,
  );
  return inOrder(noun, rows, stored);
}

/**
 * Compare-and-swap of many rows in one statement: writes these fields of each where it still has the version before
 * that of `rows`; undefined when one of them has not. `extra` is written beside them, the same for all.
 */
export async function updateRows<N extends Versioned>(
  tx: Statements,
  projectId: string,
  noun: N,
  rows: readonly Rows[N][],
  fields: readonly (keyof Rows[N] & string)[],
  extra: Extra = {},
): Promise<Rows[N][] | undefined> {
  if (rows.length === 0) return [];
  const table = identifier(noun);
  const written = [...new Set([...fields, ...Object.keys(extra), 'version'])].map(
    (field) => sql`${identifier(snake(field))} = given.${identifier(snake(field))}`,
  );
  const own = noun === 'project' ? sql`"id"` : sql`"project_id"`;
  const inLayer = isCopied(noun) ? sql`AND ${table}."layer_id" = given."layer_id"` : noSql;
  const keys = isCopied(noun) ? ['id', 'layerId', 'version'] : ['id', 'version'];
  const given = await asColumns(
    rows.map((row) => ({ ...row, ...extra })),
    [...new Set([...keys, ...fields, ...Object.keys(extra)])],
  );
  const stored = await tx.rows(
    selectedRow[noun],
    sql`UPDATE ${table} SET ${joinSql(written)}
        FROM jsonb_populate_recordset(NULL::${table}, ${given}::jsonb) AS given
        WHERE ${table}.${own} = ${projectId}::uuid AND ${table}."id" = given."id" ${inLayer} AND ${table}."version" = given."version" - 1
        RETURNING ${selectList(noun)}`,
  );
  return stored.length === rows.length ? inOrder(noun, rows, stored) : undefined;
}

function inOrder<N extends Noun>(
  noun: N,
  rows: readonly Rows[N][],
  stored: readonly Record<string, unknown>[],
): Promise<Rows[N][]> {
  const byKey = new Map(stored.map((row) => [`${row.layerId} ${row.id}`, row]));
  return mapByTurns(rows, (row) => {
    const found = byKey.get(`${'layerId' in row ? row.layerId : undefined} ${row.id}`);
    if (!found) throw new Error('rows that came back without one of them');
    return toWireRow(noun, found);
  });
}
