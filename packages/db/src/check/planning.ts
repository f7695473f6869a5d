import { sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';

/**
 * What goes over a whole project is joined whole. Where nobody has counted a table yet, as after a restore, the
 * database takes the few rows that it then expects for what there is, and would look up a million one by one, in as
 * many passes over the others.
 */
export const byWholeTables = sql`SET LOCAL enable_nestloop = off`;

/** Reads what belongs to one layer or the like, of which there may be thousands: row by row, since there is little of it. */
export async function rowByRow<T>(tx: Statements, read: () => Promise<T>): Promise<T> {
  await tx.run(sql`SET LOCAL enable_nestloop = on`);
  const found = await read();
  await tx.run(byWholeTables);
  return found;
}
