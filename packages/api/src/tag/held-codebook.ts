import { roundRow } from '@koersvast/contracts';
import {
  accessFrom,
  askAccess,
  askedAccess,
  type Command,
  completeTold,
  jsonFields,
  keepPlan,
  type Rows,
  sql,
  wireJson,
} from '@koersvast/db';
import { z } from 'zod';

const found = z.object({
  access: askedAccess.nullable(),
  rounds: z.array(roundRow),
  tags: z.array(jsonFields),
});

/** What everybody who changes the codebook asks of it first, in one statement. */
export async function readCodebookWith(command: Command): Promise<Rows['tag'][]> {
  const { tx, projectId, knows } = command;
  const row = await tx.row(
    found,
    keepPlan(sql`SELECT ${askAccess(command)} AS access,
      coalesce((SELECT jsonb_agg(${wireJson('round')} ORDER BY round.number) FROM round
        WHERE round.project_id = ${projectId}::uuid AND round.removed_at IS NULL), '[]') AS rounds,
      coalesce((SELECT jsonb_agg(${wireJson('tag')} ORDER BY tag.position, tag.id) FROM tag
        WHERE tag.project_id = ${projectId}::uuid), '[]') AS tags`),
  );
  if (!row) throw new Error('a statement that told nothing');
  if (row.access) knows.access = accessFrom(projectId, row.access);
  knows.rounds = row.rounds;
  return row.tags.flatMap((tag) => completeTold('tag', tag) ?? []);
}
