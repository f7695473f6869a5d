import { sql } from './sql.ts';
import type { Statements } from './transaction.ts';

/** Where the rows of sets wait for the end of the transaction, as (id, rows), once `openSetRows` has made it. */
export const setRows = sql`"pg_temp"."set_rows"`;

export async function openSetRows(tx: Statements): Promise<void> {
  await tx.run(
    sql`CREATE TEMPORARY TABLE IF NOT EXISTS "set_rows" (id uuid PRIMARY KEY, rows jsonb NOT NULL) ON COMMIT DROP`,
  );
  // As where they will stand: taking less room is not worth the time.
  await tx.run(sql`ALTER TABLE ${setRows} ALTER COLUMN rows SET STORAGE EXTERNAL`);
}
