import { isDeepStrictEqual } from 'node:util';
import { type PinnedLayer, readPinned } from '../layer-at.ts';
import { readLayered } from '../row-store.ts';
import { sql } from '../sql.ts';
import type { Tx } from '../transaction.ts';
import type { Report } from './problem.ts';

/**
 * Compares what each pinned first pass shows with what the changes say stood in its source when it was made. One
 * layer at a time is in memory.
 */
export async function checkFirstPasses(tx: Tx, projectId: string, report: Report): Promise<void> {
  const pins = await tx.rows<PinnedLayer>(
    sql`SELECT id, project_id AS "projectId", source_layer_id AS "sourceLayerId" FROM layer
        WHERE project_id = ${projectId}::uuid AND source_layer_id IS NOT NULL ORDER BY id`,
  );
  for (const pin of pins) {
    const expected = await readPinned(tx, pin);
    for (const noun of ['annotation', 'reading'] as const) {
      const rows = new Map<string, object>(expected[noun].map((row) => [row.id, row]));
      for (const row of await readLayered(tx, noun, sql`WHERE layer_id = ${pin.id}::uuid`)) {
        const stood = rows.get(row.id);
        rows.delete(row.id);
        if (!isDeepStrictEqual(stood, row)) {
          report(
            'first_pass',
            `The ${noun} ${row.id} of the first pass ${pin.id} is not what stood there when it was made.`,
          );
        }
      }
      for (const id of rows.keys())
        report('first_pass', `The ${noun} ${id} of the first pass ${pin.id} is gone.`);
    }
  }
}
