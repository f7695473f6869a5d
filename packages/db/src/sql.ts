import { Prisma } from './generated/client.ts';

/**
 * SQL with its values apart from it: what stands in `${}` becomes a parameter, or is another piece of SQL.
 * There is no other way to a statement in this program.
 */
export const sql = Prisma.sql;
export type Sql = Prisma.Sql;

/** Pieces of SQL, or values, with commas between them; at least one. */
export const joinSql = Prisma.join;
export const noSql = Prisma.empty;
/** No JSON, where a model would take null for the JSON `null`. */
export const dbNull = Prisma.DbNull;

/** A moment as wire rows hold it. */
export function isoOf(moment: Sql): Sql {
  return sql`to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** A name of a table or column that this program itself spelled out. */
export function identifier(name: string): Sql {
  if (!/^[a-z_0-9]+$/i.test(name)) throw new Error(`not an identifier: ${name}`);
  return Prisma.raw(`"${name}"`);
}

const often = new WeakSet<Sql>();

/**
 * A statement that is asked so often, always in the same words, that each connection keeps its plan: planning takes
 * longer than doing where a statement reads from a dozen tables by their keys.
 */
export function keepPlan(query: Sql): Sql {
  often.add(query);
  return query;
}

export function keepsPlan(query: Sql): boolean {
  return often.has(query);
}
