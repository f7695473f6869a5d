import { type inLayers, isCopied } from '@koersvast/core/noun';
import { mapByTurns } from './by-turns.ts';
import { selectedRow, selectList, snake, toWireRow } from './row-columns.ts';
import type { Noun, RowKey, Rows, Versioned } from './rows.ts';
import { identifier, joinSql, keepPlan, type Sql, sql } from './sql.ts';
import type { Statements } from './transaction.ts';

/*
 * Rows that are held until the end of the transaction, which no model can ask for. All of it is said here and in
 * `api/place/held.ts`, but for statements that hold what they themselves write (a check knows them).
 */

const strengths = {
  /** Nobody else may even refer to them anew. */
  alone: sql`FOR UPDATE`,
  /** Nobody else may write them; rows that refer to them may be inserted meanwhile, and do not wait in a circle. */
  written: sql`FOR NO KEY UPDATE`,
  /** Nobody may write them; others may hold them so as well. */
  unchanged: sql`FOR SHARE`,
  /** Nobody may hold them alone, or delete them. */
  there: sql`FOR KEY SHARE`,
} as const;
export type Strength = keyof typeof strengths;

/** What fields must be: one value, one of several, or nothing. */
type Value = string | number | boolean | null | readonly string[] | readonly number[];
type Where<Field extends string> = { readonly [Each in Field]?: Value };

function conditionOf(table: string, where: Where<string>): Sql {
  const conditions = Object.entries(where).map(([field, value]) => {
    const column = sql`${identifier(table)}.${identifier(snake(field))}`;
    if (value === null) return sql`${column} IS NULL`;
    return Array.isArray(value) ? sql`${column} = ANY(${value})` : sql`${column} = ${value}`;
  });
  return joinSql(conditions, ' AND ');
}

/** In one order for all, so that two who hold several rows do not wait for each other. */
function orderOf(noun: Noun): Sql {
  return isCopied(noun) ? sql`ORDER BY "layer_id", "id"` : sql`ORDER BY "id"`;
}

async function readHeld<N extends Noun>(
  tx: Statements,
  noun: N,
  where: Sql,
  as: Strength,
): Promise<Rows[N][]> {
  const rows = await tx.rows(
    selectedRow[noun],
    keepPlan(
      sql`SELECT ${selectList(noun)} FROM ${identifier(noun)} WHERE ${where} ${orderOf(noun)} ${strengths[as]}`,
    ),
  );
  return mapByTurns(rows, (row) => toWireRow(noun, row));
}

/** The rows of a noun of which these fields are so, in the order in which they are then held. */
export function holdRows<N extends Noun>(
  tx: Statements,
  noun: N,
  where: Where<(keyof Rows[N] & string) | 'projectId' | (N extends 'member' ? 'userId' : never)>,
  as: Strength = 'written',
): Promise<Rows[N][]> {
  return readHeld(tx, noun, conditionOf(noun, where), as);
}

/** The same of what stands in layers, by layer and id. */
export function holdInLayers<N extends (typeof inLayers)[number]>(
  tx: Statements,
  noun: N,
  projectId: string,
  keys: readonly { readonly layerId: string; readonly id: string }[],
  as: Strength = 'written',
): Promise<Rows[N][]> {
  const named = sql`project_id = ${projectId}::uuid AND (layer_id, id) IN (SELECT * FROM unnest(
    ${keys.map(({ layerId }) => layerId)}::uuid[], ${keys.map(({ id }) => id)}::uuid[]))`;
  return readHeld(tx, noun, named, as);
}

/** One row of a project; undefined where the project has no such row. */
export async function holdRow<N extends Versioned>(
  tx: Statements,
  projectId: string,
  noun: N,
  key: RowKey<N>,
): Promise<Rows[N] | undefined> {
  const { id, layerId }: { readonly id: string; readonly layerId?: string } = key;
  const own = noun === 'project' ? {} : { projectId };
  const inLayer = layerId !== undefined && isCopied(noun) ? { layerId } : {};
  const [row] = await readHeld(tx, noun, conditionOf(noun, { ...own, ...inLayer, id }), 'written');
  return noun === 'project' && row?.id !== projectId ? undefined : row;
}

/** Holds rows that nobody has to read. Whether there are any. */
export async function hold(
  tx: Statements,
  table: Noun | 'user' | 'invitation' | 'job' | 'intake',
  where: Where<string>,
  as: Strength,
): Promise<boolean> {
  const held = await tx.run(
    keepPlan(
      sql`SELECT FROM ${identifier(table)} WHERE ${conditionOf(table, where)} ORDER BY "id" ${strengths[as]}`,
    ),
  );
  return held > 0;
}

/**
 * The same word, and then the project, in one statement; undefined where there is no such project. What the one
 * before has written is read by whatever is asked afterwards.
 */
export async function holdProjectWith(
  tx: Statements,
  projectId: string,
  word: string,
): Promise<Rows['project'] | undefined> {
  const row = await tx.row(
    selectedRow.project,
    keepPlan(sql`WITH word AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(${word}, 0)))
      SELECT ${selectList('project')} FROM word CROSS JOIN project WHERE project.id = ${projectId}::uuid
      FOR NO KEY UPDATE OF project`),
  );
  return row && toWireRow('project', row);
}

/** Nobody else holds this word until the transaction ends: for what has no row that could be held. */
export async function holdWord(tx: Statements, word: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${word}, 0))`);
}

/** Nobody holds this word for themself until the transaction ends; others may hold it like this too. */
export async function shareWord(tx: Statements, word: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${word}, 0))`);
}
