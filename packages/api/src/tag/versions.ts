import type { codebookVersion, codebookVersions } from '@koersvast/contracts';
import { tagAsSeen } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { type Access, completeTold, jsonFields, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';

/** All versions of the codebook, the newest first, with who made each and by what. */
export async function listVersions(tx: Tx, projectId: string): Promise<z.infer<typeof codebookVersions>> {
  const rows = await tx.rows(
    z.object({
      version: z.number(),
      at: z.date(),
      memberId: z.string().nullable(),
      kind: z.string().nullable(),
    }),
    sql`SELECT codebook_version.version, codebook_version.created_at AS at, made.member_id AS "memberId", made.kind
        FROM codebook_version LEFT JOIN (
          SELECT DISTINCT ON (change.after -> 'codebookVersion') change.member_id, operation.kind,
            (change.after ->> 'codebookVersion')::int AS version
          FROM change JOIN operation USING (project_id, user_id, op_id)
          WHERE change.project_id = ${projectId}::uuid AND change.noun = 'project'
          ORDER BY change.after -> 'codebookVersion', change.rev) AS made ON made.version = codebook_version.version
        WHERE codebook_version.project_id = ${projectId}::uuid ORDER BY codebook_version.version DESC`,
  );
  return rows.map(({ at, ...row }) => ({ ...row, createdAt: at.toISOString() }));
}

/** The living tags as they were in one version, as far as a member may see them. Throws `not_found`. */
export async function readVersion(
  tx: Tx,
  { projectId, scope }: Access,
  version: number,
): Promise<z.infer<typeof codebookVersion>> {
  const row = await tx.row(
    z.object({ at: z.date(), tags: z.array(jsonFields) }),
    sql`SELECT created_at AS at, tags FROM codebook_version
        WHERE project_id = ${projectId}::uuid AND version = ${version}`,
  );
  if (!row) throw new DomainError('not_found');
  const tags = row.tags.flatMap((tag) => completeTold('tag', tag) ?? []).map((tag) => tagAsSeen(scope, tag));
  return { version, createdAt: row.at.toISOString(), tags };
}
