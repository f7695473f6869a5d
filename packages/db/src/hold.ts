import { isCopied } from '@koersvast/core/noun';
import { readRows } from './row-store.ts';
import type { Noun, RowKey, Rows, Versioned } from './rows.ts';
import { noSql, type Sql, sql } from './sql.ts';
import type { Tx } from './transaction.ts';

/*
 * Rows that are held until the end of the transaction, which no model can ask for. Not FOR UPDATE: rows that refer to
 * these may be inserted meanwhile, and must not wait in a circle.
 */

/** The rows of a noun for which `where` holds, in the order `order`, in which they are then held. */
export function holdRows<N extends Noun>(
  tx: Tx,
  noun: N,
  where: Sql,
  order: Sql = noSql,
): Promise<Rows[N][]> {
  return readRows(tx, noun, sql`WHERE ${where} ${order} FOR NO KEY UPDATE`);
}

/** The same against being changed alone: others may hold them so as well. */
export function holdRowsUnchanged<N extends Noun>(tx: Tx, noun: N, where: Sql): Promise<Rows[N][]> {
  return readRows(tx, noun, sql`WHERE ${where} FOR SHARE`);
}

/** One row of a project; undefined where the project has no such row. */
export async function holdRow<N extends Versioned>(
  tx: Tx,
  projectId: string,
  noun: N,
  key: RowKey<N>,
): Promise<Rows[N] | undefined> {
  const own = noun === 'project' ? noSql : sql`project_id = ${projectId}::uuid AND`;
  const inLayer = 'layerId' in key && isCopied(noun) ? sql`layer_id = ${key.layerId}::uuid AND` : noSql;
  const [row] = await holdRows(tx, noun, sql`${own} ${inLayer} id = ${key.id}::uuid`);
  return noun === 'project' && row?.id !== projectId ? undefined : row;
}
