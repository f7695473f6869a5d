import { isDeepStrictEqual } from 'node:util';
import { copiedNouns } from '@koersvast/core/noun';
import { z } from 'zod';
import { type PinnedLayer, pinnedLayer, readPinned } from '../layer-at.ts';
import { readLayered } from '../row-store.ts';
import { sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import { rowByRow } from './planning.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/**
 * Compares what each pinned first pass shows with what the changes say stood in its source when it was made. One
 * layer at a time is in memory.
 */
export async function checkFirstPasses(tx: Statements, projectId: string, report: Report): Promise<void> {
  await checkEpochs(tx, projectId, report);
  const pins = await tx.rows(
    pinnedLayer,
    sql`SELECT id, project_id AS "projectId", source_layer_id AS "sourceLayerId" FROM layer
        WHERE project_id = ${projectId}::uuid AND source_layer_id IS NOT NULL ORDER BY id`,
  );
  await rowByRow(tx, () => checkPins(tx, pins, report));
}

async function checkPins(tx: Statements, pins: readonly PinnedLayer[], report: Report): Promise<void> {
  for (const pin of pins) {
    const expected = await readPinned(tx, pin);
    for (const noun of copiedNouns) {
      const rows = new Map<string, object>(expected[noun].map((row) => [row.id, row]));
      for (const row of await readLayered(
        tx,
        noun,
        sql`WHERE project_id = ${pin.projectId}::uuid AND layer_id = ${pin.id}::uuid`,
      )) {
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

/**
 * Each pin lifts the epoch of its source by one, and shows what was written up to the one before. An epoch that is
 * another would let what is written from now on into first passes, or keep it out.
 */
async function checkEpochs(tx: Statements, projectId: string, report: Report): Promise<void> {
  const wrong = await tx.rows(
    z.object({ id: z.string(), kind: z.string() }),
    sql`WITH pins AS (
          SELECT layer.id, layer.source_layer_id, layer.source_epoch,
            row_number() OVER (PARTITION BY layer.source_layer_id ORDER BY made.rev) - 1 AS expected
          FROM layer JOIN change AS made ON made.project_id = layer.project_id AND made.noun = 'layer'
            AND made.entity_id = layer.id AND made.before IS NULL
          WHERE layer.project_id = ${projectId}::uuid AND layer.source_layer_id IS NOT NULL
        )
        SELECT id, 'pin' AS kind FROM pins WHERE source_epoch IS DISTINCT FROM expected
        UNION ALL
        SELECT id, 'layer' FROM layer WHERE project_id = ${projectId}::uuid
          AND epoch <> (SELECT count(*) FROM pins WHERE pins.source_layer_id = layer.id)
        UNION ALL
        SELECT DISTINCT layer.id, 'rows' FROM layer JOIN (
            SELECT layer_id, epoch FROM annotation WHERE project_id = ${projectId}::uuid
            UNION ALL SELECT layer_id, epoch FROM reading WHERE project_id = ${projectId}::uuid) AS stands
          ON layer.project_id = ${projectId}::uuid AND stands.layer_id = layer.id AND (stands.epoch > layer.epoch OR stands.epoch IS NULL)
        LIMIT ${MOST_OF_A_KIND}`,
  );
  const words: Readonly<Record<string, string>> = {
    pin: 'shows what was written up to another epoch than that in which it was made',
    layer: 'was pinned another number of times than its epoch says',
    rows: 'has rows of an epoch that it has not reached',
  };
  for (const { id, kind } of wrong) report('first_pass', `The layer ${id} ${words[kind]}.`);
}
