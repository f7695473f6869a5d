import { type Command, type Sql, sql } from '@koersvast/db';

/*
 * What came after a reveal is asked of the order of changes, since the clocks of two servers differ.
 */

/** Where in the order of a project's changes a round was revealed; null for one that was not. */
export function revealOf(roundId: Sql, projectId: string): Sql {
  return sql`(SELECT min(reveal.rev) FROM change AS reveal
    WHERE reveal.project_id = ${projectId}::uuid AND reveal.noun = 'round' AND reveal.entity_id = ${roundId}
      AND reveal.after ->> 'revealedAt' IS NOT NULL)`;
}

/**
 * Whether a round that an operation reached was revealed since it was given in the first place (`base`). A command on
 * the codebook reaches annotations of several rounds: one reveal is enough.
 */
export async function isRevealedSince(
  { tx, personId, projectId }: Pick<Command, 'tx' | 'personId' | 'projectId'>,
  target: { readonly opId: string; readonly base: string; readonly roundId: string | null },
): Promise<boolean> {
  const row = await tx.row(
    sql`SELECT 1 FROM round WHERE project_id = ${projectId}::uuid
          AND ${revealOf(sql`round.id`, projectId)} > (SELECT min(rev) FROM change
            WHERE project_id = ${projectId}::uuid AND user_id = ${personId}::uuid AND op_id = ${target.base}::uuid)
          AND (id = ${target.roundId}::uuid OR id IN (
          SELECT layer.round_id FROM change JOIN layer ON layer.project_id = change.project_id AND layer.id = change.layer_id
          WHERE change.project_id = ${projectId}::uuid AND change.user_id = ${personId}::uuid AND change.op_id = ${target.opId}::uuid))`,
  );
  return row !== undefined;
}

/** Whether an owner had lifted their own blindness when they last said that they were done with a document. */
export async function hadLifted(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  lift: { readonly id: string },
  assignment: { readonly id: string },
): Promise<boolean> {
  const of = (noun: string, { id }: { readonly id: string }) =>
    sql`project_id = ${projectId}::uuid AND noun = ${noun} AND entity_id = ${id}::uuid`;
  const row = await tx.row(
    sql`SELECT 1 FROM change WHERE ${of('unblinding', lift)} AND rev < (
          SELECT max(rev) FROM change WHERE ${of('assignment', assignment)}
            AND after ->> 'state' = 'done' AND before ->> 'state' IS DISTINCT FROM 'done')`,
  );
  return row !== undefined;
}
