import { type Sql, sql } from '@koersvast/db';

/** Where in the order of a project's changes a round was revealed; null for one that was not. */
export function revealOf(roundId: Sql, projectId: string): Sql {
  return sql`(SELECT min(reveal.rev) FROM change AS reveal
    WHERE reveal.project_id = ${projectId}::uuid AND reveal.noun = 'round' AND reveal.entity_id = ${roundId}
      AND reveal.after ->> 'revealedAt' IS NOT NULL)`;
}
