import { role } from '@koersvast/contracts';
import { z } from 'zod';
import { type Access, membersQuery, projectRow, projectView, toAccess } from './scope.ts';
import { type Sql, sql } from './sql.ts';

/** What `loadAccess` asks, as one JSON value in a statement that asks for more; null for whoever is no member. */
export function askAccess({
  projectId,
  personId,
}: {
  readonly projectId: string;
  readonly personId: string;
}): Sql {
  return sql`(SELECT to_jsonb(asked) FROM (SELECT members.*, ${projectView(projectId, [personId])}
    FROM (${membersQuery(projectId, [personId])}) AS members) AS asked)`;
}

export const askedAccess = z.object({
  personId: z.string(),
  memberId: z.string(),
  role,
  archived: z.boolean(),
  ...projectRow.shape,
});

export function accessFrom(projectId: string, asked: z.output<typeof askedAccess>): Access {
  return toAccess(projectId, asked, asked);
}
