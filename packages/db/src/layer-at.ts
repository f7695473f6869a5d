import type { CopiedNoun } from '@koersvast/core/noun';
import { z } from 'zod';
import { toldRow } from './change.ts';
import { afterOf, type ChangeSet, readSets } from './change-set.ts';
import type { Rows } from './rows.ts';
import { identifier, sql } from './sql.ts';
import { completeTold, jsonFields } from './told-row.ts';
import type { Statements } from './transaction.ts';

/** A row as a change of its own left it, and which change that was. */
export interface Left<N extends CopiedNoun> {
  readonly row: Rows[N];
  readonly rev: number;
}

const keyOf = (layerId: string, id: string) => `${layerId} ${id}`;

/** Annotations as the last change of each alone left them, with what was done to sets of them since. */
export function afterSets(
  left: readonly Left<'annotation'>[],
  sets: readonly (ChangeSet & { readonly rev: number })[],
): Rows['annotation'][] {
  const found = new Map(left.map((each) => [keyOf(each.row.layerId, each.row.id), each]));
  for (const set of sets) {
    for (const row of set.rows) {
      const known = found.get(keyOf(set.layerId, row.id));
      if (!known || known.rev > set.rev) continue;
      const after = { ...known.row, ...afterOf(set, row) };
      found.set(keyOf(set.layerId, row.id), { rev: set.rev, row: after });
    }
  }
  return [...found.values()].map(({ row }) => row);
}

/** A first pass that is pinned. */
export const pinnedLayer = z.object({ id: z.string(), projectId: z.string(), sourceLayerId: z.string() });
export type PinnedLayer = z.infer<typeof pinnedLayer>;

/**
 * What the changes say that a pinned first pass shows: all that was alive in its source when it was made, as rows of
 * its own.
 */
export async function readPinned(
  tx: Statements,
  pin: PinnedLayer,
): Promise<{ annotation: Rows['annotation'][]; reading: Rows['reading'][] }> {
  const { id, projectId, sourceLayerId } = pin;
  const made = sql`(SELECT made.rev FROM change AS made WHERE made.project_id = ${projectId}::uuid AND made.noun = 'layer'
    AND made.entity_id = ${id}::uuid AND made.before IS NULL)`;
  const read = async <N extends CopiedNoun>(noun: N): Promise<Left<N>[]> => {
    const rows = await tx.rows(
      z.object({ rev: z.string(), after: jsonFields.nullable() }),
      sql`SELECT change.rev, ${toldRow('after')} AS after
          FROM ${identifier(noun)} AS each CROSS JOIN LATERAL (
            SELECT * FROM change AS told WHERE told.project_id = ${projectId}::uuid AND told.noun = ${noun}
              AND told.entity_id = each.id AND told.layer_id = each.layer_id AND told.rows IS NULL AND told.rev < ${made}
            ORDER BY told.rev DESC LIMIT 1) AS change
          WHERE each.project_id = ${projectId}::uuid AND each.layer_id = ${sourceLayerId}::uuid`,
    );
    return rows.flatMap(({ rev, after }) => {
      const row = completeTold(noun, after);
      return row ? { row, rev: Number(rev) } : [];
    });
  };
  const sets = await readSets(
    tx,
    sql`WHERE project_id = ${projectId}::uuid AND noun = 'annotation' AND entity_id = ${sourceLayerId}::uuid
        AND rows IS NOT NULL AND rev < ${made} ORDER BY rev`,
  );
  const alive = <Row extends Rows[CopiedNoun]>(rows: readonly Row[]) =>
    rows.filter(({ deletedAt }) => deletedAt === null).map((row) => ({ ...row, layerId: id }));
  return {
    annotation: alive(afterSets(await read('annotation'), sets)),
    reading: alive((await read('reading')).map(({ row }) => row)),
  };
}
