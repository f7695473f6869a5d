import type { StreamName } from '@koersvast/core/scope';
import { type Command, type Rows, selectedRow, selectList, sql, toWireRow } from '@koersvast/db';
import { z } from 'zod';

/** A first pass that is to be made. */
export interface FirstPass
  extends Pick<Rows['layer'], 'documentId' | 'roundId' | 'memberId' | 'independent'> {
  /** The layer that it is of; null where nothing was coded. */
  readonly from: { readonly id: string } | null;
  readonly stream: StreamName;
}

/**
 * Makes first passes: immutable layers that show what stands in others now. Nothing is copied. The layers are pinned
 * as they are, and what is changed in them later is kept then, by the database itself; so it takes no longer where
 * much was coded. Whoever else writes in these layers is waited for.
 */
export async function keepFirstPasses(
  command: Command,
  passes: readonly FirstPass[],
  newId: () => string,
): Promise<void> {
  if (passes.length === 0) return;
  const { tx, projectId, at } = command;
  const made = passes.map(({ from, stream: _, ...pass }) => ({
    ...pass,
    id: newId(),
    sourceLayerId: from?.id ?? null,
  }));
  const sources = made.flatMap(({ sourceLayerId }) => sourceLayerId ?? []);
  if (sources.length > 0) {
    await tx.run(
      sql`WITH held AS MATERIALIZED (
            SELECT id FROM layer WHERE project_id = ${projectId}::uuid AND id = ANY(${sources}::uuid[])
            ORDER BY id FOR UPDATE
          )
          UPDATE layer SET epoch = epoch + 1 FROM held
          WHERE layer.id = held.id AND layer.project_id = ${projectId}::uuid`,
    );
  }
  const rows = await tx.rows(
    selectedRow.layer.extend({ id: z.string() }),
    sql`INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at, source_layer_id, source_epoch)
        SELECT made.id, ${projectId}::uuid, "documentId", "roundId", "memberId", 'first_pass', made.independent, ${at},
          source.id, source.epoch - 1
        FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS made (id uuid, "documentId" uuid, "roundId" uuid,
          "memberId" uuid, independent boolean, "sourceLayerId" uuid)
          LEFT JOIN layer AS source ON source.project_id = ${projectId}::uuid AND source.id = made."sourceLayerId"
        RETURNING ${selectList('layer')}`,
  );
  const stored = new Map(rows.map((row) => [row.id, toWireRow('layer', row)]));
  for (const [index, { stream }] of passes.entries()) {
    const layer = stored.get(made[index]?.id ?? '');
    if (!layer) throw new Error('an insert that returned nothing');
    command.record('layer', null, layer, { stream });
  }
}
