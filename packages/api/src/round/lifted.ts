import { type Command, sql } from '@koersvast/db';

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
